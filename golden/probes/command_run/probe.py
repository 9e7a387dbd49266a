"""A command runs with the step's variables, and its exit code decides."""


def act(engine):
    engine.run("command_run")


def effect(seen):
    assert seen.statuses("command_run/step") == ["failed"], seen.statuses("command_run/step")
    return {"exit code": 72}


def instead(seen):
    assert seen.statuses("command_run/step") == ["success"]
