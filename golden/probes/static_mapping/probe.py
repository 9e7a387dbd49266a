"""A region gets the districts that are mapped to it."""


def act(engine):
    for district in ("west", "north", "south"):
        engine.run("static_mapping", district)
    engine.run("static_mapping_readers", "eu")


def effect(seen):
    assert [row["districts"] for row in seen.rows("static_mapping.region")] == ["north south"]
    return {"districts of eu": "north, south"}


def instead(seen):
    assert [row["districts"] for row in seen.rows("static_mapping.region")] == ["north"]
