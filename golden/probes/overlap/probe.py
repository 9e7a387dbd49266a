"""Two runs of a job that queues do not meet, and no partition is lost; of one that allows two at once they do meet."""

from regauge_engines.probes.seen import key_of

DAYS = ["2025-01-02", "2025-01-03"]


def act(engine):
    engine.wait(*(engine.start(job, day) for job in ("overlap_queue", "overlap_limit") for day in DAYS))


def _met(seen, asset):
    assert sorted(key_of(one) for one in seen.attempts(f"overlap/{asset}") if one["status"] == "success") == DAYS
    return [row["met"] for row in seen.rows(f"overlap.{asset}")]


def effect(seen):
    met = {asset: _met(seen, asset) for asset in ("queued", "limited")}
    assert met == {"queued": [False, False], "limited": [True, True]}, met
    return {"met": "not in 45 s each where runs queue; where two may be active, yes; both partitions made"}


def instead(seen):
    assert _met(seen, "queued") == [True, True]
    assert _met(seen, "limited") == [False, False]
