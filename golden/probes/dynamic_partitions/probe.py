"""A sensor's hits and a function add keys, each of which gets its own rows; a run for a key that nobody added fails."""

from regauge_engines.probes.seen import key_of


def act(engine):
    if engine.fires("dynamic_partitions"):
        engine.fires("dynamic_partitions", 2)
    elif engine.engine in ("airflow", "argo"):  # Dagster and the local runner begin no run for an unknown key
        engine.run("dynamic_partitions", "acme")
    engine.run("dynamic_partitions_finds")
    engine.run("dynamic_partitions", "initech")
    engine.run("dynamic_partitions_total")


def effect(seen):
    attempts = seen.attempts("dynamic_partitions/step")
    assert sorted(key_of(one) for one in attempts) == ["acme", "globex", "initech"], attempts
    assert {one["status"] for one in attempts} == {"success"}, attempts
    assert sorted(row["tenant"] for row in seen.rows("dynamic_partitions.step")) == ["acme", "globex", "initech"]
    assert [row["n"] for row in seen.rows("dynamic_partitions.total")] == [3]
    return {"keys": "2 of a sensor, 1 of a function"}


def instead(seen):
    ends = {key_of(one): one["status"] for one in seen.attempts("dynamic_partitions/step")}
    assert ends.pop("initech") == "success"
    assert set(ends.items()) <= {("acme", "failed")}, ends
    assert [row["n"] for row in seen.rows("dynamic_partitions.total")] == [1]
