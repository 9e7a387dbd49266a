"""Only failures of the listed categories are tried again; TRANSIENT and RESOURCE are where nothing is listed."""


def act(engine):
    engine.run("retry_categories")


def effect(seen):
    attempts = {asset: seen.statuses(f"retry_categories/{asset}") for asset in ("validation", "transient")}
    assert attempts == {"validation": ["failed", "success"], "transient": ["failed"]}
    return {"attempts": "2 of a listed category, 1 of another"}


def instead(seen):
    assert seen.statuses("retry_categories/validation") == ["failed"]
    assert seen.statuses("retry_categories/transient") == ["failed", "success"]
