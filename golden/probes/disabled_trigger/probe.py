"""A trigger that is switched off does not fire, while another job's of the same minute does twice."""


def act(engine):
    engine.fires("disabled_trigger")


def effect(seen):
    assert seen.assets() == []
    return {"fired": "0 times in 2 minutes"}


def instead(seen):
    assert "success" in seen.statuses("disabled_trigger/step")
