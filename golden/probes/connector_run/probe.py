"""A rate limit is waited for as the source says and its rows come then; a wrong password and wrong settings end it."""

from regauge_engines.probes.seen import gaps


def act(engine):
    engine.run("connector_run")


def effect(seen):
    assert seen.statuses("connector_run/numbers") == ["failed", "success"], seen.statuses("connector_run/numbers")
    assert seen.statuses("connector_run/closed") == ["failed"], seen.statuses("connector_run/closed")
    assert sorted(row["n"] for row in seen.rows("connector_run.numbers")) == [0, 1, 2]
    (waited,) = gaps(seen.attempts("connector_run/numbers"))
    assert waited >= 2, waited  # Argo knows whole seconds only, cut off
    return {"waited s": round(waited, 1)}


def instead(seen):
    assert seen.statuses("connector_run/numbers") == ["failed"], seen.statuses("connector_run/numbers")
    assert seen.rows("connector_run.numbers") == []
