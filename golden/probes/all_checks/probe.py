"""Each kind of check passes on an asset that is right and fails on one that is wrong in every way."""

NAMES = {"mails", "fresh", "known", "columns", "positive", "as_many", "sums", "keys", "same"}
DAY = "2025-01-02"


def act(engine):
    engine.run("all_checks", DAY)


def effect(seen):
    assert seen.checks("all_checks/kept") == dict.fromkeys(NAMES, "passed"), seen.checks("all_checks/kept")
    assert seen.checks("all_checks/broken") == dict.fromkeys(NAMES, "failed"), seen.checks("all_checks/broken")
    assert seen.statuses("all_checks/broken", DAY) == ["success"]
    return {"kinds": len(NAMES), "outcomes": "passed and failed"}


def instead(seen):
    assert seen.checks("all_checks/kept") == seen.checks("all_checks/broken") == {}
    assert seen.statuses("all_checks/broken", DAY) == ["success"]
