"""Two ways lead from one step to another, which waits for both; its name would come first."""

from regauge_engines.probes.seen import end, start


def act(engine):
    engine.run("diamond")


def effect(seen):
    source, east, west, last = (seen.attempts(f"diamond/{name}")[0] for name in ("source", "east", "west", "all"))
    assert end(source) <= min(start(east), start(west)), (source, east, west)
    waited = (start(last) - max(end(east), end(west))).total_seconds()
    assert waited >= 0, waited
    assert [row["n"] for row in seen.rows("diamond.east")] == [1]
    return {"from the later end to start": f"{waited:.1f} s"}
