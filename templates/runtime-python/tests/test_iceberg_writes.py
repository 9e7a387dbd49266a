"""What an output does to its Iceberg table (semantics 6, 20)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from regauge_runtime.iceberg_schema import branch_name
from support import Home, python, sql

ROWS = "select * from (values {}) as t(id, v)"


def column(name: str, kind: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "type": kind, "required": required}


def values(home: Home, table: str) -> list[tuple[Any, ...]]:
    return sorted((row["partition_date"], row["id"], row["v"]) for row in home.rows(table))


def set_query(home: Home, query: str) -> None:
    home.plan["assets"][0]["run"]["query"] = query
    home.save()


def test_replace_touches_its_partition_only_and_is_one_snapshot(home: Home) -> None:
    home.asset("a/t", sql(ROWS.format("(1, 'x'), (2, 'y')")))
    assert home.step("a/t", "2024-01-01")["rows"] == {"a.t": 2}
    home.step("a/t", "2024-01-02")
    set_query(home, ROWS.format("(3, 'z')"))
    result = home.step("a/t", "2024-01-01", cause="manual:2")
    assert values(home, "a.t") == [("2024-01-01", 3, "z"), ("2024-01-02", 1, "x"), ("2024-01-02", 2, "y")]
    table = home.table("a.t")
    assert len(table.metadata.snapshots) == 3
    assert result["outputs"] == [
        {"table": "a.t", "snapshot": str(table.current_snapshot().snapshot_id), "isPublished": True}
    ]
    summary = table.current_snapshot().summary.additional_properties
    assert summary["regauge.run-key"] == "shop/daily/2024-01-01/manual:2"
    assert summary["regauge.partition"] == "2024-01-01"
    assert summary["regauge.status"] == "passed"
    assert [str(field) for field in table.spec().fields] == ["1000: partition_date: identity(3)"]


def test_replace_with_nothing_empties_the_partition(home: Home) -> None:
    home.asset("a/t", sql(ROWS.format("(1, 'x')")))
    home.step("a/t", "2024-01-01")
    home.step("a/t", "2024-01-02")
    set_query(home, ROWS.format("(1, 'x')") + " where false")
    assert home.step("a/t", "2024-01-01", cause="manual:2")["rows"] == {"a.t": 0}
    assert values(home, "a.t") == [("2024-01-02", 1, "x")]


def test_unpartitioned_replace_takes_the_whole_table(home: Home) -> None:
    home.asset("a/t", sql(ROWS.format("(1, 'x'), (2, 'y')")), partitioned=False)
    home.step("a/t")
    set_query(home, ROWS.format("(3, 'z')"))
    home.step("a/t", cause="manual:2")
    assert home.rows("a.t") == [{"id": 3, "v": "z"}]


def test_a_run_key_writes_once(home: Home) -> None:
    home.asset(
        "a/t",
        sql("select random() as id, 'x' as v"),
        write="append",
        checks=[{"name": "c", "test": {"kind": "not_null", "columns": ["id"]}}],
    )
    first = home.step("a/t", "2024-01-01")
    before = values(home, "a.t")
    again = home.step("a/t", "2024-01-01", attempt=2)
    assert again["status"] == "success" and again["metadata"]["alreadyPublished"]
    assert again["outputs"] == first["outputs"] and again["rows"] == {"a.t": 1}
    assert again["checks"] == [{"name": "c", "status": "passed", "onFail": "error"}]
    assert values(home, "a.t") == before
    assert home.step("a/t", "2024-01-01", cause="manual:2")["status"] == "success"
    assert len(values(home, "a.t")) == 2


def test_merge_upserts_and_deletes_nothing(home: Home) -> None:
    home.asset("a/t", sql(ROWS.format("(1, 'x'), (2, 'y')")), write="merge", merge_key=["id"], partitioned=False)
    home.step("a/t")
    set_query(home, ROWS.format("(2, 'Y'), (3, 'Z')"))
    home.step("a/t", cause="manual:2")
    assert sorted((r["id"], r["v"]) for r in home.rows("a.t")) == [(1, "x"), (2, "Y"), (3, "Z")]
    assert len(home.table("a.t").metadata.snapshots) == 2
    set_query(home, ROWS.format("(2, 'a'), (2, 'b')"))
    result = home.step("a/t", cause="manual:3")
    assert (result["exitCode"], result["error"]["category"]) == (72, "VALIDATION")
    assert "1 rows have a key (id)" in result["error"]["message"]


def test_merge_by_a_text_key_across_partitions(home: Home) -> None:
    home.asset("a/t", sql("select 'k' as id, :partition as v"), write="merge", merge_key=["id"])
    home.step("a/t", "2024-01-01")
    home.step("a/t", "2024-01-02")
    assert values(home, "a.t") == [("2024-01-02", "k", "2024-01-02")]


def test_a_time_column_of_ones_own_is_cut_across_files(home: Home) -> None:
    home.plan["partitionSets"]["day"] |= {
        "column": "at",
        "columnType": "timestamptz",
        "timezone": "America/Los_Angeles",
    }
    hours = "generate_series(:partition_start, :partition_end - interval 1 minute, interval 6 hour)"
    query = f"select unnest({hours}) as at, :partition as v"
    home.asset("a/t", sql(query))
    for day in ("2024-01-01", "2024-01-02", "2024-01-03"):
        assert home.step("a/t", day)["rows"] == {"a.t": 4}
    home.step("a/t", "2024-01-02", cause="manual:2")
    rows = home.rows("a.t")
    assert len(rows) == 12 and len({row["at"] for row in rows}) == 12
    assert min(row["at"] for row in rows) == dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC)


def test_rows_outside_of_the_partition_are_refused(home: Home) -> None:
    home.asset("a/t", sql("select 1 as id, '2024-01-02' as partition_date"))
    result = home.step("a/t", "2024-01-01")
    assert result["exitCode"] == 72
    assert (
        "1 of 1 rows for a.t lie outside of partition 2024-01-01: partition_date is '2024-01-02'"
        in result["error"]["message"]
    )


def test_declared_columns_rule(home: Home) -> None:
    columns = [
        column("amount", "decimal(6,2)"),
        column("id", "long", True),
        column("day", "date"),
        column("missing", "string"),
    ]
    home.asset("a/t", sql("select '2024-02-03' as day, 7::int as id, 12.8::double as amount"), columns=columns)
    assert home.step("a/t", "2024-01-01")["status"] == "success"
    assert home.rows("a.t") == [
        {
            "amount": Decimal("12.80"),
            "id": 7,
            "day": dt.date(2024, 2, 3),
            "missing": None,
            "partition_date": "2024-01-01",
        }
    ]
    assert [field.name for field in home.table("a.t").schema().fields] == [
        "amount",
        "id",
        "day",
        "missing",
        "partition_date",
    ]
    assert home.table("a.t").schema().find_field("id").required


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select 'x' as v", "lack the required column id"),
        ("select null::int as id, 'x' as v", "required column id is null in 1 rows"),
        ("select 'no' as id", "column id does not fit int64"),
        ("select 1.5 as id", "column id does not fit int64"),
        ("select 1 as id, 2 as surplus", "a.t has no column surplus"),
    ],
)
def test_data_that_do_not_fit(home: Home, query: str, message: str) -> None:
    home.asset("a/t", sql(query), columns=[column("id", "long", True), column("v", "string")])
    result = home.step("a/t", "2024-01-01")
    assert (result["exitCode"], result["error"]["category"]) == (72, "VALIDATION")
    assert message in result["error"]["message"]


def test_columns_grow_and_widen(home: Home) -> None:
    home.asset("a/t", sql("select 1::int as id"))
    home.step("a/t", "2024-01-01")
    set_query(home, "select 5000000000 as id, {'a': [1, 2]} as extra")
    assert home.step("a/t", "2024-01-02")["status"] == "success"
    assert {row["id"]: row["extra"] for row in home.rows("a.t")} == {1: None, 5000000000: {"a": [1, 2]}}
    set_query(home, "select 3 as id")
    assert home.step("a/t", "2024-01-03")["status"] == "success"
    set_query(home, "select 'text' as id")
    assert home.step("a/t", "2024-01-04")["exitCode"] == 72


def test_odd_types_are_stored(home: Home) -> None:
    home.asset(
        "a/t",
        sql("select sum(1) as s, 1::utinyint as u, null as n, 'a'::enum('a','b') as e, 1::ubigint as b"),
    )
    assert home.step("a/t", "2024-01-01")["status"] == "success"
    row = home.rows("a.t")[0]
    assert (row["s"], row["u"], row["n"], row["e"], row["b"]) == (1, 1, None, "a", 1)


def test_partition_and_sort_orders_of_ones_own(home: Home) -> None:
    home.asset(
        "a/t",
        sql("select i as id, date '2024-01-01' + (i % 3)::int as day from range(9) r(i)"),
        partitioned=False,
        columns=[column("id", "long"), column("day", "date")],
        partitionBy=[
            {"column": "day", "transform": "month", "name": "m"},
            {"column": "id", "transform": "bucket[4]", "name": "b"},
        ],
        sortBy=[{"column": "id", "direction": "desc", "nulls": "last"}],
    )
    assert home.step("a/t")["rows"] == {"a.t": 9}
    table = home.table("a.t")
    assert [(field.name, str(field.transform)) for field in table.spec().fields] == [("m", "month"), ("b", "bucket[4]")]
    assert len(table.sort_order().fields) == 1 and len(home.rows("a.t")) == 9


def test_descriptions_reach_the_table(home: Home) -> None:
    home.asset("a/t", sql("select 1 as id"), columns=[column("id", "long") | {"doc": "The id"}], partitioned=False)
    home.plan["tables"]["a.t"]["description"] = "A table"
    home.plan["tables"]["a.t"]["properties"] = {"write.parquet.compression-codec": "snappy"}
    home.save()
    assert home.step("a/t")["status"] == "success"
    table = home.table("a.t")
    assert table.schema().find_field("id").doc == "The id"
    assert (table.properties["comment"], table.properties["write.parquet.compression-codec"]) == ("A table", "snappy")


def test_audit_branches_of_odd_partitions_differ() -> None:
    assert branch_name("a/b", "-") == "audit_a__b"
    assert branch_name("a/b", "2024-01-01") == "audit_a__b_2024-01-01"
    assert branch_name("a/b", "x/y") != branch_name("a/b", "x y")


def test_another_products_table_is_refused(make_home: Callable[[str], Home]) -> None:
    one, two = make_home("one"), make_home("two")
    two.data = one.data
    for home in (one, two):
        home.asset("a/t", sql("select 1 as id"))
    assert one.step("a/t", "2024-01-01")["status"] == "success"
    result = two.step("a/t", "2024-01-01")
    assert result["exitCode"] == 78
    assert result["error"]["message"] == "table a.t belongs to the product sales_one: sales_two may not write it"
    assert len(one.rows("a.t")) == 1


def test_first_rows_that_tell_no_columns(home: Home) -> None:
    home.code("empty_rows", "def none(context):\n    return []\n")
    home.asset(
        "a/t",
        python("empty_rows:none"),
        checks=[{"name": "c", "test": {"kind": "row_count", "min": 1}, "on_fail": "warn"}],
    )
    result = home.step("a/t", "2024-01-01")
    assert (result["status"], result["checks"][0]["status"]) == ("success", "warned")
    home.asset("b/t", python("empty_rows:none"), partitioned=False)
    assert home.step("b/t")["exitCode"] == 72


def test_declared_ids_and_the_primary_key_are_in_the_table(home: Home) -> None:
    """By the metadata's own text and by the data files: pyiceberg, which wrote them, is not asked."""
    columns = [
        column("id", "long") | {"id": 12, "primaryKey": True},
        column("v", "struct<a: string, b: list<long>>"),
        column("w", "string") | {"id": 5},
    ]
    query = "select 1 as id, {'a': 'x', 'b': [1]} as v, 'y' as w"
    home.asset("a/t", sql(query), columns=columns)
    assert home.step("a/t", "2024-01-01")["status"] == "success"
    home.step("a/t", "2024-01-02")
    location = home.table("a.t").metadata_location.removeprefix("file://")
    metadata = json.loads(Path(location).read_text("utf-8"))
    assert metadata["last-column-id"] == 17
    (schema,) = metadata["schemas"]
    assert {field["name"]: field["id"] for field in schema["fields"]} == {
        "id": 12,
        "v": 13,
        "w": 5,
        "partition_date": 14,
    }
    assert (schema["identifier-field-ids"], schema["fields"][0]["required"]) == ([12], True)
    (spec,) = [each for each in metadata["partition-specs"] if each["spec-id"] == metadata["default-spec-id"]]
    assert [field["source-id"] for field in spec["fields"]] == [14]
    for file in home.table("a.t").inspect.files()["file_path"].to_pylist():
        written = pq.read_schema(file.removeprefix("file://"))
        ids = {field.name: int(field.metadata[b"PARQUET:field_id"]) for field in written}
        assert ids == {"id": 12, "v": 13, "w": 5, "partition_date": 14}


def test_a_column_that_comes_later_gets_the_next_id_and_is_told(home: Home) -> None:
    asset = home.asset("a/t", sql("select 1 as id"), columns=[column("id", "long") | {"id": 12}])
    assert home.process("a/t", "2024-01-01").code == 0
    columns = [column("id", "long") | {"id": 12}, column("w", "string") | {"id": 40}]
    asset["run"]["query"] = "select 1 as id, 'y' as w"
    home.plan["tables"]["a.t"]["columns"] = columns
    home.save()
    done = home.process("a/t", "2024-01-02")
    assert done.code == 0, done.err
    assert "note: a.t: column w has the id 14, not 40" in done.err


def test_a_primary_key_takes_no_nulls(home: Home) -> None:
    home.asset("a/t", sql("select null::bigint as id"), columns=[column("id", "long") | {"primaryKey": True}])
    assert home.step("a/t", "2024-01-01")["exitCode"] == 72
