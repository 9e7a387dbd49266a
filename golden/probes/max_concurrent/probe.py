"""A run has no more steps at once than its job says."""

from regauge_engines.probes.seen import overlapping


def act(engine):
    engine.wait(engine.start("max_concurrent"))


def effect(seen):
    most = overlapping(seen.assets())
    assert most == 1, most
    return {"at once": most}


def instead(seen):
    assert overlapping(seen.assets()) > 1
