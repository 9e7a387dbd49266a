"""One failure ends the run: what runs is ended (on Argo it comes to its end), and nothing begins any more."""


def act(engine):
    engine.wait(engine.start("abort"))


def effect(seen):
    assert seen.statuses("abort/fails") == ["failed"]
    slow = seen.statuses("abort/slow")
    # What had not begun when the other one failed does not begin.
    allowed = ("success", "not_run") if seen.engine == "argo" else ("killed", "not_run")
    assert len(slow) == 1 and slow[0] in allowed, slow
    assert seen.statuses("abort/late") == ["not_run"], seen.statuses("abort/late")
    return {"what ran": slow[0]}


def instead(seen):
    assert seen.statuses("abort/late") == ["success"]
