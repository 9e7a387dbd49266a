"""A tick asks for the last day in every region, and each run writes its own rows, told by both columns."""

from regauge_engines.probes.seen import key_of


def act(engine):
    if engine.variant == "probes":
        engine.run("multi_partitions", "2025-01-01|eu")
    engine.fires("multi_partitions")


def effect(seen):
    keys = {key_of(one) for one in seen.attempts("multi_partitions/step") if one["status"] == "success"}
    assert keys == {"2025-01-01|eu", "2025-01-02|us", "2025-01-02|eu"}, keys
    rows = sorted((row["day"], row["region"]) for row in seen.rows("multi_partitions.step"))
    assert rows == [("2025-01-01", "eu"), ("2025-01-02", "eu"), ("2025-01-02", "us")], rows
    return {"partitions of one tick": "the last day in us and eu"}


def instead(seen):
    assert [row["day"] for row in seen.rows("multi_partitions.step")] == ["2025-01-02"]
