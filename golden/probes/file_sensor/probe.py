"""A file starts one run, which knows its name; it does not start another one when the next file comes."""


def act(engine):
    engine.run("file_sensor_drop")
    if engine.fires("file_sensor"):
        engine.run("file_sensor_drop")
        engine.fires("file_sensor", 2)


def effect(seen):
    attempts = seen.attempts("file_sensor/step")
    assert len(attempts) == len({one["runKey"] for one in attempts}) == 2, attempts
    assert sorted(row["number"] for row in seen.rows("file_sensor.step")) == [0, 1]
    return {"runs": "one for each of 2 files"}


def instead(seen):
    assert seen.attempts("file_sensor/step") == []
