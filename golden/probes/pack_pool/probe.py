"""Packs take the pool of their assets: of two with one slot one runs at a time, and both end."""


def act(engine):
    engine.wait(engine.start("pack_pool_a"), engine.start("pack_pool_b"))


def effect(seen):
    assert met(seen) == [False, False], met(seen)
    assert [seen.statuses(f"pack_pool/{step}_after") for step in ("a", "b")] == [["success"], ["success"]]
    return {"two packs met": "never, within 45 s each"}


def instead(seen):
    assert met(seen) == [True, True], met(seen)


def met(seen):
    return [row["met"] for step in ("a", "b") for row in seen.rows(f"pack_pool.{step}")]
