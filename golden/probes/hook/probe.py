"""A server hears of the steps that its hook listens to; a hook may end a step, and one that hangs is cut off."""

import json
from collections import Counter

from regauge_engines.loopback import EventServer, Shared
from regauge_engines.probes.engines import SECRET

PORT = 18474
_LISTENING = Shared(lambda: EventServer(PORT))


def act(engine):
    with _LISTENING() as server:
        engine.run("hook")
        return [event for event in server.told if event["product"] == engine.variant]


def effect(seen):
    told = Counter((event["asset_key"], event["event_type"], event["attempt"]) for event in seen.notes)
    made, broken = "hook/made", "hook/broken"
    assert told == {
        (made, "transform.start", 1): 1,
        (made, "quality.result", 1): 1,
        (made, "publish.end", 1): 1,
        (broken, "transform.start", 1): 1,
        (broken, "transform.start", 2): 1,
        (broken, "asset.failed", 2): 1,
    }, told
    assert {event["token"] for event in seen.notes} == {SECRET}
    assert seen.statuses(made) == ["success"], seen.statuses(made)
    assert seen.statuses("hook/gated") == ["failed"], seen.statuses("hook/gated")
    assert SECRET not in json.dumps(list(seen.events))
    return {"events": len(seen.notes)}


def instead(seen):
    assert seen.notes == [], seen.notes
    assert seen.statuses("hook/gated") == ["success"], seen.statuses("hook/gated")
    assert seen.statuses("hook/broken") == ["failed", "failed"], seen.statuses("hook/broken")
