"""Of two steps that wait for the same place the one of the higher priority goes first."""


def act(engine):
    engine.run("priority")


def effect(seen):
    begun = [event["asset"] for event in seen.assets()]
    assert begun == ["priority/b", "priority/a"], begun


def instead(seen):
    assert [event["asset"] for event in seen.assets()] == ["priority/a", "priority/b"]
