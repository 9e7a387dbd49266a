"""A month is as long as the calendar and the clocks have it, and its key is written as the set says."""


def act(engine):
    engine.fires("monthly_partitions")


def effect(seen):
    hours = {row["partition_date"]: row["hours"] for row in seen.rows("monthly_partitions.step")}
    assert hours == {"202502": 28 * 24.0, "202503": 31 * 24.0 - 1}, hours
    return {"February and March": "672 and 743 h"}


def instead(seen):
    keys = sorted(row["partition_date"] for row in seen.rows("monthly_partitions.step"))
    assert keys == ["2025-02-01", "2025-03-01"], keys
