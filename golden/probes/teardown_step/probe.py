"""The teardown runs after everything, also after a failure."""


def act(engine):
    engine.run("teardown_step")


def effect(seen):
    hooks = {event["asset"]: event["status"] for event in seen.events if event["kind"] == "hook"}
    assert hooks == {"teardown_step:teardown": "success"}, hooks
    assert seen.statuses("teardown_step/fails") == ["failed"]
    assert seen.statuses("teardown_step/next") == ["not_run"]
