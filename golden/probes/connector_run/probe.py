"""A rate limit is waited for as the source says and its rows come then; a wrong password and wrong settings end it."""

from regauge_engines.probes.seen import start


def act(engine):
    engine.run("connector_run")


def effect(seen):
    assert seen.statuses("connector_run/numbers") == ["failed", "success"], seen.statuses("connector_run/numbers")
    assert seen.statuses("connector_run/closed") == ["failed"], seen.statuses("connector_run/closed")
    assert sorted(row["n"] for row in seen.rows("connector_run.numbers")) == [0, 1, 2]
    # From start to start: on Argo the step stays in its attempt for what the source asks beyond the retry's own wait.
    first, second = (start(attempt) for attempt in seen.attempts("connector_run/numbers"))
    waited = (second - first).total_seconds()
    assert waited >= 11, waited  # Argo knows whole seconds only, cut off
    return {"from start to start s": round(waited, 1)}


def instead(seen):
    assert seen.statuses("connector_run/numbers") == ["failed"], seen.statuses("connector_run/numbers")
    assert seen.rows("connector_run.numbers") == []
