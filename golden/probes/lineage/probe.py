"""A server of OpenLineage hears of each attempt: what it read and wrote, how it ended, and whose run it belongs to."""

from collections import Counter

from regauge_engines.loopback import EventServer, Shared

_LISTENING = Shared(lambda: EventServer(18478))


def act(engine):
    with _LISTENING() as server:
        engine.run("lineage")
        return [event for event in server.told if event["job"]["namespace"].endswith(engine.variant)]


def effect(seen):
    told = [event for event in seen.notes if event["job"]["name"].startswith("lineage.")]
    kinds = Counter((event["job"]["name"], event["eventType"]) for event in told)
    assert kinds == {
        ("lineage.made", "START"): 1, ("lineage.made", "COMPLETE"): 1, ("lineage.made.checks", "COMPLETE"): 1,
        ("lineage.read", "START"): 1, ("lineage.read", "COMPLETE"): 1,
        ("lineage.broken", "START"): 2, ("lineage.broken", "FAIL"): 2,
    }, kinds  # fmt: skip
    ends = [event for event in told if event["eventType"] != "START"]
    edges = {
        (source["name"], target["name"]) for event in ends for source in event["inputs"] for target in event["outputs"]
    }
    assert edges == {("lineage.made", "lineage.read")}, edges
    attempts = {event["run"]["runId"] for event in ends if event["eventType"] == "FAIL"}
    assert len(attempts) == 2, attempts
    wholes = {
        event["run"]["facets"]["parent"]["run"]["runId"]
        for event in told
        if not event["job"]["name"].endswith(".checks")
    }
    assert len(wholes) == 1, wholes
    return {"events": len(told)}


def instead(seen):
    assert seen.notes == [], seen.notes
