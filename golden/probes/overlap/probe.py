"""Two runs of a job that queues, or that may be active once, do not meet, and no partition is lost; others do meet."""

from regauge_engines.probes.seen import key_of

DAYS = ["2025-01-02", "2025-01-03"]


def act(engine):
    engine.wait(*(engine.start(job, day) for job in ("overlap_queue", "overlap_limit") for day in DAYS))


def _met(seen, asset):
    assert sorted(key_of(one) for one in seen.attempts(f"overlap/{asset}") if one["status"] == "success") == DAYS
    return [row["met"] for row in seen.rows(f"overlap.{asset}")]


def effect(seen):
    met = {asset: _met(seen, asset) for asset in ("queued", "limited")}
    assert met == {"queued": [False, False], "limited": [False, False]}, met
    return {"met": "never, within 45 s each; both partitions made"}


def instead(seen):
    assert _met(seen, "queued") == _met(seen, "limited") == [True, True]
