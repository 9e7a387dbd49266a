"""The partition set that stands in an asset has the asset's zone: its day on which clocks change has 23 hours."""

SPRING = "2025-03-30"


def act(engine):
    engine.run("asset_timezone", SPRING)


def effect(seen):
    hours = {row["partition_date"]: row["hours"] for row in seen.rows("asset_timezone.step")}
    assert hours == {SPRING: 23.0}, hours
    return {"hours": hours[SPRING]}


def instead(seen):
    assert [row["hours"] for row in seen.rows("asset_timezone.step")] == [24.0]
