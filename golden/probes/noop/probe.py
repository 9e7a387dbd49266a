"""A run that does nothing is done, and what comes after it goes on."""


def act(engine):
    engine.run("noop")


def effect(seen):
    assert seen.statuses("noop/point") == ["success"]
    assert seen.statuses("noop/after") == ["success"]
