"""One failure ends the run: what runs is ended, and nothing begins any more."""


def act(engine):
    engine.wait(engine.start("abort"))


def effect(seen):
    assert seen.statuses("abort/fails") == ["failed"]
    slow = seen.statuses("abort/slow")
    # What had not begun when the other one failed does not begin.
    assert len(slow) == 1 and slow[0] in ("killed", "not_run"), slow
    assert seen.statuses("abort/late") == ["not_run"], seen.statuses("abort/late")
    return {"what ran": slow[0]}


def instead(seen):
    assert seen.statuses("abort/late") == ["success"]
