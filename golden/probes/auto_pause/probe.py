"""After two failed runs in a row a job's cron starts nothing, and somebody is told; a good one breaks the row."""

from regauge_engines.loopback import EventServer, Shared

WEB = 18478


def act(engine):
    with _LISTENING() as heard:
        for ends in (70, 0, 70, 70):
            # Started by the engine itself, of whose runs alone its sensors hear.
            engine.wait(engine.start("auto_pause", params={"auto_pause_ends": ends}))
        engine.fires("auto_pause")
        return [event for event in heard.told if event["product"] == engine.variant]


def effect(seen):
    runs = seen.attempts("auto_pause/step")
    assert [one["status"] for one in runs] == ["failed", "success", "failed", "failed"], runs
    assert all("/tick:" not in one["runKey"] for one in runs), runs
    (told,) = [event for event in seen.notes if event["event_type"] == "job.paused"]
    assert told["run_id"] == runs[-1]["runKey"] and told["failures"] == 2, told
    return {"ticks after 2 failures in a row": 0, "told": "once"}


def instead(seen):
    assert "job.paused" not in [event["event_type"] for event in seen.notes], seen.notes
    assert any("/tick:" in one["runKey"] for one in seen.attempts("auto_pause/step"))


_LISTENING = Shared(lambda: EventServer(WEB))
