"""An hour that the clocks repeat is two partitions, of which the second carries its offset; a tick asks for both."""

SECOND = 1_761_440_400  # 2025-10-26T01:00:00Z, when it is two o'clock in Berlin for the second time


def act(engine):
    engine.fires("hourly_partitions")


def effect(seen):
    hours = {row["partition_date"]: (row["start"], row["stop"]) for row in seen.rows("hourly_partitions.step")}
    assert hours == {
        "2025-10-26-02:00": (SECOND - 3600, SECOND),
        "2025-10-26-02:00+0100": (SECOND, SECOND + 3600),
    }, hours
    return {"the repeated hour": ", ".join(hours)}


def instead(seen):
    assert [row["partition_date"] for row in seen.rows("hourly_partitions.step")] == ["2025-10-26-02:00"]
