"""Runs of kind dlt: real sources, real dlt, and what is in the table afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from regauge_engines.source_server import Fault, SourceServer

from support import DAY, Home, retry

LINES = """
import json
from pathlib import Path

def orders(path):
    for line in Path(path).read_text().splitlines():
        yield json.loads(line)
"""
ROWS = [{"id": n, "u": f"2025-01-0{n}T00:00:00Z", "qty": n * 10} for n in range(1, 6)]


def dlt_run(source: str, resource: str, args: dict[str, Any], cursor: str | None = None, **more: Any) -> dict[str, Any]:
    incremental = {"incremental": {"cursor": cursor, "rowOrder": "asc"} | more.pop("cursor_more", {})} if cursor else {}
    return {"kind": "dlt", "source": source, "resource": resource, "args": args} | incremental | more


def rest(server: SourceServer, **client: Any) -> dict[str, Any]:
    pages = {"type": "page_number", "base_page": 1, "page_param": "page", "total_path": None}
    resource = {
        "name": "orders",
        "endpoint": {"path": "orders", "params": {"limit": 2}, "paginator": pages, "data_selector": "results"},
    }
    config = {"client": {"base_url": server.url} | client, "resources": [resource]}
    return dlt_run("dlt.sources.rest_api:rest_api_source", "orders", {"config": config})


class Lines:
    """A file of rows that the product's own source reads."""

    def __init__(self, home: Home, folder: Path) -> None:
        home.code("own_source", LINES)
        self.path = folder / "orders.jsonl"
        self.path.write_text("")

    def add(self, *rows: dict[str, Any]) -> None:
        self.path.write_text(self.path.read_text() + "".join(json.dumps(row) + "\n" for row in rows))

    def run(self, cursor: str | None = None, **more: Any) -> dict[str, Any]:
        return dlt_run("own_source:orders", "orders", {"path": str(self.path)}, cursor, **more)


@pytest.fixture
def lines(home: Home, tmp_path: Path) -> Lines:
    return Lines(home, tmp_path)


def ids(home: Home, table: str = "bronze.orders") -> list[int]:
    return sorted(row["id"] for row in home.rows(table))


def test_all_pages_of_a_rest_source_come_once(home: Home) -> None:
    with SourceServer(ROWS) as server:
        home.asset("bronze/orders", rest(server), partitioned=False, write="append")
        result = home.step("bronze/orders")
    assert result["status"] == "success", result
    assert result["rows"] == {"bronze.orders": 5} and ids(home) == [1, 2, 3, 4, 5]
    assert [asked.query["page"] for asked in server.asked] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("fault", "category", "code", "exit_code", "again"),
    [
        (Fault(429, {"Retry-After": "7"}), "TRANSIENT", "RATE_LIMITED", 75, 7.0),
        (Fault(503), "TRANSIENT", "HTTP_503", 75, 1.0),
        (Fault(401), "PERMANENT", "AUTH_FAILED", 70, None),
        (Fault(422), "PERMANENT", "HTTP_422", 78, None),
        (Fault(200), "TRANSIENT", "BROKEN_ANSWER", 75, 1.0),
    ],
)
def test_a_fault_of_a_source_is_met_once_and_the_step_decides(
    home: Home, fault: Fault, category: str, code: str, exit_code: int, again: float | None
) -> None:
    with SourceServer(ROWS) as server:
        server.faults.extend([fault])
        home.asset("bronze/orders", rest(server), partitioned=False, write="append", waits=[1.0, 1.0])
        home.plan["assets"][-1]["retry"] = retry(1.0, 1.0)
        home.save()
        result = home.step("bronze/orders")
        asked = len(server.asked)
        assert (result["error"]["category"], result["error"]["code"]) == (category, code), result
        assert result["exitCode"] == exit_code and asked == 1
        assert result["retry"] == {"again": again is not None, "waitSeconds": again or 0.0}
        assert home.step("bronze/orders", attempt=2)["status"] == "success" and ids(home) == [1, 2, 3, 4, 5]


def test_a_broken_third_page_leaves_nothing(home: Home) -> None:
    with SourceServer(ROWS) as server:
        home.asset("bronze/orders", rest(server), partitioned=False, write="append")
        server.page_faults["3"] = Fault(200)
        broken = home.step("bronze/orders", cause="manual:1")
        assert (broken["error"]["code"], broken["exitCode"], len(server.asked)) == ("BROKEN_ANSWER", 75, 3)
        server.page_faults.clear()
        assert home.step("bronze/orders", cause="manual:1", attempt=2)["rows"] == {"bronze.orders": 5}
    assert ids(home) == [1, 2, 3, 4, 5]


def test_a_token_reaches_the_source_and_no_message(home: Home) -> None:
    with SourceServer(ROWS, token="s3cr3t-token") as server:
        token = {"secretRef": {"name": "api", "key": "token", "source": "kubernetes"}}
        home.asset("bronze/orders", rest(server, auth={"type": "bearer", "token": token}), partitioned=False)
        home.env["REGAUGE_SECRET_API_TOKEN"] = "s3cr3t-token"
        assert home.step("bronze/orders")["status"] == "success" and len(ids(home)) == 5
        home.env["REGAUGE_SECRET_API_TOKEN"] = "an-old-token"
        result = home.step("bronze/orders", cause="manual:2")
    assert (result["error"]["code"], result["exitCode"]) == ("AUTH_FAILED", 70)
    assert "an-old-token" not in json.dumps(result)


def test_a_cursor_goes_on_where_it_stopped_and_is_committed_with_the_rows(home: Home, lines: Lines) -> None:
    home.asset("bronze/orders", lines.run("u"), partitioned=False, write="append")
    lines.add(*ROWS[:2])
    assert home.step("bronze/orders", cause="manual:1")["rows"] == {"bronze.orders": 2}
    lines.add({"id": 9, "u": "2025-01-02T00:00:00Z", "qty": 1}, ROWS[2])  # of the same instant as the last one
    assert home.step("bronze/orders", cause="manual:2")["rows"] == {"bronze.orders": 2}
    assert home.step("bronze/orders", cause="manual:3")["rows"] == {}
    assert ids(home) == [1, 2, 3, 9]
    head = home.table("bronze.orders").current_snapshot()
    assert head is not None and head.summary is not None
    assert head.summary.additional_properties["regauge.state"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "before", "after"), [("before-commit", [1], [1, 2, 3]), ("after-commit", [1, 2, 3], [1, 2, 3])]
)
def test_a_killed_run_neither_loses_nor_doubles_rows(
    home: Home, lines: Lines, where: str, before: list[int], after: list[int]
) -> None:
    home.asset("bronze/orders", lines.run("u"), partitioned=False, write="append")
    lines.add(ROWS[0])
    assert home.step("bronze/orders", cause="manual:1")["status"] == "success"
    lines.add(*ROWS[1:3])
    killed = home.process("bronze/orders", cause="manual:2", env={"REGAUGE_TEST_KILL_AT": f"bronze/orders:{where}@1"})
    assert killed.code == 75 and ids(home) == before
    assert home.process("bronze/orders", cause="manual:2", attempt=2).code == 0
    assert ids(home) == after
    assert home.step("bronze/orders", cause="manual:3")["rows"] == {} and ids(home) == after


def test_a_failed_gate_leaves_the_cursor_where_it_was(home: Home, lines: Lines) -> None:
    few = {"name": "few", "test": {"kind": "row_count", "max": 1}, "onFail": "block"}
    home.asset("bronze/orders", lines.run("u"), partitioned=False, write="append", audited=True, checks=[few])
    lines.add(*ROWS[:2])
    assert home.step("bronze/orders", cause="manual:1")["exitCode"] == 21
    home.plan["assets"][-1]["checks"] = []
    home.save()
    assert home.step("bronze/orders", cause="manual:2")["rows"] == {"bronze.orders": 2} and ids(home) == [1, 2]


def test_a_merge_takes_the_newest_of_each_key(home: Home, lines: Lines) -> None:
    home.asset("bronze/orders", lines.run("u"), partitioned=False, write="merge", merge_key=["id"])
    home.plan["assets"][-1]["outputs"][0]["dedupe"] = {"keep": "last", "orderBy": "u"}
    home.save()
    lines.add(*ROWS[:2], {"id": 1, "u": "2025-01-03T00:00:00Z", "qty": 11})
    assert home.step("bronze/orders", cause="manual:1")["rows"] == {"bronze.orders": 2}
    lines.add({"id": 2, "u": "2025-01-04T00:00:00Z", "qty": 22})
    assert home.step("bronze/orders", cause="manual:2")["rows"] == {"bronze.orders": 1}
    assert sorted((row["id"], row["qty"]) for row in home.rows("bronze.orders")) == [(1, 11), (2, 22)]


def test_a_partition_is_the_range_of_the_cursor(home: Home, lines: Lines) -> None:
    home.plan["partitionSets"]["day"] = DAY | {"start": "2025-01-01"}
    home.asset("bronze/orders", lines.run("u"))
    lines.add(*ROWS)
    for day in ("2025-01-02", "2025-01-04", "2025-01-02"):
        result = home.step("bronze/orders", day)
        assert result["status"] == "success", result
    assert ids(home) == [2, 4]


def test_the_contract_decides_what_new_columns_and_types_do(home: Home, lines: Lines) -> None:
    lines.add({"id": 1, "n": "a"})
    home.asset("bronze/orders", lines.run(), partitioned=False)
    assert home.step("bronze/orders", cause="manual:0")["status"] == "success"
    lines.add({"id": 2, "n": "b", "more": 1})

    def with_contract(number: int, **contract: str) -> dict[str, Any]:
        home.plan["assets"][-1]["run"]["schemaContract"] = contract
        home.save()
        return home.step("bronze/orders", cause=f"manual:{number}")

    frozen = with_contract(1, columns="freeze")
    assert (frozen["error"]["code"], frozen["exitCode"]) == ("SCHEMA_MISMATCH", 72) and ids(home) == [1]
    less = with_contract(2, columns="discard_row")
    assert ids(home) == [1] and less["metadata"]["dlt"] == {"extracted": 2, "rows": 1}
    assert with_contract(3, columns="discard_value")["rows"] == {"bronze.orders": 2}
    assert home.arrow("bronze.orders").column_names == ["id", "n"]
    assert with_contract(4, columns="evolve")["rows"] == {"bronze.orders": 2}
    assert home.arrow("bronze.orders").column_names == ["id", "n", "more"]
    lines.add({"id": "no number", "n": "c"})
    assert with_contract(5, dataType="freeze")["error"]["code"] == "SCHEMA_MISMATCH"


def test_declared_columns_keep_their_types_and_what_is_new_comes_beside_them(home: Home, lines: Lines) -> None:
    lines.add({"id": 1, "u": "2025-01-01T00:00:00Z", "tags": ["a", "b"], "more": 1})
    columns = [
        {"name": "id", "type": "int", "required": True},
        {"name": "u", "type": "string"},
        {"name": "tags", "type": "list<string>"},
    ]
    home.asset("bronze/orders", lines.run(), partitioned=False, columns=columns)
    assert home.step("bronze/orders")["status"] == "success"
    assert home.rows("bronze.orders") == [{"id": 1, "u": "2025-01-01T00:00:00Z", "tags": ["a", "b"], "more": 1}]


def test_rows_of_a_database(home: Home, postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create table orders (id int primary key, total numeric(10,2), at timestamptz)")
        connection.execute("insert into orders values (1, 9.50, '2025-01-01'), (2, 20, '2025-01-02')")
        url = postgres.replace("postgresql://", "postgresql+psycopg://")
        args = {"credentials": url, "table_names": ["orders"], "backend": "pyarrow"}
        run = dlt_run(
            "dlt.sources.sql_database:sql_database", "orders", args, "at", cursor_more={"initialValue": "2025-01-01"}
        )
        home.asset("bronze/orders", run, partitioned=False, write="append")
        first = home.step("bronze/orders", cause="manual:1")
        assert first["rows"] == {"bronze.orders": 2}, first.get("error")
        connection.execute("insert into orders values (3, 1, '2025-01-03')")
        assert home.step("bronze/orders", cause="manual:2")["rows"] == {"bronze.orders": 1} and ids(home) == [1, 2, 3]
        assert str(home.arrow("bronze.orders").schema.field("total").type) == "decimal128(10, 2)"
        args["table_names"] = ["no_orders"]
        home.save()
        missing = home.step("bronze/orders", cause="manual:3")
        assert (missing["error"]["code"], missing["exitCode"]) == ("SOURCE_NOT_FOUND", 70), missing


def test_rows_of_files(home: Home, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps({"id": number, "n": "x"}) + "\n")
    args = {"bucket_url": f"file://{tmp_path}", "file_glob": "*.jsonl"}
    home.asset("bronze/orders", dlt_run("dlt.sources.filesystem:readers", "read_jsonl", args), partitioned=False)
    assert home.step("bronze/orders")["rows"] == {"bronze.orders": 3} and ids(home) == [0, 1, 2]


def test_a_resource_that_is_not_there(home: Home, lines: Lines) -> None:
    home.asset(
        "bronze/orders",
        dlt_run("dlt.sources.filesystem:readers", "read_all", {"bucket_url": "file:///"}),
        partitioned=False,
    )
    result = home.step("bronze/orders")
    assert (result["error"]["code"], result["exitCode"]) == ("SOURCE_NOT_FOUND", 70)
    assert "read_jsonl" in result["error"]["message"]


OWN_SERVICE = """
import dlt

@dlt.resource(name="orders")
def orders(page, shop):
    yield shop.get_json("orders", {"page": page, "limit": 2})["results"]

def named(shop):
    yield {"id": 1, "base": shop.config["base_url"]}

def everything(**given):
    yield {"id": 1, "names": ",".join(sorted(given))}

def nothing():
    yield {"id": 1}
"""


def test_a_source_of_the_product_asks_for_resources_by_name(home: Home) -> None:
    home.code("own_service", OWN_SERVICE)
    token = {"secretRef": {"name": "api", "key": "token", "source": "kubernetes"}}
    home.env["REGAUGE_SECRET_API_TOKEN"] = "s3cr3t-token"
    with SourceServer(ROWS, token="s3cr3t-token") as server:
        home.plan["resources"] = {
            "shop": {"name": "shop", "type": "http", "config": {"base_url": server.url, "token": token}},
            "other": {"name": "other", "type": "http", "config": {"base_url": "http://other.invalid"}},
        }
        more: dict[str, Any] = {"partitioned": False, "resources": ["shop", "other"]}
        home.asset("bronze/orders", dlt_run("own_service:orders", "orders", {"page": 2}), **more)
        for name in ("named", "everything", "nothing"):
            home.asset(f"bronze/{name}", dlt_run(f"own_service:{name}", name, {}), **more)
        result = home.step("bronze/orders")
        assert result["status"] == "success", result
        for name in ("named", "everything", "nothing"):
            assert home.step(f"bronze/{name}")["status"] == "success"
        assert ids(home) == [3, 4] and "s3cr3t-token" not in json.dumps(result)
        assert home.rows("bronze.named")[0]["base"] == server.url
        assert home.rows("bronze.everything")[0]["names"] == "other,shop"
