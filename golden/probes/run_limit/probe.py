"""A run ends in its time: what runs is ended and not tried again, what would come after does not begin."""


def act(engine):
    engine.run("run_limit")


def effect(seen):
    slow = seen.statuses("run_limit/slow")
    # On a busy machine the time may be over before the step has begun.
    assert slow in (["killed"], ["not_run"]), slow
    assert seen.statuses("run_limit/next") == ["not_run"]
    return {"half a minute in 15 s": slow[-1]}


def instead(seen):
    assert seen.statuses("run_limit/next") == ["success"]
