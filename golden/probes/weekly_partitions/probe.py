"""A week begins on its day and hour, and the one before the clocks go forward has an hour less."""


def act(engine):
    engine.fires("weekly_partitions")


def effect(seen):
    hours = {row["partition_date"]: row["hours"] for row in seen.rows("weekly_partitions.step")}
    assert hours == {"2025-03-23": 167.0, "2025-03-30": 168.0}, hours
    return {"weeks from Sunday": "167 and 168 h"}


def instead(seen):
    assert {row["partition_date"] for row in seen.rows("weekly_partitions.step")} == {"2025-03-24"}
