"""An input holds the partitions that are mapped to the run's own: itself, or all that are published."""


def act(engine):
    engine.run("mapping", "2025-01-01")
    engine.run("mapping", "2025-01-02")
    engine.run("mapping_readers", "2025-01-02")


def effect(seen):
    days = {name: [row["n"] for row in seen.rows(f"mapping.{name}")] for name in ("own", "every")}
    assert days == {"own": [1], "every": [2]}, days
    return {"days read": "identity 1, all 2"}


def instead(seen):
    assert [row["n"] for row in seen.rows("mapping.own")] == [2]
    assert [row["n"] for row in seen.rows("mapping.every")] == [1]
