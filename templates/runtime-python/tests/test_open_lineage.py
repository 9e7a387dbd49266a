"""OpenLineage: what a step tells at its start and end, in the specification's form, and that it never fails of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from open_lineage_judge import judge
from regauge_engines.loopback import EventServer

from regauge_runtime.lineage.kafka_headers import LineageHeaders
from support import Home, Json, check, python, sql

FACETS = [
    "columnLineage",
    "dataQualityAssertions",
    "errorMessage",
    "ingestionError",
    "ownership",
    "parent",
    "schema",
    "sql",
]
CODE = """
def broken():
    raise ConnectionError("the door is shut")
def unwanted():
    return False
def dies():
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""
COLUMNS = [{"name": "id", "type": "long", "doc": "which"}, {"name": "n", "type": "int"}]


@pytest.fixture
def server() -> Iterator[EventServer]:
    with EventServer(0) as server:
        yield server


HEADERS = Path(__file__).parents[3] / "golden/lineage-headers.json"


def product(home: Home, **settings: Any) -> Home:
    home.code("shop_lineage", CODE)
    home.asset("raw/orders", sql("select 1::bigint as id, 2 as n"), partitioned=False, columns=COLUMNS)
    home.asset(
        "silver/orders",
        sql("select id from raw.orders"),
        partitioned=False,
        reads={"raw/orders": "all"},
        owners=["team:shop"],
        checks=[
            {"name": "few", "test": {"kind": "row_count", "max": 5}},
            {"name": "many", "test": {"kind": "row_count", "min": 5}, "on_fail": "warn"},
        ],
    )
    home.plan["tables"]["silver.orders"]["columnLineage"] = {"id": ["raw.orders.id"]}
    home.plan["lineage"] = {
        "enabled": True, "transport": "file", "namespace": "sales.shop", "producer": "https://acme.example.com",
        "kafkaHeaders": True, "columnLineage": True, "facets": FACETS,
    } | settings  # fmt: skip
    home.save()
    return home


def told(home: Home, file: str = "lineage.jsonl") -> list[Json]:
    events = [json.loads(line) for line in (home.data / file).read_text().splitlines()]
    for event in events:
        judge(event)
    return events


def test_a_step_tells_of_its_start_its_end_and_its_checks(home: Home) -> None:
    product(home)
    home.process("raw/orders")
    assert home.process("silver/orders").code == 0
    start, end, checked = [event for event in told(home) if event["job"]["name"].startswith("silver.orders")]
    assert (start["eventType"], end["eventType"], checked["eventType"]) == ("START", "COMPLETE", "COMPLETE")
    assert start["run"]["runId"] == end["run"]["runId"] != checked["run"]["runId"]
    assert end["job"]["namespace"] == "sales.shop" and end["producer"] == "https://acme.example.com"
    assert [(one["namespace"], one["name"]) for one in end["inputs"]] == [("sales.shop", "raw.orders")]
    assert [(one["namespace"], one["name"]) for one in end["outputs"]] == [("sales.shop", "silver.orders")]
    fields = end["inputs"][0]["facets"]["schema"]["fields"]
    assert fields == [{"name": "id", "type": "long", "description": "which"}, {"name": "n", "type": "int"}]
    source = {"namespace": "sales.shop", "name": "raw.orders", "field": "id"}
    assert end["outputs"][0]["facets"]["columnLineage"]["fields"] == {"id": {"inputFields": [source]}}
    assert end["outputs"][0]["outputFacets"]["outputStatistics"]["rowCount"] == 1
    assert end["job"]["facets"]["sql"]["query"] == "select id from raw.orders"
    assert end["job"]["facets"]["ownership"]["owners"] == [{"name": "team:shop"}]
    assert end["run"]["facets"]["parent"]["job"] == {"namespace": "sales.shop", "name": "shop.daily"}
    found = checked["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert [(one["name"], one["success"], one["severity"]) for one in found] == [
        ("few", True, "error"), ("many", False, "warn"),
    ]  # fmt: skip
    assert checked["run"]["facets"]["parent"]["run"]["runId"] == end["run"]["runId"] and checked["outputs"] == []


def test_ids_are_names_that_every_attempt_has_again(home: Home) -> None:
    product(home)
    home.process("raw/orders", attempt=1)
    home.process("raw/orders", attempt=1)
    home.process("raw/orders", attempt=2)
    runs = [event["run"] for event in told(home) if event["eventType"] == "COMPLETE"]
    assert len({run["runId"] for run in runs}) == 2 and runs[0]["runId"] == runs[1]["runId"]
    assert len({run["facets"]["parent"]["run"]["runId"] for run in runs}) == 1
    assert uuid.UUID(runs[0]["runId"]).version == 5


@pytest.mark.parametrize(
    ("function", "kind", "message"),
    [("broken", "FAIL", "the door is shut"), ("dies", "FAIL", "killed by signal 9"), ("unwanted", "ABORT", "not true")],
)
def test_other_ends_are_told_too(home: Home, function: str, kind: str, message: str) -> None:
    product(home)
    member = "when" if function == "unwanted" else "run"
    home.plan["assets"][0][member] = python(f"shop_lineage:{function}")
    home.save()
    home.process("raw/orders")
    start, end = told(home)
    assert (start["eventType"], end["eventType"], end["outputs"]) == ("START", kind, [])
    assert message in end["run"]["facets"]["errorMessage"]["message"]


def test_only_the_facets_that_are_asked_for_are_told(home: Home) -> None:
    product(home, facets=["schema"], columnLineage=False)
    home.process("raw/orders")
    home.process("silver/orders")
    events = told(home)
    assert all(event["run"]["facets"] == {} and event["job"]["facets"] == {} for event in events)
    assert {name for event in events for one in event["outputs"] for name in one["facets"]} == {"schema"}
    assert not [event for event in events if event["job"]["name"].endswith(".checks")]


def test_a_table_behind_a_port_has_its_own_products_name(home: Home) -> None:
    product(home)
    outside = {"key": "crm", "port": {"domain": "crm", "product": "clients", "port": "main"}, "table": "raw.orders"}
    home.plan["external"] = {"crm": outside}
    home.plan["assets"][1]["inputs"] = [{"external": "crm", "table": "raw.orders", "as": "orders", "mapping": "all"}]
    home.save()
    home.process("raw/orders")
    home.process("silver/orders")
    (start,) = [
        event for event in told(home) if event["job"]["name"] == "silver.orders" and event["eventType"] == "START"
    ]
    assert [one["namespace"] for one in start["inputs"]] == ["crm.clients"]
    found = start["outputs"][0]["facets"]["columnLineage"]["fields"]["id"]["inputFields"]
    assert [one["namespace"] for one in found] == ["crm.clients"]


def test_events_are_posted_where_servers_of_openlineage_take_them(home: Home, server: EventServer) -> None:
    product(home, transport="http", endpoint={"env": "LINEAGE_URL"})
    home.env["LINEAGE_URL"] = server.url
    home.process("raw/orders")
    assert [event["eventType"] for event in server.told] == ["START", "COMPLETE"]
    assert set(server.paths) == {"/api/v1/lineage"}


def test_a_path_that_is_written_is_kept(home: Home, server: EventServer) -> None:
    product(home, transport="http", endpoint=f"{server.url}/in")
    home.process("raw/orders")
    assert set(server.paths) == {"/in"}


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "ftp://127.0.0.1/x", {"env": "NOWHERE"}])
def test_nobody_there_is_said_and_fails_nothing(home: Home, endpoint: Any) -> None:
    product(home, transport="http", endpoint=endpoint)
    done = home.process("raw/orders")
    assert done.code == 0 and "lineage: " in done.err


def test_a_secret_is_in_no_event(home: Home) -> None:
    secret = {"secretRef": {"name": "door", "key": "code", "source": "kubernetes"}}
    product(home)
    home.env["REGAUGE_SECRET_DOOR_CODE"] = "canary-4711"
    home.code("shop_lineage", "import os\ndef broken():\n    raise ValueError('code ' + os.environ['CODE'])\n")
    home.plan["assets"][0] |= {"run": python("shop_lineage:broken"), "env": {"CODE": secret}}
    home.save()
    home.process("raw/orders")
    assert "code ***" in json.dumps(told(home)) and "canary" not in (home.data / "lineage.jsonl").read_text()


@pytest.mark.parametrize("settings", [{"enabled": False}, {"transport": "noop"}])
def test_who_does_not_want_any_gets_none(home: Home, settings: Json) -> None:
    product(home, **settings)
    home.process("raw/orders")
    assert not (home.data / "lineage.jsonl").exists()


def test_the_console_gets_a_line_each_and_the_last_line_of_stdout_is_the_result(home: Home) -> None:
    product(home, transport="console")
    done = home.process("raw/orders")
    assert [json.loads(line)["eventType"] for line in done.err.splitlines() if line.startswith('{"eventType"')] == [
        "START", "COMPLETE",
    ]  # fmt: skip
    assert done.out.splitlines()[-1].startswith("REGAUGE_RESULT=")


def test_checks_that_did_not_run_are_not_told(home: Home) -> None:
    product(home)
    home.plan["assets"][0]["checks"] = [check("off", {"kind": "row_count", "min": 1}, enabled=False)]
    home.save()
    home.process("raw/orders")
    assert [event["eventType"] for event in told(home)] == ["START", "COMPLETE"]


@pytest.mark.parametrize("row", json.loads(HEADERS.read_text("utf-8")), ids=lambda row: row["why"])
def test_headers_say_what_their_twin_in_java_says(row: Json) -> None:
    sent = {name: text.encode() for name, text in row["headers"].items()}
    sent |= {name: bytes.fromhex(text) for name, text in row.get("bytes", {}).items()}
    told = LineageHeaders.decode(list(sent.items()))
    assert (dict(told.encode()) if told else None) == (
        {name: text.encode() for name, text in row["said"].items()} if row["said"] else None
    )


@pytest.mark.parametrize("asked", [True, False])
def test_a_steps_code_finds_the_headers_of_its_attempt(home: Home, asked: bool) -> None:
    home.code(
        "heads",
        "from regauge_runtime.lineage.kafka_headers import of_this_step\n"
        "def told():\n"
        "    found = [{'name': name, 'value': value.decode()} for name, value in of_this_step()]\n"
        "    return [{'name': 'headers', 'value': str(len(found))}, *found]\n",
    )
    home.asset("raw/heads", python("heads:told"), partitioned=False)
    product(home, kafkaHeaders=asked)
    assert home.process("raw/heads").code == 0
    start = next(event for event in told(home) if event["job"]["name"] == "raw.heads")
    rows = {row["name"]: row["value"] for row in home.rows("raw.heads")}
    assert rows.pop("headers") == ("6" if asked else "0")
    if asked:
        assert (rows["ol-namespace"], rows["ol-job-name"]) == ("sales.shop", "raw.heads")
        assert rows["ol-run-id"] == start["run"]["runId"]
        assert rows["ol-producer"] == "https://acme.example.com" and rows["ol-schema-url"] == start["schemaURL"]
