"""Each dimension is mapped on its own: two days of one region, or one day of all regions."""


def act(engine):
    for key in ("2025-01-01|eu", "2025-01-02|us", "2025-01-02|eu"):
        engine.run("dimension_mapping", key)
    engine.run("dimension_mapping_days", "2025-01-02")


def effect(seen):
    cells = {(row["day"], row["region"]): row["cells"] for row in seen.rows("dimension_mapping.two_days")}
    assert cells == {("2025-01-01", "eu"): 1, ("2025-01-02", "us"): 1, ("2025-01-02", "eu"): 2}, cells
    assert [row["cells"] for row in seen.rows("dimension_mapping.day")] == [2]
    return {"cells read": "2 days of eu, 2 regions of a day"}


def instead(seen):
    assert [row["cells"] for row in seen.rows("dimension_mapping.day")] == [3]
