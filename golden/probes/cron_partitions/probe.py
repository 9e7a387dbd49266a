"""A partition runs from one instant of the cron line to the next, through the night that loses an hour."""


def act(engine):
    engine.fires("cron_partitions")


def effect(seen):
    hours = {row["partition_date"]: row["hours"] for row in seen.rows("cron_partitions.step")}
    assert hours == {"2025-03-29-06": 16.0, "2025-03-29-22": 7.0}, hours
    return {"day and night": "16 and 7 h"}


def instead(seen):
    assert [row["hours"] for row in seen.rows("cron_partitions.step")] == [23.0]
