"""Of two rows with one key the step keeps the one that its rule says, and it adds the columns that it is told to."""


def act(engine):
    engine.run("table_work")


def effect(seen):
    assert [row["v"] for row in seen.rows("table_work.merged")] == ["new"]
    (row,) = seen.rows("table_work.added")
    assert row["n"] == 7 and row["row_id"] and row["ingested_at"], row
    assert "table_work" in row["run_id"], row
    return {"columns added": 3, "rows of a key": 1}


def instead(seen):
    assert [row["v"] for row in seen.rows("table_work.merged")] == ["old"]
    assert [set(row) for row in seen.rows("table_work.added")] == [{"n"}]
