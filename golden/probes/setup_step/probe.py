"""Nothing begins before the setup has gone well: here it fails."""


def act(engine):
    engine.run("setup_step")


def effect(seen):
    hooks = {event["asset"]: event["status"] for event in seen.events if event["kind"] == "hook"}
    assert hooks == {"setup_step:setup": "failed"}, hooks
    assert seen.statuses("setup_step/first") == ["not_run"]
    assert seen.statuses("setup_step/next") == ["not_run"]


def instead(seen):
    assert seen.statuses("setup_step/next") == ["success"]
