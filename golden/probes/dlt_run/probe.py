"""Two runs of a dlt source that grows: the cursor of the first is where the second begins, so each row comes once."""


def act(engine):
    engine.run("dlt_run", params={"dlt_run_n": 3})
    engine.run("dlt_run", params={"dlt_run_n": 4})


def effect(seen):
    rows = sorted((row["id"], row["qty"]) for row in seen.rows("dlt_run.orders"))
    assert rows == [(2, 20), (3, 30), (4, 40)], rows
    return {"rows of two runs": len(rows)}


def instead(seen):
    assert sorted(row["id"] for row in seen.rows("dlt_run.orders")) == [1, 1, 2, 2, 3, 3, 4]
