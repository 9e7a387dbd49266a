"""A join goes on past a branch that was left out, not past a failure, and not when nothing at all was made."""

ENDS = {
    "taken": "success",
    "branch": "skipped",
    "inside": "skipped",
    "joined": "success",
    "beyond": "success",
    "empty": "skipped",
    "broken": "failed",
    "kept": "not_run",
    "hurt": "not_run",
}


def act(engine):
    engine.run("join")


def effect(seen):
    ends = ends_of(seen)
    assert ends == ENDS, ends
    return {"joined": "past a skipped branch"}


def instead(seen):
    assert ends_of(seen) == ENDS | {"joined": "skipped", "beyond": "skipped"}, ends_of(seen)


def ends_of(seen):
    return {name: seen.statuses(f"join/{name}")[-1] for name in ENDS}
