"""A row of last month breaks a rule for the last quarter, and not one for the last week."""


def act(engine):
    engine.run("check_scope")


def effect(seen):
    outcomes = seen.checks("check_scope/step")
    assert outcomes == {"week": "passed", "quarter": "failed"}, outcomes
    return {"outcomes": "7 days passed, 90 days failed"}


def instead(seen):
    assert seen.checks("check_scope/step") == {"week": "failed", "quarter": "failed"}
