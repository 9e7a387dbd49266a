"""A backfill makes both end days and those between, each once, oldest first; a day may have 23 hours."""

from regauge_engines.probes.seen import key_of

HOURS = {"2025-03-29": 24.0, "2025-03-30": 23.0, "2025-03-31": 24.0}


def act(engine):
    engine.backfill("daily_partitions", "2025-03-29", "2025-03-31")


def effect(seen):
    assert [key_of(one) for one in seen.attempts("daily_partitions/step")] == list(HOURS)
    hours = {row["partition_date"]: row["hours"] for row in seen.rows("daily_partitions.step")}
    assert hours == HOURS, hours
    return {"backfilled": "29 to 31 March: 24, 23 and 24 h"}


def instead(seen):
    assert {row["hours"] for row in seen.rows("daily_partitions.step")} == {24.0}
