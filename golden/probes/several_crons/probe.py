"""Of two crons in two zones the second fires too; the first is due at New Year."""

NOTHING_STARTS_WITHOUT = True


def act(engine):
    engine.fires("several_crons")


def effect(seen):
    attempts = seen.statuses("several_crons/step")
    assert attempts and set(attempts) == {"success"}, attempts
    return {"fired": "the second of two crons"}


def instead(seen):
    assert seen.assets() == []
