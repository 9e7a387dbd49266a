"""News of an asset upstream start the job for the partition that they are of, once, although looked for often."""

from regauge_engines.probes.seen import key_of


def act(engine):
    engine.run("upstream_trigger_source", "2025-01-02")
    if engine.fires("upstream_trigger"):
        engine.run("upstream_trigger_source", "2025-01-03")
        engine.fires("upstream_trigger", 2)


def effect(seen):
    attempts = seen.attempts("upstream_trigger/reader")
    assert [key_of(one) for one in attempts] == ["2025-01-02", "2025-01-03"], attempts
    assert {one["status"] for one in attempts} == {"success"}, attempts
    assert all("/event:" in one["runKey"] for one in attempts), attempts
    return {"started": "once for each of 2 partitions"}


def instead(seen):
    assert seen.attempts("upstream_trigger/reader") == []
