"""A step begins after the end of what it depends on; its name would come first."""

from regauge_engines.probes.seen import end, start


def act(engine):
    engine.run("dependency")


def effect(seen):
    (before,), (after,) = seen.attempts("dependency/zero"), seen.attempts("dependency/after")
    waited = (start(after) - end(before)).total_seconds()
    assert waited >= 0, waited
    return {"from end to start": f"{waited:.1f} s"}
