"""A condition that is not true skips its asset and what needs it; one that is true does not."""

LEFT_OUT = ("wanted", "asked", "inside", "both")


def act(engine):
    engine.run("branch")


def effect(seen):
    ends = {name: seen.statuses(f"branch/{name}")[-1] for name in ("rows", "taken", *LEFT_OUT)}
    assert ends == {"rows": "success", "taken": "success"} | dict.fromkeys(LEFT_OUT, "skipped"), ends
    return {"skipped": len(LEFT_OUT)}


def instead(seen):
    assert {seen.statuses(f"branch/{name}")[-1] for name in LEFT_OUT} == {"success"}
