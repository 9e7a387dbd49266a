"""A tick requests a run for each key that was added, in that order, also where the keys are one of two dimensions."""

from regauge_engines.probes.seen import key_of


def act(engine):
    engine.run("dynamic_ticks_found")
    keys = 2 if engine.variant == "probes" else 1
    engine.fires("dynamic_ticks", keys)
    engine.fires("dynamic_ticks_cell", keys)


def first_begun(seen, asset):
    return list(dict.fromkeys(key_of(one) for one in seen.attempts(asset)))


def effect(seen):
    assert first_begun(seen, "dynamic_ticks/step") == ["globex", "acme"]
    assert first_begun(seen, "dynamic_ticks/cell") == ["2025-01-02|globex", "2025-01-02|acme"]
    assert {one["status"] for key in ("step", "cell") for one in seen.attempts(f"dynamic_ticks/{key}")} == {"success"}
    assert sorted(row["tenant"] for row in seen.rows("dynamic_ticks.step")) == ["acme", "globex"]
    cells = sorted((row["day"], row["tenant"]) for row in seen.rows("dynamic_ticks.cell"))
    assert cells == [("2025-01-02", "acme"), ("2025-01-02", "globex")], cells
    return {"of a tick": "each key in the order of its adding", "dimensions": "the last day for each key"}


def instead(seen):
    assert first_begun(seen, "dynamic_ticks/step") == ["globex"]
    assert [row["day"] for row in seen.rows("dynamic_ticks.cell")] == ["2025-01-02"]
