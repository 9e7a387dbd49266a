"""A job starts for the partition for which all has happened, once, and for none for which a part of it has."""

from regauge_engines.probes.seen import key_of


def act(engine):
    # What has never run has missed each tick of a cron: with a first run of its own only the events are left.
    for day in ("2025-01-02", "2025-01-03"):
        engine.run("all_trigger", day)
        engine.run("all_trigger_one", day)
    engine.run("all_trigger_two", "2025-01-03")
    engine.fires("all_trigger", 2)


def effect(seen):
    attempts = [one for one in seen.attempts("all_trigger/both") if "/event:" in one["runKey"]]
    assert [(key_of(one), one["status"]) for one in attempts] == [("2025-01-03", "success")], attempts
    return {"started": "for the 1 of 2 partitions for which both happened"}


def instead(seen):
    days = [key_of(one) for one in seen.attempts("all_trigger/both") if "/event:" in one["runKey"]]
    assert sorted(days) == ["2025-01-02", "2025-01-03"], days
