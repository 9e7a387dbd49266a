"""What each kind of check counts, shows and answers (semantics 19)."""

from __future__ import annotations

import time
from typing import Any

import pytest

from support import PATIENCE, Home, Json, sql

QUERY = "select * from (values (1, 'a', 1.5), (2, 'b', null), (2, 'c', 9.5), (4, null, -1.0)) as t(id, name, x)"


def one(home: Home, test: Json, on_fail: str = "error", **more: Any) -> Json:
    home.asset("a/t", sql(QUERY), checks=[{"name": "c", "test": test, "on_fail": on_fail} | more])
    result = home.step("a/t", "2024-01-01")
    found: Json = result["checks"][0]
    return found


@pytest.mark.parametrize(
    ("test", "failed", "total"),
    [
        ({"kind": "not_null", "columns": ["name", "x"]}, 2, 4),
        ({"kind": "not_null", "columns": ["id"]}, 0, 4),
        ({"kind": "unique", "columns": ["id"]}, 1, 4),
        ({"kind": "unique", "columns": ["id", "name"]}, 0, 4),
        ({"kind": "row_count", "min": 5}, 1, 4),
        ({"kind": "row_count", "min": 4, "max": 4}, 0, 4),
        ({"kind": "range", "column": "x", "min": 0, "max": 9.5}, 1, 4),
        ({"kind": "accepted_values", "column": "name", "values": ["a", "b", "it's"]}, 1, 4),
        ({"kind": "sql", "query": "select count(*) from a.t where x < 0", "op": "eq", "value": 0}, 1, 1),
        (
            {"kind": "sql", "query": "select sum(id) from a.t where :partition = '2024-01-01'", "op": "ge", "value": 9},
            0,
            1,
        ),
    ],
)
def test_counts(home: Home, test: Json, failed: int, total: int) -> None:
    found = one(home, test)
    assert (found["failedCount"], found["totalCount"]) == (failed, total)
    assert found["status"] == ("failed" if failed else "passed")
    assert bool(found["sample"]) == bool(failed)
    assert len(found["sample"]) <= 20


def test_the_query_to_reproduce_runs_as_it_stands(home: Home) -> None:
    import duckdb

    found = one(home, {"kind": "range", "column": "x", "min": 0})
    assert found["reproSql"].endswith("limit 100")
    connection = duckdb.connect()
    connection.execute("create schema a")
    connection.register("rows", home.arrow("a.t"))
    connection.execute("create view a.t as select * from rows")
    assert connection.execute(found["reproSql"]).fetchall() == [(4, None, -1, "2024-01-01")]
    assert connection.execute(found["query"]).fetchall() == [(1, 4)]
    assert found["sample"] == [{"id": 4, "name": None, "x": "-1.0", "partition_date": "2024-01-01"}]


@pytest.mark.parametrize(
    ("threshold", "warn", "on_fail", "status"),
    [(0.0, 0.0, "error", "failed"), (0.25, 0.0, "error", "warned"), (0.25, 0.25, "error", "passed"),
     (0.2, 0.2, "warn", "warned"), (0.2, 0.2, "info", "warned"), (0.24, 0.1, "block", "failed")],
)  # fmt: skip
def test_thresholds(home: Home, threshold: float, warn: float, on_fail: str, status: str) -> None:
    found = one(home, {"kind": "range", "column": "x", "min": 0}, on_fail, threshold=threshold, warnThreshold=warn)
    assert (found["violationRate"], found["status"]) == (0.25, status)


def test_disabled_checks_do_not_run(home: Home) -> None:
    home.asset(
        "a/t", sql(QUERY), checks=[{"name": "c", "test": {"kind": "unique", "columns": ["id"]}, "enabled": False}]
    )
    assert home.step("a/t", "2024-01-01")["checks"] == []


def test_a_column_that_is_not_there_is_a_crash(home: Home) -> None:
    found = one(home, {"kind": "not_null", "columns": ["nope"]})
    assert found["status"] == "error" and "a.t: no column nope" in found["error"]


def test_a_query_that_takes_too_long_is_ended(home: Home) -> None:
    query = "select count(*) from range(100000000) a(i), range(100000) b(j) where i * j % 7 = 3"
    start = time.monotonic()
    found = one(home, {"kind": "sql", "query": query, "op": "eq", "value": 0}, timeoutSeconds=1)
    assert found["status"] == "error" and time.monotonic() - start < PATIENCE


def test_a_check_leaves_nothing_to_the_next(home: Home) -> None:
    """They share a connection: neither tables, nor what an author's statements made, nor an interruption go on."""
    other = {"kind": "row_count_parity", "source": "a.other", "mode": "gte"}
    seen = {"kind": "expression", "sql": "id in (select id from a.other)", "columns": []}
    makes = "create table a.made as select 1 as id; select count(*) from a.made"
    slow = "select count(*) from range(100000000) a(i), range(100000) b(j) where i * j % 7 = 3"
    counted = {"kind": "sql", "op": "ge", "value": 0}
    home.asset("a/other", sql("select 1 as id"), partitioned=False)
    assert home.step("a/other")["status"] == "success"
    tests: list[tuple[str, Json, int]] = [
        ("parity", other, 60),
        ("other", seen, 60),
        ("makes", counted | {"query": makes}, 60),
        ("made", counted | {"query": "select count(*) from a.made"}, 60),
        ("slow", counted | {"query": slow}, 1),
        ("after", {"kind": "not_null", "columns": ["id"]}, 60),
    ]
    checks = [{"name": name, "test": test, "on_fail": "warn", "timeoutSeconds": most} for name, test, most in tests]
    home.asset("a/t", sql(QUERY), partitioned=False, checks=checks)
    found = {check["name"]: check for check in home.step("a/t")["checks"]}
    ends = {name: check["status"] for name, check in found.items()}
    wanted = {"parity": "passed", "other": "error", "makes": "passed", "made": "error"}
    assert ends == wanted | {"slow": "error", "after": "passed"}, found
    assert "name other" in found["other"]["error"] and "name made" in found["made"]["error"]


def test_a_check_of_any_table_answers_as_check_libraries_do(home: Home) -> None:
    home.code(
        "rules",
        "def rule(rows, kind):\n"
        "    wrong = sum(x is None or x < 0 for x in rows.column('x').to_pylist())\n"
        "    told = {'violations': wrong, 'total': rows.num_rows, 'violation_rate': wrong / rows.num_rows}\n"
        "    if kind == 'broken':\n        return told | {'passed': True, 'violations': 0, 'error': 'no rule'}\n"
        "    return told | {'passed': kind == 'tolerant', 'details': {'rule': kind}}\n",
    )
    kinds = ("strict", "tolerant", "broken")
    test = {"kind": "python", "entrypoint": "rules:rule"}
    checks = [{"name": kind, "onFail": "warn", "test": test | {"params": {"kind": kind}}} for kind in kinds]
    home.asset("a/t", sql(QUERY), checks=checks)
    found = {check["name"]: check for check in home.step("a/t", "2024-01-01")["checks"]}
    counts = {name: (check["failedCount"], check["totalCount"]) for name, check in found.items()}
    assert counts == {"strict": (2, 4), "tolerant": (0, 4), "broken": (1, 4)}
    assert found["tolerant"]["status"] == "passed"
    assert found["strict"]["sample"] == [{"violations": 2, "details": {"rule": "strict"}}]
    assert found["broken"]["sample"] == [{"error": "no rule"}]


def test_python_checks(home: Home) -> None:
    home.code(
        "own_checks",
        "from regauge_runtime import CheckOutcome\n"
        "def positive(t, low, context):\n"
        "    bad = [row for row in t.to_pylist() if row['x'] is not None and row['x'] < low]\n"
        "    return CheckOutcome(failed=len(bad), total=t.num_rows, sample=bad)\n"
        "def yes(context):\n    return context.partition == '2024-01-01'\n"
        "def crash():\n    raise RuntimeError('no idea')\n"
        "def slow():\n    import time\n    time.sleep(3600)\n",
    )
    kind = {"kind": "python"}
    home.asset(
        "a/t",
        sql(QUERY),
        checks=[
            {"name": "positive", "test": kind | {"entrypoint": "own_checks:positive", "params": {"low": 0}}},
            {"name": "yes", "test": kind | {"entrypoint": "own_checks:yes"}},
            {"name": "crash", "test": kind | {"entrypoint": "own_checks:crash"}},
            {"name": "slow", "test": kind | {"entrypoint": "own_checks:slow"}, "timeoutSeconds": 1},
        ],
    )
    result = home.step("a/t", "2024-01-01")
    found = {check["name"]: check for check in result["checks"]}
    assert (found["positive"]["status"], found["positive"]["failedCount"], found["positive"]["totalCount"]) == (
        "failed",
        1,
        4,
    )
    assert found["positive"]["sample"][0]["id"] == 4
    assert found["yes"]["status"] == "passed"
    assert found["crash"]["status"] == "error" and "no idea" in found["crash"]["error"]
    assert found["slow"]["status"] == "error" and "longer than 1.0 s" in found["slow"]["error"]
    assert result["exitCode"] == 75
