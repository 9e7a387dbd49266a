"""A step that takes both slots of a pool meets no other of the pool; one that takes one of them does."""


def act(engine):
    engine.wait(engine.start("pool_slots_a"), engine.start("pool_slots_b"))


def _met(seen):
    return [row["met"] for step in ("a", "b") for row in seen.rows(f"pool_slots.{step}")]


def effect(seen):
    assert _met(seen) == [False, False], _met(seen)
    return {"met": "never, within 45 s each"}


def instead(seen):
    assert _met(seen) == [True, True], _met(seen)
