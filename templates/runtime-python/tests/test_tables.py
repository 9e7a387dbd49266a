"""What the step does to tables by itself, on all stores: one row a key, its own columns, evolution, renames, places."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from support import Home, Json, python, sql

CONFIGURATION = 78


def rows_of(home: Home, key: str) -> list[Json]:
    """Reads a table by way of an asset, as a reader does."""
    number = len(home.plan["assets"])
    table = key.replace("/", ".")
    home.asset(f"look/r{number}", sql(f"select * from {table}"), partitioned=False, reads={key: "all"})
    result = home.step(f"look/r{number}")
    assert result["status"] == "success", result
    return home.rows(f"look.r{number}")


def change(home: Home, key: str, query: str | None = None, **more: Any) -> Json:
    """Changes an asset's query and its table's plan, and runs it as another run."""
    asset = next(one for one in home.plan["assets"] if one["key"] == key)
    if query is not None:
        asset["run"]["query"] = query
    home.plan["tables"][asset["outputs"][0]["table"]] |= more
    home.save()
    return home.step(key, cause=f"manual:{query}{sorted(more)}")


@pytest.mark.parametrize(
    ("dedupe", "kept"),
    [
        ({"keep": "last"}, [(1, "b"), (2, "d")]),
        ({"keep": "first"}, [(1, "a"), (2, "c")]),
        ({"keep": "last", "orderBy": "came"}, [(1, "a"), (2, "d")]),
        ({"keep": "first", "orderBy": "came"}, [(1, "b"), (2, "c")]),
    ],
)
def test_one_row_is_kept_for_each_key(home: Home, dedupe: Json, kept: list[tuple[int, str]]) -> None:
    """`came` says that `a` came after `b`; of `c` and `d`, which came at once, the later row is the last."""
    asset = home.asset(
        "a/t", sql("select * from (values (1, 'a', 9), (1, 'b', 2), (2, 'c', 5), (2, 'd', 5)) t(id, v, came)"),
        write="merge", merge_key=["id"], partitioned=False,
    )  # fmt: skip
    asset["outputs"][0]["dedupe"] = dedupe
    home.save()
    result = home.step("a/t")
    assert result["outputs"][0]["duplicates"] == 2 and result["rows"] == {"a.t": 2}, result
    assert sorted((row["id"], row["v"]) for row in home.rows("a.t")) == kept


def test_without_the_rule_two_rows_with_one_key_are_refused(home: Home) -> None:
    home.asset("a/t", sql("select unnest([1, 1]) as id"), write="merge", merge_key=["id"], partitioned=False)
    result = home.step("a/t")
    assert (result["exitCode"], result["error"]["code"]) == (72, "VALIDATION")


def test_the_step_adds_its_columns(place: tuple[Home, Json]) -> None:
    home, where = place
    asset = home.asset("a/t", sql("select unnest([7, 8]) as v"), write="append", **where)
    home.plan["tables"]["a.t"] |= {"metadataColumns": ["ingested_at", "row_id", "run_id"]}
    home.save()
    began = dt.datetime.now(dt.UTC)
    for cause in ("manual:1", "manual:2"):
        assert home.step("a/t", "2024-01-01", cause=cause)["status"] == "success"
    rows = rows_of(home, "a/t")
    assert len({row["row_id"] for row in rows}) == 4
    assert {row["run_id"] for row in rows} == {f"shop/daily/2024-01-01/manual:{n}" for n in (1, 2)}
    assert all(began <= row["ingested_at"] <= dt.datetime.now(dt.UTC) for row in rows)
    asset["run"]["query"] = "select 1 as run_id"
    home.save()
    assert home.step("a/t", "2024-01-02")["exitCode"] == 72


def test_columns_change_within_what_is_declared(place: tuple[Home, Json]) -> None:
    home, where = place
    columns = [{"name": "id", "type": "int", "required": True}, {"name": "old", "type": "string"}]
    home.asset("a/t", sql("select 1 as id, 'x' as old"), partitioned=False, write="append", columns=columns, **where)
    assert home.step("a/t")["status"] == "success"
    wide = [{"name": "id", "type": "long"}, {"name": "old", "type": "string"}, {"name": "v", "type": "int"}]
    rigid = change(home, "a/t", "select 2 as id, 'y' as old, 3 as v", columns=wide, evolution={"mode": "none"})
    assert rigid["exitCode"] == CONFIGURATION and "its evolution is none" in rigid["error"]["message"]
    grown = change(home, "a/t", "select 2 as id, 'y' as old, 3 as v", evolution={"mode": "additive"})
    assert grown["status"] == "success", grown
    renamed = [{"name": "id", "type": "long"}, {"name": "name", "type": "string", "was": ["old"]}]
    refused = change(home, "a/t", "select null as id, 'z' as name", columns=renamed)
    assert refused["exitCode"] == CONFIGURATION and "old would be renamed to name" in refused["error"]["message"]
    full = change(home, "a/t", "select null as id, 'z' as name", evolution={"mode": "full"})
    assert full["status"] == "success", full
    found = {(row["id"], row["name"], row["v"]) for row in rows_of(home, "a/t")}
    assert found == {(1, "x", None), (2, "y", 3), (None, "z", None)}
    breaking = change(home, "a/t", "select 4 as id, 'w' as name", evolution={"mode": "full", "allowBreaking": True})
    assert breaking["status"] == "success", breaking
    assert {name for row in rows_of(home, "a/t") for name in row} == {"id", "name"}


def test_a_required_column_comes_to_an_empty_table_alone(place: tuple[Home, Json]) -> None:
    """Iceberg would take it for a table with rows too, and nobody could read these afterwards."""
    home, where = place
    columns = [{"name": "id", "type": "long"}]
    home.asset("a/t", sql("select 1 as id where false"), partitioned=False, write="append", columns=columns, **where)
    assert home.step("a/t")["status"] == "success"
    more = [*columns, {"name": "v", "type": "long", "required": True}]
    breaking = {"mode": "full", "allowBreaking": True}
    refused = change(home, "a/t", "select 1 as id, 2 as v where false", columns=more)
    assert refused["exitCode"] == CONFIGURATION and "required column v" in refused["error"]["message"]
    taken = change(home, "a/t", "select 1 as id, 2 as v", evolution=breaking)
    assert taken["status"] == "success", taken
    full = [*more, {"name": "w", "type": "long", "required": True}]
    refused = change(home, "a/t", "select 3 as id, 4 as v, 5 as w", columns=full)
    assert refused["exitCode"] == CONFIGURATION, refused
    assert "its rows have no value for it" in refused["error"]["message"]
    assert rows_of(home, "a/t") == [{"id": 1, "v": 2}]


def test_a_renamed_table_keeps_its_rows_and_its_records(place: tuple[Home, Json]) -> None:
    home, where = place
    asset = home.asset("a/t", sql("select 1 as id"), write="append", **where)
    first = home.step("a/t", "2024-01-01")
    assert first["status"] == "success"
    plan = home.plan["tables"].pop("a.t")
    home.plan["tables"]["a.u"] = plan | {"name": "a.u", "was": ["a.t"]}
    asset["outputs"][0] |= {"table": "a.u", "name": "u"}
    home.save()
    again = home.step("a/t", "2024-01-01", attempt=2)
    assert again["metadata"]["alreadyPublished"], again
    assert home.step("a/t", "2024-01-02")["status"] == "success"
    home.asset("look/u", sql("select * from a.u"), partitioned=False, reads={"a/t": "all"})
    home.plan["assets"][-1]["inputs"][0] |= {"table": "a.u"}
    home.save()
    assert home.step("look/u")["status"] == "success"
    assert [row["partition_date"] for row in sorted(home.rows("look.u"), key=str)] == ["2024-01-01", "2024-01-02"]


def test_a_table_lies_where_it_is_declared_and_keeps_what_it_is_told(home: Home) -> None:
    home.asset("a/t", sql("select 1 as id"), partitioned=False)
    home.env = {"PLACE": f"file://{home.path}/elsewhere"}
    home.plan["tables"]["a.t"] |= {
        "location": {"env": "PLACE"},
        "retention": {"snapshotMaxAgeSeconds": 86400, "keepLast": 3},
    }
    home.save()
    assert home.step("a/t")["status"] == "success"
    table = home.table("a.t")
    assert table.location() == f"file://{home.path}/elsewhere"
    assert list((home.path / "elsewhere" / "data").glob("*.parquet"))
    kept = {name: value for name, value in table.properties.items() if name.startswith("history.expire")}
    assert kept == {
        "history.expire.max-snapshot-age-ms": "86400000",
        "history.expire.min-snapshots-to-keep": "3",
    }
    assert change(home, "a/t", "select 2 as id", retention={"keepLast": 4})["status"] == "success"
    assert home.table("a.t").properties["history.expire.min-snapshots-to-keep"] == "4"


PARTIAL = (
    "from regauge_runtime import Result\nfrom regauge_runtime.errors import Partial\n"
    "def some():\n    return Result(data=[{'id': 1}], partial='page 7 is broken')\n"
    "def none():\n    raise Partial('page 7 is broken')\n"
)


@pytest.mark.parametrize(
    ("policy", "function", "status", "code", "again", "rows"),
    [
        ("fail", "some", "failed", 65, False, None),
        ("warn", "some", "success", 0, False, 1),
        ("retry", "some", "failed", 75, True, None),
        ("fail", "none", "failed", 65, False, None),
        ("retry", "none", "failed", 75, True, None),
    ],
)
def test_what_becomes_of_a_part(
    home: Home, policy: str, function: str, status: str, code: int, again: bool, rows: int | None
) -> None:
    home.code("parts", PARTIAL)
    home.asset("a/t", python(f"parts:{function}"), partitioned=False, waits=[5.0], errors={"onPartial": policy})
    result = home.step("a/t")
    assert (result["status"], result["exitCode"], result["retry"]["again"]) == (status, code, again), result
    if rows is None:
        assert "page 7 is broken" in result["error"]["message"] and result["error"]["code"] == "PARTIAL"
    else:
        assert len(home.rows("a.t")) == rows and result["metadata"]["partial"] == "page 7 is broken"


def test_a_command_that_did_a_part_may_be_enough(home: Home) -> None:
    from support import command

    asset = home.asset(
        "a/c", command("sh", "-c", "exit 65"), partitioned=False, silent=True, errors={"onPartial": "warn"}
    )
    assert home.step("a/c")["status"] == "success"
    asset["errors"] = {"onPartial": "fail"}
    home.save()
    assert home.step("a/c", cause="manual:2")["exitCode"] == 65


def test_the_first_rule_that_an_error_fits_decides(home: Home) -> None:
    home.code("quota", "def load():\n    raise PermissionError('QuotaExceeded: come back later')\n")
    rules = [
        {"match": "nothing", "category": "PERMANENT"},
        {"match": "QuotaExceeded", "category": "RESOURCE", "code": "RATE_LIMITED"},
        {"match": "Quota", "category": "PERMANENT"},
    ]
    asset = home.asset("a/t", python("quota:load"), partitioned=False, waits=[3.0], errors={"map": rules})
    result = home.step("a/t")
    assert (result["exitCode"], result["error"]["category"], result["error"]["code"]) == (
        71,
        "RESOURCE",
        "RATE_LIMITED",
    )
    assert result["retry"] == {"again": True, "waitSeconds": 3.0}
    asset["errors"] = {"map": [{"match": "PermissionError", "category": "PERMANENT"}]}
    home.save()
    assert home.step("a/t", cause="manual:2")["exitCode"] == 70
