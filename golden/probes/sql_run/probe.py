"""A query runs, and holes are filled where the field is marked as templated, not elsewhere."""


def act(engine):
    engine.run("sql_run")


def effect(seen):
    (row,) = seen.rows("sql_run.step")
    (attempt,) = seen.attempts("sql_run/step")
    assert row["word"] == attempt["runKey"], row
    return {"run key in the query": "the engine's own run"}


def instead(seen):
    assert [row["word"] for row in seen.rows("sql_run.step")] == ["{{ run_key }}"]
