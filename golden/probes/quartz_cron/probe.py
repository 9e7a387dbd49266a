"""A line of Quartz's six fields, days counted as Quartz does, fires each minute; one of 29 February does not."""

NOTHING_STARTS_WITHOUT = True


def act(engine):
    engine.fires("quartz_cron")


def effect(seen):
    statuses = seen.statuses("quartz_cron/step")
    assert statuses and set(statuses) == {"success"}, statuses
    return {"fired": f"{len(statuses)} times"}


def instead(seen):
    assert seen.assets() == []
