"""What is made elsewhere: another product's records are asked, else a table's snapshots (semantics 14, 19)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from test_triggers import inside, polled, runtime, upstream

from regauge_runtime.freshness import Look, look
from regauge_runtime.plan import Plan
from support import Home, Json, python

CODE = """
def made(context):
    return [{'v': 1}]
def bad(context):
    return [{'v': -1}]
def read(context, days):
    return [{'n': days.num_rows}]
"""


@pytest.fixture
def pair(home: Home, tmp_path: Path) -> tuple[Home, Home]:
    """A product, and another one that reads its tables in the same catalog."""
    home.code("outside_code", CODE)
    other = Home(tmp_path / "reader", "reader")
    other.code("outside_code", CODE)
    other.data = home.data
    return home, other


def makes(home: Home, function: str = "made", *, partitioned: bool = True) -> None:
    home.plan["assets"], home.plan["jobs"] = [], []
    checks: list[Json] = [{"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}]
    home.asset("sold/days", python(f"outside_code:{function}"), partitioned=partitioned, audited=True, checks=checks)
    home.job("daily", partitionSet="day" if partitioned else None)


def reads(
    home: Home,
    mapping: Any = "identity",
    *,
    partitioned: bool = True,
    theirs: str | None = "day",
    table: str = "sold.days",
) -> None:
    home.plan["external"] = {
        "crm/days": {"key": "crm/days", "table": table} | ({"partitionSet": theirs} if theirs else {})
    }
    home.plan["tables"][table] = {"name": table, "store": "local", "storeKind": "catalog"}
    asset = home.asset("gold/read", python("outside_code:read"), partitioned=partitioned)
    asset["external"] = [{"external": "crm/days", "mapping": mapping, "isRead": True}]
    asset["inputs"] = [{"external": "crm/days", "table": table, "as": "days", "mapping": mapping}]
    home.job("second", partitionSet="day" if partitioned else None, otherTriggers=[upstream()], edges=[])


def asked(home: Home) -> list[tuple[str, str]]:
    return [(run["job"], run["partition"]) for run in polled(home)]


def test_a_partition_of_another_product_starts_the_same_one_of_ours(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    makes(home)
    reads(reader)
    assert asked(reader) == []
    home.step("sold/days", "2024-01-02")
    assert asked(reader) == [("second", "2024-01-02")]
    (request,) = polled(reader)
    code, out = runtime(reader, "run", "--job", "second", "--partition", "2024-01-02", "--cause", request["cause"])
    assert code == 0, out
    assert asked(reader) == []
    assert [row["n"] for row in reader.rows("gold.read")] == [1]
    home.step("sold/days", "2024-01-02", cause="manual:2")
    assert asked(reader) == [("second", "2024-01-02")]


def test_a_partition_that_failed_there_blocks_its_readers_here(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    makes(home)
    home.step("sold/days", "2024-01-01")
    makes(home, "bad")
    assert home.step("sold/days", "2024-01-02")["status"] == "failed"
    reads(reader)
    assert reader.step("gold/read", "2024-01-01")["status"] == "success"
    blocked = reader.step("gold/read", "2024-01-02")
    assert blocked["status"] == "blocked"
    assert "crm/days of 2024-01-02 failed a blocking check (positive)" in blocked["error"]["message"]
    assert asked(reader) == []


def test_a_window_of_another_product_is_cut(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    makes(home)
    for day in ("2024-01-01", "2024-01-02", "2024-01-03"):
        home.step("sold/days", day)
    reads(reader, {"window": {"start": -1, "end": 0}})
    assert reader.step("gold/read", "2024-01-03")["status"] == "success"
    assert [row["n"] for row in reader.rows("gold.read")] == [2]


def test_all_leaves_out_what_failed_there(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    makes(home)
    home.step("sold/days", "2024-01-01")
    home.step("sold/days", "2024-01-02")
    makes(home, "bad")
    home.step("sold/days", "2024-01-02", cause="manual:2")
    reads(reader, "all", partitioned=False)
    result = reader.step("gold/read")
    assert result["unpublished"] == {"crm/days": ["2024-01-02"]}
    assert [row["n"] for row in reader.rows("gold.read")] == [1]


@pytest.mark.parametrize("partitioned", [True, False])
def test_what_has_no_partitions_here_is_one_whole(pair: tuple[Home, Home], partitioned: bool) -> None:
    home, reader = pair
    makes(home, partitioned=partitioned)
    reads(reader, "all", partitioned=False, theirs=None)
    assert asked(reader) == []
    home.step("sold/days", "2024-01-02" if partitioned else None)
    (request,) = polled(reader)
    assert (request["job"], request["partition"]) == ("second", "-")
    assert runtime(reader, "run", "--job", "second", "--cause", request["cause"])[0] == 0
    assert asked(reader) == []


def test_a_table_without_records_tells_by_its_snapshots(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    reads(reader, "all", partitioned=False, theirs=None, table="plain.rates")
    assert asked(reader) == []
    makes(home, partitioned=False)
    home.step("sold/days")  # makes the catalog
    catalog = home.table("sold.days").catalog
    catalog.create_namespace("plain")
    rates = catalog.create_table("plain.rates", pa.schema([("v", pa.int64())]))
    assert asked(reader) == []
    rates.append(pa.table({"v": [1, 2]}))
    (request,) = polled(reader)
    assert runtime(reader, "run", "--job", "second", "--cause", request["cause"])[0] == 0
    assert [row["n"] for row in reader.rows("gold.read")] == [2]
    assert asked(reader) == []
    rates.delete("v > 0")
    assert asked(reader) == []
    rates.append(pa.table({"v": [3]}))
    assert asked(reader) == [("second", "-")]


def test_a_table_that_is_not_there_yet_is_said(pair: tuple[Home, Home]) -> None:
    _, reader = pair
    reads(reader)
    missing = reader.step("gold/read", "2024-01-02")
    assert missing["error"]["code"] == "INPUT_MISSING"
    assert missing["error"]["message"] == "input table sold.days does not exist"


def looked(home: Home, *, hours: float = 0) -> Look:
    """What a look finds so long after now."""
    with inside(home):
        (found,) = look(Plan.load(home.path), home.path, datetime.now(UTC) + timedelta(hours=hours))
    return found


def may_grow_old(home: Home, hours: int, **more: Json) -> None:
    home.plan["external"]["crm/days"]["freshnessSeconds"] = hours * 3600
    home.plan |= more
    home.save()


def test_another_products_newest_partition_grows_old_once(pair: tuple[Home, Home], tmp_path: Path) -> None:
    home, reader = pair
    makes(home)
    reads(reader)
    told = tmp_path / "told"
    hears = {"name": "oncall", "events": ["freshness.failed"], "assets": ["crm/days"]}
    says = ["sh", "-c", f"cat >> {told}; echo >> {told}"]
    may_grow_old(reader, 30, alerts={"oncall": hears | {"action": {"kind": "command", "argv": says}}})
    assert (looked(reader).status, looked(reader).published_at) == ("success", None)
    home.step("sold/days", "2024-03-02")
    first = looked(reader)
    assert (first.asset, first.partition, first.status) == ("crm/days", "2024-03-02", "success")
    home.step("sold/days", "2024-03-01", cause="manual:older")
    assert looked(reader).published_at == first.published_at  # a backfill makes it no younger
    assert [(found.status, found.is_event) for found in (looked(reader, hours=31), looked(reader, hours=32))] == [
        ("failed", True),
        ("failed", False),
    ]
    home.step("sold/days", "2024-03-02", cause="manual:again")
    assert (looked(reader).status, looked(reader).is_event) == ("success", False)
    events = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    assert [(event["event_type"], event["asset_key"], event["partition_key"]) for event in events] == [
        ("freshness.failed", "crm/days", "2024-03-02"),
        ("freshness.recovered", "crm/days", "2024-03-02"),
    ]


def test_rows_that_failed_there_make_nothing_younger(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    makes(home)
    reads(reader)
    may_grow_old(reader, 30)
    home.step("sold/days", "2024-03-01")
    before = looked(reader).published_at
    makes(home, "bad")
    home.step("sold/days", "2024-03-02")
    assert (looked(reader).partition, looked(reader).published_at) == ("2024-03-01", before)


def test_a_table_without_records_is_as_old_as_its_newest_rows(pair: tuple[Home, Home]) -> None:
    home, reader = pair
    reads(reader, "all", partitioned=False, theirs=None, table="plain.rates")
    may_grow_old(reader, 30)
    makes(home, partitioned=False)
    home.step("sold/days")  # makes the catalog
    catalog = home.table("sold.days").catalog
    catalog.create_namespace("plain")
    rates = catalog.create_table("plain.rates", pa.schema([("v", pa.int64())]))
    assert looked(reader).published_at is None
    rates.append(pa.table({"v": [1, 2]}))
    at = looked(reader).published_at
    assert at is not None
    rates.delete("v > 0")
    assert looked(reader, hours=31).published_at == at
    assert looked(reader, hours=31).status == "failed"


MADE = pa.table(
    {
        "n": pa.array([1], pa.int64()),
        "price": pa.array([None], pa.decimal128(9, 2)),
        "mail": ["ann@x.org"],
        "tags": pa.array([["a"]]),
        "place": pa.array([{"x": 1}]),
    }
)


def promises(reader: Home, on_fail: str, **types: list[str]) -> Json:
    """A reader of a table that somebody made, under a contract that promises the types; returns its result."""
    reader.plan["assets"], reader.plan["jobs"] = [], []
    reads(reader, "all", partitioned=False, theirs=None, table="plain.figures")
    columns = [{"name": name, "types": accepted} for name, accepted in types.items()]
    contract = {"id": "urn:crm", "version": "1.0.0", "file": "a.yaml", "enforcement": "warn", "columns": columns}
    reader.plan["external"]["crm/days"]["contract"] = contract
    check = {"name": "contract_days", "onFail": on_fail, "test": {"kind": "contract", "external": "crm/days"}}
    reader.plan["assets"][0]["checks"] = [check]
    reader.save()
    return reader.step("gold/read", cause=f"manual:{on_fail}:{len(types)}")


@pytest.fixture
def figures(pair: tuple[Home, Home]) -> Home:
    """The reader of a table that somebody made who knows nothing of Regauge."""
    home, reader = pair
    makes(home, partitioned=False)
    home.step("sold/days")  # makes the catalog
    catalog = home.table("sold.days").catalog
    catalog.create_namespace("plain")
    catalog.create_table("plain.figures", MADE.schema).append(MADE)
    return reader


KEPT: dict[str, list[str]] = {
    "n": ["int", "long"],
    "price": ["decimal"],
    "mail": ["string", "uuid"],
    "tags": ["list"],
    "place": ["map", "struct"],
}


@pytest.mark.parametrize("on_fail", ["warn", "block"])
def test_a_table_that_keeps_its_contract_passes(figures: Home, on_fail: str) -> None:
    result = promises(figures, on_fail, **KEPT)
    assert result["status"] == "success"
    (check,) = result["checks"]
    assert (check["status"], check["failedCount"], check["totalCount"]) == ("passed", 0, 5)
    assert promises(figures, on_fail, price=["decimal(9, 2)"], tags=["list<string>"])["status"] == "success"


def test_a_table_that_has_drifted_is_told_or_blocks(figures: Home) -> None:
    drifted = KEPT | {"n": ["int"], "price": ["decimal(18, 2)"], "gone": ["string"]}
    warned = promises(figures, "warn", **drifted)
    assert warned["status"] == "success"
    (check,) = warned["checks"]
    assert (check["status"], check["failedCount"], check["totalCount"]) == ("warned", 3, 6)
    assert [one["column"] for one in check["sample"]] == ["n", "price", "gone"]
    assert check["sample"][0] == {"column": "n", "declared": "int", "found": "int64"}
    blocked = promises(figures, "block", **drifted)
    assert blocked["status"] == "blocked"
    message = blocked["error"]["message"]
    assert message.startswith("crm/days does not keep its contract urn:crm 1.0.0: n is int64, not int; ")
    assert message.endswith("it has no column gone")
    assert blocked["retry"]["again"] is False
    # Who counts checks, or is called for one that failed, hears of it although the step did nothing.
    (check,) = blocked["checks"]
    assert (check["status"], check["onFail"], check["failedCount"]) == ("failed", "block", 3)
    assert {"startedAt", "durationSeconds"} <= check.keys()


def test_a_table_that_is_not_there_has_none_of_its_columns(pair: tuple[Home, Home]) -> None:
    assert promises(pair[1], "block", n=["int"])["status"] == "blocked"
