"""A pool of one slot lets one of two runs' steps run at a time: each looks for the other, and they do not meet."""


def act(engine):
    engine.wait(engine.start("pool_a"), engine.start("pool_b"))


def effect(seen):
    met = [row["met"] for step in ("a", "b") for row in seen.rows(f"pool.{step}")]
    assert met == [False, False], met
    return {"met": "never, within 45 s each"}


def instead(seen):
    assert [row["met"] for step in ("a", "b") for row in seen.rows(f"pool.{step}")] == [True, True]
