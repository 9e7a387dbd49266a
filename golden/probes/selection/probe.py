"""A job runs what it selects."""


def act(engine):
    engine.run("selection")


def effect(seen):
    ran = sorted(one["asset"] for one in seen.assets() if one["status"] == "success")
    assert ran == ["selection/one", "selection/two"], ran
    return {"assets": len(ran)}
