"""A pack makes a range of partitions; one that is lost on the way is tried again, and what it had published stays."""

DAYS = ["2025-03-02", "2025-03-03"]


def act(engine):
    engine.backfill("pack_runs", DAYS[0], DAYS[-1])


def effect(seen):
    attempts = {name: attempts_of(seen, name) for name in ("before", "dies", "after")}
    # The pack's second try spends the second attempt of each of its assets; what was published is found.
    tried = {"before": 1, "dies": 2, "after": 2}
    assert attempts == {name: dict.fromkeys(DAYS, attempt) for name, attempt in tried.items()}, attempts
    return {"lost in its first try": "made in its second, and what was published is not made again"}


def instead(seen):
    attempts = {name: attempts_of(seen, name) for name in ("before", "dies", "after")}
    assert all(one == dict.fromkeys(DAYS, 1) for one in attempts.values()), attempts


def attempts_of(seen, name):
    """The attempt that made each partition's one row."""
    rows = seen.rows(f"pack_runs.{name}")
    assert sorted(row["partition_date"] for row in rows) == DAYS, rows
    return {row["partition_date"]: row["attempt"] for row in rows}
