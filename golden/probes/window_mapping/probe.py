"""A reader gets the days of its window and no other, and is blocked by any of them that failed a blocking check."""


def act(engine):
    for day in (1, 2, 3, 4):
        engine.run("window_mapping", f"2025-01-0{day}")
    engine.run("window_mapping_readers", "2025-01-02")
    engine.run("window_mapping_readers", "2025-01-04")


def effect(seen):
    rows = {row["partition_date"]: (row["days"], row["first"]) for row in seen.rows("window_mapping.three")}
    assert rows == {"2025-01-02": (2, "2025-01-01")}, rows
    assert seen.statuses("window_mapping/three", "2025-01-04") == ["blocked"]
    return {"days read": "1 and 2; the window with the bad day is blocked"}


def instead(seen):
    rows = {row["partition_date"]: row["days"] for row in seen.rows("window_mapping.three")}
    assert rows == {"2025-01-02": 1, "2025-01-04": 1}, rows
