"""A tick runs every value of a static set, and each run writes its own partition."""

from regauge_engines.probes.seen import key_of


def act(engine):
    engine.fires("static_partitions")


def effect(seen):
    keys = {key_of(one) for one in seen.attempts("static_partitions/step") if one["status"] == "success"}
    assert keys == {"eu", "us"}, keys
    assert sorted(row["region"] for row in seen.rows("static_partitions.step")) == ["eu", "us"]
    return {"partitions of one tick": "eu, us"}
