"""Every kind of check, kept and broken, with the same outcomes on Iceberg, DuckDB and PostgreSQL (semantics 19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from regauge_runtime.checks.gate import score_of
from regauge_runtime.sql_store import SqlStore
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from support import Home, Json, sql

SOURCE = (
    "select * from (values (1, 'ann@x.org', 10, 1.5, timestamptz '2024-01-01 20:00:00Z', 'open'),"
    " (2, 'bob@x.org', 10, 2.5, timestamptz '2024-01-01 10:00:00Z', 'open'),"
    " (3, null, 20, 4.0, timestamptz '2024-01-01 10:00:00Z', 'draft'))"
    " as t(id, mail, customer, total, placed, state)"
)
# One customer is unknown, one row is lost, one new, one sum is off.
TARGET = (
    "select * from (values (1, 'ann@x.org', 10, 1.5, timestamptz '2024-01-01 20:00:00Z', 'open'),"
    " (2, 'BOB@X.ORG', 10, 2.25, timestamptz '2024-01-01 10:00:00Z', 'open'),"
    " (4, 'nobody', 99, -1.0, timestamptz '2024-01-01 10:00:00Z', 'open'))"
    " as t(id, mail, customer, total, placed, state)"
)
SUM = {"name": "total", "expression": "sum(total)", "targetColumn": "total"}
CHECKS: dict[str, tuple[Json, str, int, int]] = {
    "mail": ({"kind": "pattern", "column": "mail", "regex": "@"}, "failed", 1, 3),
    "mail_small": ({"kind": "pattern", "column": "mail", "regex": "^[a-z@.]+$"}, "failed", 1, 3),
    "mail_any_case": ({"kind": "pattern", "column": "mail", "regex": "^[a-z@.]+$", "caseSensitive": False},
                      "passed", 0, 3),
    "fresh": ({"kind": "freshness", "column": "placed", "maxAgeSeconds": 4 * 3600}, "passed", 0, 3),
    "stale": ({"kind": "freshness", "column": "placed", "maxAgeSeconds": 3 * 3600}, "failed", 1, 3),
    "customers": ({"kind": "relationships", "column": "customer", "to": {"table": "a.src", "column": "customer"}},
                  "failed", 1, 3),
    "own_ids": ({"kind": "relationships", "column": "id", "to": {"table": "a.t", "column": "id"}}, "passed", 0, 3),
    "not_negative": ({"kind": "expression", "sql": "total >= 0 -- at all", "columns": ["total"]}, "failed", 1, 3),
    "in_partition": ({"kind": "expression", "sql": "partition_date = :partition"}, "passed", 0, 3),
    "lost_column": ({"kind": "expression", "sql": "nope > 0", "columns": ["nope"]}, "failed", 3, 3),
    "as_many": ({"kind": "row_count_parity", "source": "a.src", "mode": "parity", "tolerance": 0.0}, "passed", 0, 3),
    "as_many_open": ({"kind": "row_count_parity", "source": "a.src", "mode": "parity", "tolerance": 0.0,
                      "where": "state = 'open'"}, "failed", 1, 3),
    "more_open": ({"kind": "row_count_parity", "source": "a.src", "mode": "gte", "tolerance": 0.0,
                   "where": "state = 'open'"}, "passed", 0, 3),
    "nearly_as_many": ({"kind": "row_count_parity", "source": "a.src", "mode": "parity", "tolerance": 0.0,
                        "absoluteTolerance": 1, "where": "state = 'open'"}, "passed", 0, 3),
    "sums": ({"kind": "aggregate_parity", "source": "a.src", "groupBy": ["customer"], "aggregates": [SUM],
              "tolerance": 0.0}, "failed", 3, 3),
    "nearly_the_sums": ({"kind": "aggregate_parity", "source": "a.src", "groupBy": ["customer"], "aggregates": [SUM],
                         "tolerance": 0.1}, "failed", 2, 3),
    "nearly_the_sum": ({"kind": "aggregate_parity", "source": "a.src", "groupBy": [], "aggregates": [SUM],
                        "tolerance": 0.0, "absoluteTolerance": 6}, "passed", 0, 1),
    "keys": ({"kind": "key_parity", "source": "a.src", "keyColumns": ["id"]}, "failed", 2, 4),
    "same_states": ({"kind": "key_parity", "source": "a.src", "keyColumns": ["placed"]}, "passed", 0, 2),
    "rows": ({"kind": "checksum_parity", "source": "a.src", "keyColumns": ["id"], "columns": ["mail", "total"],
              "algorithm": "xxhash64", "floatPrecision": 6}, "failed", 3, 4),
    "rounded_rows": ({"kind": "checksum_parity", "source": "a.src", "keyColumns": ["id"],
                      "columns": ["customer", "placed"],
                      "algorithm": "sha256", "floatPrecision": 0}, "failed", 2, 4),
    "first_row": ({"kind": "checksum_parity", "source": "a.src", "keyColumns": ["id"], "columns": [],
                   "algorithm": "md5", "floatPrecision": 6, "limit": 1}, "passed", 0, 1),
    "columns": ({"kind": "schema", "mode": "exact"}, "passed", 0, 7),
}  # fmt: skip
COLUMNS = [
    {"name": "id", "type": "int"}, {"name": "mail", "type": "string"}, {"name": "customer", "type": "int"},
    {"name": "total", "type": "double"}, {"name": "placed", "type": "timestamptz"}, {"name": "state", "type": "string"},
    {"name": "partition_date", "type": "string"},
]  # fmt: skip


def test_every_kind_on_every_store(place: tuple[Home, Json]) -> None:
    home, where = place
    home.asset("a/src", sql(SOURCE), columns=COLUMNS, **where)
    checks = [{"name": name, "test": test, "on_fail": "error"} for name, (test, *_) in CHECKS.items()]
    home.asset("a/t", sql(TARGET), columns=COLUMNS, reads={"a/src": "identity"}, checks=checks, **where)
    assert home.step("a/src", "2024-01-01")["status"] == "success"
    result = home.step("a/t", "2024-01-01")
    assert not [one["error"] for one in result["checks"] if "error" in one]
    found = {one["name"]: (one["status"], one["failedCount"], one["totalCount"]) for one in result["checks"]}
    assert found == {name: tuple(wanted) for name, (_, *wanted) in CHECKS.items()}, result["checks"]
    for check in result["checks"]:
        assert bool(check["sample"]) == (check["failedCount"] > 0), check
    assert {"our_rows": 3, "their_rows": 2} not in [c["sample"] for c in result["checks"]]
    for name, query in {one["name"]: one["reproSql"] for one in result["checks"]}.items():
        if name not in ("lost_column", "columns", "first_row"):  # the last one looks at one key only
            rows = reproduced(home, query, where)
            assert bool(rows) == (found[name][1] > 0), (name, query, rows)


def reproduced(home: Home, query: str, where: dict[str, str]) -> list[tuple[Any, ...]]:
    """Runs what a result shows where a reader would: in the database, or over the Iceberg tables in DuckDB."""
    import duckdb

    if where:
        import os

        os.environ.update(home.env)
        store = Stores(_plan(home), Values({}, None), home.data).named("wh", "resource")
        assert isinstance(store, SqlStore)
        table = store.query(query, {})
        return [] if table is None else table.to_pylist()
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("create schema a")
    for name in ("src", "t"):
        connection.register(f"rows_{name}", home.arrow(f"a.{name}"))
        connection.execute(f"create view a.{name} as select * from rows_{name}")
    return connection.execute(query).fetchall()


def _plan(home: Home) -> Any:
    from regauge_runtime.plan import Plan

    return Plan.load(home.path)


def test_a_column_that_the_data_lack_breaks_the_schema(home: Home) -> None:
    home.asset("a/t", sql("select 1 as id"), columns=[{"name": "id", "type": "int"}, {"name": "v", "type": "string"}],
               checks=[{"name": "c", "test": {"kind": "schema", "mode": "subset"}}])  # fmt: skip
    found = home.step("a/t", "2024-01-01")["checks"][0]
    assert (found["status"], found["failedCount"], found["totalCount"]) == ("failed", 1, 2)
    assert found["sample"] == [{"column": "v", "declared": "string", "found": None, "where": "the data"}]


def test_a_column_that_is_not_declared_breaks_the_exact_schema_only(home: Home) -> None:
    asset = home.asset("a/t", sql("select 1 as id, 2 as old"), partitioned=False)
    home.step("a/t")
    asset["run"]["query"] = "select 1 as id"
    asset["checks"] = [
        {"name": mode, "onFail": "error", "test": {"kind": "schema", "mode": mode}} for mode in ("exact", "subset")
    ]
    home.plan["tables"]["a.t"]["columns"] = [{"name": "id", "type": "int"}]
    home.save()
    exact, subset = home.step("a/t", cause="manual:2")["checks"]
    assert (exact["status"], subset["status"]) == ("failed", "passed")
    assert [one["column"] for one in exact["sample"]] == ["old"]


def test_the_rows_that_a_scope_leaves_out_are_not_looked_at(home: Home) -> None:
    today = dt.datetime.now(dt.UTC).date()
    days = ", ".join(f"date '{today - dt.timedelta(days=ago)}'" for ago in (0, 3, 30))
    scopes: dict[str, Json] = {
        "week": {"scopeColumn": "d", "rollingWindowDays": 7},
        "two_days": {"scopeColumn": "d", "rollingWindowDays": 2},
        "all": {},
        "full": {"scopeColumn": "d", "rollingWindowDays": 7, "fullTable": True},
    }
    home.asset(
        "a/t",
        sql(f"select unnest([{days}]) as d"),
        partitioned=False,
        checks=[{"name": name, "test": {"kind": "row_count", "min": 0}, **more} for name, more in scopes.items()],
    )
    found = {one["name"]: one["totalCount"] for one in home.step("a/t")["checks"]}
    assert found == {"week": 2, "two_days": 1, "all": 3, "full": 3}


def test_a_partition_that_is_full_of_others_rows_is_looked_at_alone(home: Home) -> None:
    home.asset(
        "a/t",
        sql("select unnest(range(cast(substr(:partition, 10) as int))) as v"),
        checks=[
            {"name": "mine", "test": {"kind": "row_count", "min": 0}},
            {"name": "all", "test": {"kind": "row_count", "min": 0}, "fullTable": True},
        ],
    )
    home.step("a/t", "2024-01-02")
    found = {one["name"]: one["totalCount"] for one in home.step("a/t", "2024-01-03")["checks"]}
    assert found == {"mine": 3, "all": 5}


GATE = {
    "name": "quality_gate",
    "on_fail": "block",
    "test": {"kind": "quality_gate", "minScore": 75.0, "warnScore": 95.0},
}


@pytest.mark.parametrize(
    ("minimum", "status", "score"),
    [(0, "success", 100.0), (2, "failed", 60.0), (1, "success", 90.0)],
)
def test_a_gate_judges_by_the_score(home: Home, minimum: int, status: str, score: float) -> None:
    """Half of the share: 70 + 15 - 25; three quarters of one of two equal dimensions: 70 + 26.25 - 6.25."""
    checks = [
        {"name": "nulls", "test": {"kind": "not_null", "columns": ["id"]}, "dimension": "completeness", "weight": 3.0},
        {"name": "low", "test": {"kind": "range", "column": "id", "min": minimum}, "dimension": "accuracy",
         "weight": 3.0},
    ]  # fmt: skip
    if minimum == 1:
        checks[1] |= {"weight": 1.0, "dimension": "completeness"}
        checks[1]["test"]["min"] = 2
        checks.append(
            {
                "name": "high",
                "test": {"kind": "range", "column": "id", "max": 9},
                "dimension": "accuracy",
                "weight": 3.0,
            }
        )
    home.asset("a/t", sql("select 1 as id"), checks=[*checks, GATE], audited=True)
    result = home.step("a/t", "2024-01-01")
    gate = result["checks"][-1]
    assert (result["status"], gate["score"]) == (status, pytest.approx(score)), result["checks"]
    assert result["outputs"][0]["isPublished"] == (status == "success")
    assert gate["status"] == {100.0: "passed", 60.0: "failed", 90.0: "warned"}[score]


def test_no_checks_have_no_score() -> None:
    assert score_of([]) is None
