"""Inside a pack one failure ends the run, and what comes after all others comes also after one that failed."""


def act(engine):
    for job in ("pack_abort", "pack_abort_tidy"):
        engine.wait(engine.start(job))


def effect(seen):
    assert seen.statuses("pack_abort/fails") == ["failed"]
    assert seen.statuses("pack_abort/later") == ["not_run"], seen.statuses("pack_abort/later")
    assert seen.statuses("pack_abort/breaks") == ["failed"]
    assert seen.statuses("pack_abort/tidies") == ["success"], seen.statuses("pack_abort/tidies")
    return {"after the failure": "not begun"}


def instead(seen):
    assert seen.statuses("pack_abort/later") == ["success"]
    assert seen.statuses("pack_abort/tidies") == ["not_run"], seen.statuses("pack_abort/tidies")
