"""A function, a query and a script, each in a Spark of its own step, their rows as the step's own."""

from regauge_engines.probes.seen import end, start


def act(engine):
    engine.run("spark_run")


def effect(seen):
    statuses = {name: seen.statuses(f"spark_run/{name}") for name in ("orders", "paid", "spent")}
    assert all(found == ["success"] for found in statuses.values()), statuses
    rows = sorted((row["customer"], int(row["cents"])) for row in seen.rows("spark_run.spent"))
    assert rows == [("ada", 1550)], rows
    assert list(seen.checks("spark_run/orders").values()) == ["passed"]
    (orders,), (paid,) = (
        seen.attempts("spark_run/orders"),
        seen.attempts("spark_run/paid"),
    )
    assert end(orders) <= start(paid)
    return {"rows of the script": len(rows)}


def instead(seen):
    assert seen.statuses("spark_run/orders") == ["success"]
    assert seen.statuses("spark_run/paid") == ["failed"]
    assert "success" not in seen.statuses("spark_run/spent")
