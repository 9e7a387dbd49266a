"""A rule makes an error one of a category that is tried again; a part is published when that is said to be enough."""


def act(engine):
    engine.run("errors_map")


def effect(seen):
    assert seen.statuses("errors_map/quota") == ["failed", "success"], seen.statuses("errors_map/quota")
    assert seen.statuses("errors_map/part") == ["success"] and seen.rows("errors_map.part") == [{"n": 1}]
    return {"attempts": 2, "rows of a part": 1}


def instead(seen):
    assert seen.statuses("errors_map/quota") == ["failed"]
    assert seen.statuses("errors_map/part") == ["failed"] and seen.rows("errors_map.part") == []
