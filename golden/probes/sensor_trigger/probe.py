"""Each hit of a sensor is one run, which knows the hit; the cursor outlives every look."""

NOTHING_STARTS_WITHOUT = True


def act(engine):
    if engine.fires("sensor_trigger"):
        engine.fires("sensor_trigger", 2)


def effect(seen):
    attempts = seen.attempts("sensor_trigger/step")
    assert len(attempts) == len({one["runKey"] for one in attempts}) == 2, attempts
    assert sorted(row["hit"] for row in seen.rows("sensor_trigger.step")) == ["hit0", "hit1"]
    return {"runs": "one for each of 2 hits"}


def instead(seen):
    assert seen.attempts("sensor_trigger/step") == []
