"""Each item of a list has its step, the asset one record: rows of all or what is made of them; no more than allowed."""


def act(engine):
    engine.run("fan_out")


def effect(seen):
    assert seen.statuses("fan_out/parts") == ["success"], seen.statuses("fan_out/parts")
    items = [row["item"] for row in seen.rows("fan_out.parts")]
    assert sorted(items) == [1, 2, 3], items
    assert [row["sum"] for row in seen.rows("fan_out.total")] == [6]
    assert seen.statuses("fan_out/most") == ["failed"]
    return {"items": len(items)}


def instead(seen):
    assert seen.statuses("fan_out/parts") == ["failed"]
