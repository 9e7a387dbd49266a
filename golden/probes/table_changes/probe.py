"""Tables of an older version: one is called otherwise now and keeps its rows, one's column is, one may not change."""


def act(engine):
    engine.run("table_changes")


def effect(seen):
    assert [row["n"] for row in seen.rows("table_changes.renamed")] == [1, 2]
    assert [(row["n"], row["name"]) for row in seen.rows("table_changes.columns")] == [(1, "old"), (2, "new")]
    assert seen.statuses("table_changes/rigid") == ["failed"]
    assert seen.rows("table_changes.rigid") == [{"n": 1}]
    return {"rows kept": 2, "columns renamed": 1, "changes refused": 1}


def instead(seen):
    assert [row["n"] for row in seen.rows("table_changes.renamed")] == [2]
    assert len(seen.rows("table_changes.rigid")) == 2
