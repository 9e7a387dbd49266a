"""Runs of kind connector: the built-in REST source as its settings say, and connectors of the product."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from regauge_engines.processes import free_port
from regauge_engines.source_server import Fault, SourceServer

from regauge_runtime.ingest.rest_api import RestApi
from support import Home, retry

ROWS: list[dict[str, Any]] = [{"id": n, "qty": n * 10} for n in range(1, 6)]


def config(server: SourceServer, endpoint: str = "/orders", **more: Any) -> dict[str, Any]:
    pages = {"page_size": 2} | more.pop("pagination", {})
    return {"base_url": server.url, "endpoint": endpoint, "pagination": pages} | more


def asset(home: Home, server: SourceServer, **more: Any) -> None:
    run = {"kind": "connector", "type": "rest_api", "config": config(server, **more)}
    home.asset("bronze/orders", run, partitioned=False)
    home.plan["assets"][-1]["retry"] = retry(1.0, 2.0)
    home.save()


def pages_asked(server: SourceServer) -> list[tuple[str, str]]:
    return [(asked.query["page"], asked.query["limit"]) for asked in server.asked]


def test_the_connection_is_tested_and_then_all_pages_are_read(home: Home) -> None:
    with SourceServer(ROWS, token="t0ken") as server:
        asset(
            home, server, auth_token={"secretRef": {"name": "api", "key": "t", "source": "env"}}, params={"open": True}
        )
        home.env["API_T"] = "t0ken"
        result = home.step("bronze/orders")
    assert result["status"] == "success", result
    assert sorted(row["id"] for row in home.rows("bronze.orders")) == [1, 2, 3, 4, 5]
    assert pages_asked(server) == [("1", "1"), ("1", "2"), ("2", "2"), ("3", "2")]
    assert {asked.query["open"] for asked in server.asked} == {"True"}


@pytest.mark.parametrize(
    ("pagination", "endpoint", "found", "asked"),
    [
        ({}, "/orders", [1, 2, 3, 4, 5], 3),
        ({"max_pages": 2}, "/orders", [1, 2, 3, 4], 2),
        ({"start_page": 2}, "/orders", [3, 4, 5], 2),
        ({"page_size": 5}, "/orders", [1, 2, 3, 4, 5], 1),
        # A bare list says nothing of a next page: the empty one is the end.
        ({}, "/list", [1, 2, 3, 4, 5], 4),
        ({"has_next_key": "no_such_key"}, "/orders", [1, 2], 1),
        ({"results_key": "no_such_key"}, "/orders", [], 1),
    ],
)
def test_where_the_pages_end(pagination: dict[str, Any], endpoint: str, found: list[int], asked: int) -> None:
    with SourceServer(ROWS) as server:
        rows = RestApi().fetch_data(config(server, endpoint, pagination=pagination))
        assert [row["id"] for row in rows] == found and len(server.asked) == asked


def test_what_the_settings_must_have() -> None:
    rest = RestApi()
    assert rest.validate_config({"base_url": "http://x", "endpoint": "/y"})
    assert not rest.validate_config({"base_url": "http://x"}) and not rest.validate_config({"endpoint": "/y"})
    assert rest.get_schema({}) is None


@pytest.mark.parametrize(
    ("fault", "code", "exit_code", "wait"),
    [
        (Fault(429, {"Retry-After": "60"}), "RATE_LIMITED", 75, 60.0),
        (Fault(429), "RATE_LIMITED", 75, 1.0),
        (Fault(504), "HTTP_504", 75, 1.0),
        (Fault(200), "BROKEN_ANSWER", 75, 1.0),
        (Fault(403), "AUTH_FAILED", 70, None),
        (Fault(404), "SOURCE_NOT_FOUND", 78, None),
        (Fault(410), "HTTP_410", 70, None),
    ],
)
def test_each_fault_ends_the_attempt_at_the_connection_test(
    home: Home, fault: Fault, code: str, exit_code: int, wait: float | None
) -> None:
    with SourceServer(ROWS) as server:
        asset(home, server)
        server.faults.append(fault)
        result = home.step("bronze/orders")
        assert (result["error"]["code"], result["exitCode"], len(server.asked)) == (code, exit_code, 1), result
        assert result["retry"] == {"again": wait is not None, "waitSeconds": wait or 0.0}
        assert home.step("bronze/orders", attempt=2)["rows"] == {"bronze.orders": 5}


def test_a_broken_page_leaves_nothing(home: Home) -> None:
    with SourceServer(ROWS) as server:
        asset(home, server)
        server.page_faults["2"] = Fault(200)
        result = home.step("bronze/orders")
        assert (result["error"]["code"], result["exitCode"]) == ("BROKEN_ANSWER", 75)
        assert server.url in result["error"]["message"] and "Failed to fetch from" in result["error"]["message"]
        server.page_faults.clear()
        assert home.step("bronze/orders", attempt=2)["rows"] == {"bronze.orders": 5}


def test_a_source_that_is_not_there(home: Home) -> None:
    server = SourceServer(ROWS)
    asset(home, server)
    server._server.server_close()
    home.plan["assets"][-1]["run"]["config"]["base_url"] = f"http://127.0.0.1:{free_port()}"
    home.save()
    result = home.step("bronze/orders")
    assert (result["error"]["code"], result["exitCode"]) == ("UNREACHABLE", 75), result


OWN = """
TOLD = []

def validate_config(config):
    return config.get("rows", 0) > 0

def test_connection(config):
    return config["rows"] != 13

def get_schema(config):
    return {"id": "int", "name": "string"}

def fetch_data(config):
    for number in range(config["rows"]):
        if number == 7:
            raise PermissionError("not these rows")
        yield {"id": number}
"""


@pytest.mark.parametrize(
    ("rows", "code", "exit_code"),
    [(3, None, 0), (0, "CONFIGURATION", 78), (13, "UNREACHABLE", 75), (8, "PERMISSION", 70)],
)
def test_a_connector_of_the_product(home: Home, rows: int, code: str | None, exit_code: int) -> None:
    folder = home.path / "code" / "src" / "connectors"
    folder.mkdir()
    (folder / "numbers.py").write_text(OWN)
    home.asset("bronze/numbers", {"kind": "connector", "type": "numbers", "config": {"rows": rows}}, partitioned=False)
    finished = home.process("bronze/numbers")
    assert finished.code == exit_code and finished.result is not None
    told = finished.result["ingestion"]
    if code is None:
        assert home.rows("bronze.numbers") == [{"id": n, "name": None} for n in range(3)]
        assert told["success"] and told["rows_loaded"] == 3 and told["tables_created"] == ["bronze.numbers"]
    else:
        assert told["error"]["code"] == code and not told["success"] and told["error"]["source"] == "bronze/numbers"


def test_a_connector_that_nobody_has(home: Home) -> None:
    home.asset("bronze/numbers", {"kind": "connector", "type": "nobodys", "config": {}}, partitioned=False)
    result = home.step("bronze/numbers")
    assert result["exitCode"] == 78 and "connectors.nobodys" in result["error"]["message"]


def test_a_connector_of_any_module(home: Home) -> None:
    folder = home.path / "code" / "src" / "crm"
    folder.mkdir()
    (folder / "__init__.py").write_text("", "utf-8")
    methods = textwrap.indent(OWN, "    ")
    (folder / "numbers.py").write_text("class Numbers:\n" + methods.replace("(config)", "(self, config)"), "utf-8")
    run = {"kind": "connector", "type": "numbers", "entrypoint": "crm.numbers:Numbers", "config": {"rows": 3}}
    home.asset("bronze/numbers", run, partitioned=False)
    finished = home.process("bronze/numbers")
    assert finished.code == 0, finished
    assert len(home.rows("bronze.numbers")) == 3


@pytest.mark.parametrize(
    ("entrypoint", "told"),
    [("crm.gone:Numbers", "crm.gone"), ("crm.there:Numbers", "has no Numbers"), ("crm.there:lacking", "fetch_data")],
)
def test_an_entrypoint_that_is_no_connector(home: Home, entrypoint: str, told: str) -> None:
    folder = home.path / "code" / "src" / "crm"
    folder.mkdir()
    (folder / "there.py").write_text("lacking = object()\n", "utf-8")
    run = {"kind": "connector", "type": "numbers", "entrypoint": entrypoint, "config": {}}
    home.asset("bronze/numbers", run, partitioned=False)
    result = home.step("bronze/numbers")
    assert result["exitCode"] == 78 and told in result["error"]["message"], result["error"]
