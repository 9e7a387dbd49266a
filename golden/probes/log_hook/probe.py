"""A server hears what the code of its hook's assets logged, of each attempt, and never a secret."""

from regauge_engines.loopback import EventServer, Shared
from regauge_engines.probes.engines import SECRET

_LISTENING = Shared(lambda: EventServer(18484))


def act(engine):
    with _LISTENING() as server:
        engine.run("log_hook")
        return [event for event in server.told if event["product"] == engine.variant]


def effect(seen):
    said = [(event["event_type"], event.get("level"), event["asset_key"], event["attempt"]) for event in seen.notes]
    assert sorted(said, key=str) == [
        ("telemetry.log", "ERROR", "log_hook/broken", 1),
        ("telemetry.log", "ERROR", "log_hook/broken", 2),
        ("telemetry.log", "INFO", "log_hook/made", 1),
    ], said
    assert {event["name"] for event in seen.notes} == {"probe.log_hook"}, seen.notes
    by_key = {event["asset_key"]: event["payload"] for event in seen.notes}
    assert by_key["log_hook/made"]["message"] == "the word is ***", by_key
    assert by_key["log_hook/broken"]["message"] == "gives up", by_key
    assert by_key["log_hook/broken"]["exception"].startswith("ValueError: "), by_key
    assert SECRET not in str(seen.notes)
    assert seen.statuses("log_hook/made") == ["success"], seen.statuses("log_hook/made")
    assert seen.statuses("log_hook/broken") == ["failed", "failed"], seen.statuses("log_hook/broken")
    return {"records": len(seen.notes)}


def instead(seen):
    assert {event["event_type"] for event in seen.notes} == {"publish.end"}, seen.notes
