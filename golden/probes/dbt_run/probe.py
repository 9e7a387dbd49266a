"""Two seeds and two models of a dbt project: asset by asset, in the order of their refs, their tests as checks.

And the same ones in one step, which makes the same rows.
"""

from regauge_engines.probes.seen import end, start


def act(engine):
    engine.run("dbt_run")


def effect(seen):
    names = ("payments", "people", "paid", "spent", "grouped", "together")
    statuses = {name: seen.statuses(f"dbt_run/{name}") for name in names}
    assert all(found == ["success"] for found in statuses.values()), statuses
    rows = sorted((row["customer"], int(row["cents"])) for row in seen.rows("dbt_run.spent"))
    assert rows == [("ada", 1550)], rows
    together = sorted((row["customer"], int(row["cents"])) for row in seen.rows("dbt_run.together"))
    assert together == rows, together
    assert sorted(seen.checks("dbt_run/paid").values()) == ["passed", "passed", "passed", "warned"]
    assert sorted(seen.checks("dbt_run/grouped").values()) == ["passed", "passed", "passed", "passed", "warned"]
    (paid,), (spent,) = seen.attempts("dbt_run/paid"), seen.attempts("dbt_run/spent")
    assert end(paid) <= start(spent)
    return {"rows of the last model": len(rows)}


def instead(seen):
    assert seen.statuses("dbt_run/paid") == ["failed"]
    assert "success" not in seen.statuses("dbt_run/spent")
    assert seen.statuses("dbt_run/grouped") == ["failed"]
