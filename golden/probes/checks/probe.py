"""Checks that block nobody are reported with their outcome, and their step and its readers stay green."""


def act(engine):
    engine.run("checks")


def effect(seen):
    outcomes = seen.checks("checks/step")
    assert outcomes == {"warns": "warned", "fails": "failed", "passes": "passed"}, outcomes
    assert seen.statuses("checks/step") == seen.statuses("checks/reader") == ["success"]
    return {"outcomes": "passed, warned, failed"}
