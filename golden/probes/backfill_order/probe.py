"""A range of partitions is made up for from its newest one, each once."""

from regauge_engines.probes.seen import key_of

DAYS = ["2025-01-01", "2025-01-02", "2025-01-03"]


def act(engine):
    engine.backfill("backfill_order", DAYS[0], DAYS[-1])


def effect(seen):
    made = [key_of(one) for one in seen.attempts("backfill_order/step")]
    assert made == DAYS[::-1], made
    assert len(seen.rows("backfill_order.step")) == 3
    return {"made": ", ".join(made)}


def instead(seen):
    assert [key_of(one) for one in seen.attempts("backfill_order/step")] == DAYS
