"""Outputs, inputs and queries in DuckDB files and PostgreSQL (semantics 20, 27)."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from decimal import Decimal

import pytest

from support import Home, Json, sql

POSITIVE = {"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}


@pytest.fixture(params=["duckdb", "postgres"])
def warehouse(home: Home, request: pytest.FixtureRequest) -> Home:
    """A home with the resource `wh`, whose tables the plan names as the output's store."""
    config = {"path": "shop.duckdb"} if request.param == "duckdb" else {"dsn": {"env": "WH"}}
    if request.param == "postgres":
        home.env = {"WH": request.getfixturevalue("postgres").replace("postgresql://", "postgresql+psycopg2://")}
    home.plan["resources"] = {"wh": {"name": "wh", "type": request.param, "config": config}}
    return home


def put(home: Home, key: str, query: str, **more: object) -> Json:
    return home.asset(key, sql(query), store="wh", storeKind="resource", **more)  # type: ignore[arg-type]


def look(home: Home, table: str, cause: str) -> list[Json]:
    """Reads a table by way of another asset, so that reading is tested too."""
    if not any(asset["key"] == f"look/{table}" for asset in home.plan["assets"]):
        home.asset(f"look/{table}", sql(f"select * from a.{table}"), partitioned=False, reads={f"a/{table}": "all"})
    result = home.step(f"look/{table}", cause=cause)
    assert result["status"] == "success", result
    return home.rows(f"look.{table}")


def test_replace_by_partition(warehouse: Home) -> None:
    asset = put(
        warehouse,
        "a/t",
        "select unnest([1, 2]) as v, 1.50::decimal(6,2) as d, :partition_start as at, [1, 2] as l",
        checks=[POSITIVE],
    )
    for day in ("2024-01-01", "2024-01-02"):
        result = warehouse.step("a/t", day)
        assert (result["status"], result["rows"]) == ("success", {"a.t": 2}), result
        assert result["outputs"] == [{"table": "a.t", "snapshot": None, "isPublished": True}]
    asset["run"]["query"] = "select 7 as v, 2.25::decimal(6,2) as d, :partition_start as at, [3] as l"
    warehouse.save()
    warehouse.step("a/t", "2024-01-01", cause="manual:2")
    rows = look(warehouse, "t", "manual:1")
    assert sorted((row["partition_date"], row["v"], row["d"]) for row in rows) == [
        ("2024-01-01", 7, Decimal("2.25")), ("2024-01-02", 1, Decimal("1.50")), ("2024-01-02", 2, Decimal("1.50")),
    ]  # fmt: skip
    assert {row["at"] for row in rows} == {dt.datetime(2024, 1, day, tzinfo=dt.UTC) for day in (1, 2)}
    assert warehouse.step("a/t", "2024-01-01", cause="manual:2", attempt=2)["metadata"]["alreadyPublished"]


def test_merge_and_append(warehouse: Home) -> None:
    merge = put(
        warehouse,
        "a/m",
        "select * from (values (1, 'x'), (2, 'y')) t(id, v)",
        write="merge",
        merge_key=["id"],
        partitioned=False,
    )
    warehouse.step("a/m")
    merge["run"]["query"] = "select * from (values (2, 'Y'), (3, 'Z')) t(id, v)"
    put(warehouse, "a/p", "select 1 as id", write="append", partitioned=False)
    warehouse.step("a/m", cause="manual:2")
    assert sorted((row["id"], row["v"]) for row in look(warehouse, "m", "manual:1")) == [(1, "x"), (2, "Y"), (3, "Z")]
    for cause, attempt in (("manual:1", 1), ("manual:1", 2), ("manual:2", 1)):
        warehouse.step("a/p", cause=cause, attempt=attempt)
    assert len(look(warehouse, "p", "manual:1")) == 2


def test_a_failed_block_is_rolled_back_and_recorded(warehouse: Home) -> None:
    asset = put(warehouse, "a/t", "select 5 as v", checks=[POSITIVE])
    warehouse.asset("b/reader", sql("select * from a.t"), reads={"a/t": "identity"})
    warehouse.step("a/t", "2024-01-01")
    asset["run"]["query"] = "select -5 as v"
    warehouse.save()
    result = warehouse.step("a/t", "2024-01-01", cause="manual:2")
    assert (result["status"], result["exitCode"], result["rows"]) == ("failed", 21, {"a.t": 0})
    assert warehouse.step("b/reader", "2024-01-01")["status"] == "blocked"
    asset["run"]["query"] = "select 6 as v"
    warehouse.save()
    assert warehouse.step("a/t", "2024-01-01", cause="manual:3")["status"] == "success"
    assert warehouse.step("b/reader", "2024-01-01")["status"] == "success"
    assert [row["v"] for row in warehouse.rows("b.reader")] == [6]


def test_declared_columns_and_growth(warehouse: Home) -> None:
    columns = [{"name": "id", "type": "long", "required": True}, {"name": "day", "type": "date", "required": False}]
    asset = put(warehouse, "a/t", "select '2024-05-06' as day, 1::int as id", columns=columns)
    assert warehouse.step("a/t", "2024-01-01")["status"] == "success"
    asset["run"]["query"] = "select null::bigint as id"
    warehouse.save()
    assert warehouse.step("a/t", "2024-01-02")["exitCode"] == 72
    asset["run"]["query"] = "select 2 as id, 'new' as note"
    warehouse.plan["tables"]["a.t"]["columns"].append({"name": "note", "type": "string", "required": False})
    warehouse.save()
    assert warehouse.step("a/t", "2024-01-02")["status"] == "success"
    rows = {row["id"]: row for row in look(warehouse, "t", "manual:1")}
    assert rows[1]["note"] is None and rows[1]["day"] == dt.date(2024, 5, 6) and rows[2]["note"] == "new"


def test_a_query_on_the_resource_sees_its_own_tables_only(warehouse: Home) -> None:
    put(warehouse, "a/t", "select unnest([1, 2, 3]) as v")
    warehouse.step("a/t", "2024-01-01")
    query = "select count(*) as n, ':partition %' as s, :partition as p from a.t"
    query += " where partition_date = :partition and v % 2 = 1"
    warehouse.asset("b/t", sql(query, engine="wh"), store="wh", storeKind="resource")
    assert warehouse.step("b/t", "2024-01-01")["status"] == "success"
    warehouse.asset("c/t", sql("select * from b.t", engine="wh"))
    assert warehouse.step("c/t", "2024-01-01")["status"] == "success"
    assert warehouse.rows("c.t") == [{"n": 2, "s": ":partition %", "p": "2024-01-01", "partition_date": "2024-01-01"}]
    warehouse.asset("d/t", sql("select * from c.t", engine="wh"))
    assert warehouse.step("d/t", "2024-01-01")["exitCode"] == 70


def test_another_products_table_is_refused(warehouse: Home) -> None:
    put(warehouse, "a/t", "select 1 as v")
    assert warehouse.step("a/t", "2024-01-01")["status"] == "success"
    warehouse.plan["product"]["scope"] = "sales_other"
    warehouse.save()
    result = warehouse.step("a/t", "2024-01-01", cause="manual:2")
    assert (result["exitCode"], result["error"]["message"]) == (
        78,
        "table a.t belongs to the product sales_shop: sales_other may not write it",
    )


@pytest.mark.slow
def test_a_duckdb_file_that_another_process_keeps_is_transient(home: Home) -> None:
    home.plan["resources"] = {"wh": {"name": "wh", "type": "duckdb", "config": {"path": "shop.duckdb"}}}
    put(home, "a/t", "select 1 as v")
    home.step("a/t", "2024-01-01")
    file = str(home.data / "shop.duckdb")
    hold = f"import duckdb, time; c = duckdb.connect({file!r}); print('held', flush=True); time.sleep(3600)"
    keeper = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    try:
        assert keeper.stdout is not None and keeper.stdout.readline() == "held\n"
        start = time.monotonic()
        result = home.step("a/t", "2024-01-02")
        assert (result["exitCode"], result["error"]["code"]) == (75, "DUCKDB_LOCKED") and time.monotonic() - start > 5
    finally:
        keeper.kill()
        keeper.wait()
    assert home.step("a/t", "2024-01-02", attempt=2)["status"] == "success"
