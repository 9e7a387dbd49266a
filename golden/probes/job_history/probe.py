"""A run is gone from the engine's store when its time is over, and there where nothing is said of it."""

import time


def act(engine):
    engine.run("job_history")
    time.sleep(45)


def effect(seen):
    assert seen.statuses("job_history/step") == []
    return {"kept for 30 s": "gone from the store"}


def instead(seen):
    assert seen.statuses("job_history/step") == ["success"]
