"""What grows too old is told by the product's own watch, each change once, and the runs stay as they were."""

import time
from itertools import pairwise

OLD, OLDER, YOUNG = (f"freshness/{name}" for name in ("old", "older", "young"))


def act(engine):
    engine.run("freshness")
    time.sleep(2)
    return engine.watch(times=2)


def effect(seen):
    told = {
        asset: [event["status"] for event in seen.notes if event["asset"] == asset] for asset in (OLD, OLDER, YOUNG)
    }
    # A look of the engine's own clock may have come between, before or right after the run.
    assert told[OLD][-1:] == ["failed"] and told[OLDER][-1:] == ["warned"] and told[YOUNG] == [], told
    assert all(before != after for events in told.values() for before, after in pairwise(events)), told
    for asset in (OLD, OLDER, YOUNG):
        assert seen.statuses(asset) == ["success"], seen.statuses(asset)
    return {"told": "once for each change"}


def instead(seen):
    assert [event for event in seen.notes if event["asset"] in (OLD, OLDER, YOUNG)] == [], seen.notes
    assert seen.statuses(OLD) == ["success"]
