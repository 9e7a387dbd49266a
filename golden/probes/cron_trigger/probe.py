"""A cron fires by itself, at a whole minute, and not where it is not written."""

from datetime import datetime

NOTHING_STARTS_WITHOUT = True


def act(engine):
    engine.fires("cron_trigger")


def effect(seen):
    attempts = seen.attempts("cron_trigger/step")
    assert attempts and {one["status"] for one in attempts} == {"success"}
    ticks = [datetime.fromisoformat(one["runKey"].partition("/tick:")[2]) for one in attempts]
    assert all(tick.second == 0 for tick in ticks), ticks
    return {"after the tick": f"{(datetime.fromisoformat(attempts[0]['start']) - ticks[0]).total_seconds():.0f} s"}


def instead(seen):
    assert seen.assets() == []
