"""Each time that a table has new rows is one run, which knows the snapshot."""


def act(engine):
    engine.run("table_sensor_fill")
    if engine.fires("table_sensor"):
        engine.run("table_sensor_fill")
        engine.fires("table_sensor", 2)


def effect(seen):
    attempts = seen.attempts("table_sensor/step")
    assert len(attempts) == len({one["runKey"] for one in attempts}) == 2, attempts
    hits = {row["hit"] for row in seen.rows("table_sensor.step")}
    assert len(hits) == 2 and all(hit.isdigit() for hit in hits), hits
    return {"runs": "one for each of 2 snapshots"}


def instead(seen):
    assert seen.attempts("table_sensor/step") == []
