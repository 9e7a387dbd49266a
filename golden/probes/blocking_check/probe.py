"""Nobody reads a partition whose newest materialization failed a blocking check: in its own run, in another run, and in
a backfill."""


def act(engine):
    engine.run("blocking_check", "2025-01-02")
    engine.run("blocking_check_readers", "2025-01-02")
    engine.backfill("blocking_check_readers", "2025-01-02", "2025-01-02")


def effect(seen):
    assert seen.statuses("blocking_check/bad") == ["failed"]
    readers = sorted(seen.statuses("blocking_check/reader"))
    assert readers == ["blocked", "blocked", "not_run"], readers
    assert seen.rows("blocking_check.reader") == []
    return {"readers": "not run in the same run; blocked in another run and in a backfill"}


def instead(seen):
    assert seen.checks("blocking_check/bad") == {"range_n": "warned"}
    assert seen.statuses("blocking_check/reader") == ["success"] * 3
