"""A job starts once after each run of another job that went well, however often is looked, and after no failed one."""


def act(engine):
    engine.run("event_trigger_source")
    if engine.fires("event_trigger"):
        engine.run("event_trigger_source", params={"event_trigger_ends": 70})
        engine.fires("event_trigger", 2)


def effect(seen):
    attempts = seen.attempts("event_trigger/reader")
    assert [one["status"] for one in attempts] == ["success"], attempts
    assert "/event:" in attempts[0]["runKey"], attempts
    return {"started": "once, by the run that went well"}


def instead(seen):
    assert seen.attempts("event_trigger/reader") == []
