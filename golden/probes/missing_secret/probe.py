"""A step whose secret is not there fails at once, in one attempt, and does not wait for it."""


def act(engine):
    engine.run("missing_secret")


def effect(seen):
    assert seen.statuses("missing_secret/step") == ["failed"], seen.statuses("missing_secret/step")
    assert seen.statuses("missing_secret/reader") == ["not_run"], seen.statuses("missing_secret/reader")
    assert seen.rows("missing_secret.step") == []
    return {"attempts": 1}


def instead(seen):
    assert seen.statuses("missing_secret/reader") == ["success"]
