"""OpenTelemetry: what a run, its steps and its checks tell, in OTLP's own form, and that none of them fails of it."""

from __future__ import annotations

import itertools
import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from regauge_engines.otlp import OtlpServer, ToldSpan
from regauge_engines.processes import PATIENCE

from regauge_runtime.telemetry.context import RunContext
from support import Home, Json, command, python, sql

CODE = """
import json, os
from pathlib import Path
def broken():
    raise ConnectionError("the door is shut")
def shows():
    Path("seen.txt").write_text(os.environ["TRACEPARENT"])
def secret():
    raise ValueError("code " + os.environ["CODE"])
"""
LABELS = {
    "runs": ["product", "job_name", "status"],
    "runSeconds": ["product", "job_name", "status"],
    "steps": ["product", "job_name", "asset", "status"],
    "stepSeconds": ["product", "job_name", "asset", "status"],
    "rows": ["product", "job_name", "asset", "table"],
    "checks": ["product", "job_name", "asset", "check", "status"],
    "ingestionErrors": ["product", "source", "category", "code"],
    "ingestionRetries": ["product", "source"],
    "ingestionRowsFailed": ["product", "source"],
}
CONTRACT = Path(__file__).parents[3] / "docs/contracts/observability.md"
OUTER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def server() -> Iterator[OtlpServer]:
    with OtlpServer() as server:
        yield server
    assert server.refused == []


def product(home: Home, endpoint: Any) -> Home:
    home.code("shop_telemetry", CODE)
    home.asset("raw/orders", sql("select 1::bigint as id, 2 as n"), partitioned=False)
    home.asset(
        "silver/orders",
        sql("select id from raw.orders"),
        partitioned=False,
        reads={"raw/orders": "all"},
        checks=[
            {"name": "few", "test": {"kind": "row_count", "max": 5}},
            {"name": "many", "test": {"kind": "row_count", "min": 5}},
        ],
    )
    metrics = {
        name: {"name": f"shop_{name}_total", "about": f"Of {name}", "unit": "1", "labels": labels}
        for name, labels in LABELS.items()
    }
    home.plan["telemetry"] = {"otlpEndpoint": endpoint, "metricsPrefix": "shop", "metrics": metrics}
    home.plan["jobs"] = []
    home.job("daily", partitionSet=None)
    return home


def run(home: Home, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs with the local runner."""
    argv = [sys.executable, "-m", "regauge_runtime", "run", "--home", str(home.path), *(words or ("--job", "daily"))]
    return subprocess.run(argv, env=home.environment(**env), capture_output=True, text=True, timeout=PATIENCE)


def by_name(server: OtlpServer) -> dict[str, ToldSpan]:
    names = Counter(span.name for span in server.spans)
    assert set(names.values()) == {1}, names
    return {span.name: span for span in server.spans}


def edges(server: OtlpServer) -> dict[str, str | None]:
    """Returns each span's parent by its name; None for one that is above all, the id of one that nobody told."""
    names = {span.span_id: span.name for span in server.spans}
    return {span.name: names.get(span.parent, span.parent) if span.parent else None for span in server.spans}


def counted(server: OtlpServer, metric: str) -> dict[tuple[Any, ...], float]:
    found: dict[tuple[Any, ...], float] = {}
    for count in server.counts:
        if count.name == f"shop_{metric}_total":
            assert list(count.labels) == sorted(LABELS[metric])
            labels = tuple(count.labels[name] for name in LABELS[metric])
            found[labels] = found.get(labels, 0) + count.value
    return found


def test_a_run_its_steps_and_their_checks_are_one_trace(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    assert run(home).returncode == 0
    spans = by_name(server)
    assert edges(server) == {
        "run daily": None, "step raw/orders": "run daily", "step silver/orders": "run daily",
        "check few": "step silver/orders", "check many": "step silver/orders",
    }  # fmt: skip
    assert len({span.trace_id for span in server.spans}) == 1
    for span in server.spans:
        above = next((one for one in server.spans if one.span_id == span.parent), span)
        assert above.start <= span.start <= span.end <= above.end, span.name
        assert span.resource["service.name"] == "shop" and span.resource["regauge.engine"] == "local"
    step = spans["step silver/orders"].attributes
    assert (step["regauge.asset"], step["regauge.attempt"], step["regauge.step.rows"]) == ("silver/orders", 1, 1)
    assert step["regauge.run.id"].startswith("shop/daily/-/manual:") and step["regauge.step.status"] == "success"
    assert spans["check many"].error == "failed" and spans["check few"].error is None
    assert spans["check many"].attributes["regauge.check.failed_count"] == 1
    assert counted(server, "runs") == {("shop", "daily", "success"): 1}
    assert counted(server, "steps") == {
        ("shop", "daily", "raw/orders", "success"): 1, ("shop", "daily", "silver/orders", "success"): 1,
    }  # fmt: skip
    assert counted(server, "checks") == {
        ("shop", "daily", "silver/orders", "few", "passed"): 1,
        ("shop", "daily", "silver/orders", "many", "failed"): 1,
    }
    assert counted(server, "rows")["shop", "daily", "silver/orders", "silver.orders"] == 1
    assert counted(server, "stepSeconds")["shop", "daily", "raw/orders", "success"] > 0
    assert counted(server, "runSeconds")["shop", "daily", "success"] > 0


def test_the_trace_is_known_to_all_who_know_the_run(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    home.process("raw/orders", attempt=1)
    home.process("raw/orders", attempt=2)
    assert {span.trace_id for span in server.spans} == {
        uuid.uuid5(uuid.NAMESPACE_URL, "regauge:shop/daily/-/manual:1").hex
    }
    assert len({span.span_id for span in server.spans}) == 2
    assert len({span.parent for span in server.spans}) == 1


def test_counts_of_several_processes_do_not_overlap(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    run(home)
    intervals = sorted({(count.start, count.at) for count in server.counts})
    assert len(intervals) == 3  # two steps and the run
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(intervals))


def test_what_breaks_says_why_and_is_an_error(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    home.plan["assets"][0]["run"] = python("shop_telemetry:broken")
    home.save()
    assert run(home).returncode == 8
    spans = by_name(server)
    step = spans["step raw/orders"]
    assert step.error is not None and "the door is shut" in step.error
    why = (step.attributes["error.type"], step.attributes["regauge.error.category"])
    assert why == ("ConnectionError", "TRANSIENT")
    assert spans["run daily"].error is not None and spans["run daily"].attributes["regauge.run.status"] == "failed"
    assert counted(server, "runs") == {("shop", "daily", "failed"): 1}
    assert counted(server, "steps") == {("shop", "daily", "raw/orders", "failed"): 1}


def test_a_killed_process_is_told_of(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    home.plan["assets"][0]["run"] = command("sh", "-c", "kill -9 $PPID")
    home.save()
    home.process("raw/orders")
    assert by_name(server)["step raw/orders"].attributes["regauge.step.status"] == "killed"


def test_the_users_code_can_join_its_step(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    home.plan["assets"][0]["run"] = python("shop_telemetry:shows")
    home.save()
    home.process("raw/orders")
    (span,) = server.spans
    assert (home.path / "code" / "seen.txt").read_text() == f"00-{span.trace_id}-{span.span_id}-01"


def test_a_run_joins_the_trace_that_started_it(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    run(home, TRACEPARENT=OUTER)
    assert {span.trace_id for span in server.spans} == {OUTER.split("-")[1]}
    assert edges(server)["run daily"] == OUTER.split("-")[2] and edges(server)["step raw/orders"] == "run daily"


def test_a_step_that_an_engine_traces_is_a_part_of_the_engines_span(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    home.env["TRACEPARENT"] = OUTER
    home.process("raw/orders")
    (span,) = server.spans
    assert (span.trace_id, span.parent) == tuple(OUTER.split("-")[1:3])


def test_what_is_not_sampled_is_counted_only(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    run(home, TRACEPARENT=OUTER[:-2] + "00")
    assert server.spans == [] and counted(server, "runs") == {("shop", "daily", "success"): 1}


@pytest.mark.parametrize(
    "text",
    ["", "nothing", OUTER.upper(), "ff" + OUTER[2:], OUTER + "-more", f"00-{'0' * 32}-{'1' * 16}-01",
     f"00-{'1' * 32}-{'0' * 16}-01"],
)  # fmt: skip
def test_a_traceparent_that_is_none_is_ignored(text: str) -> None:
    assert RunContext.of("shop/daily/-/manual:1", {"TRACEPARENT": text}) == RunContext.of("shop/daily/-/manual:1", {})
    assert RunContext.of("shop/daily/-/manual:1", {"TRACEPARENT": "01" + OUTER[2:] + "-more"}).trace_id[:4] == "0af7"


def test_each_partition_of_a_range_is_a_run(home: Home, server: OtlpServer) -> None:
    home.asset("raw/days", sql("select 1 as id"))
    product(home, server.url)
    home.plan["jobs"][0]["partitionSet"] = "day"
    home.save()
    assert run(home, "--job", "daily", "--partitions", "2024-01-01..2024-01-02").returncode == 0
    runs = [span for span in server.spans if span.name == "run daily"]
    assert sorted(span.attributes["regauge.partition"] for span in runs) == [
        "2024-01-01", "2024-01-01..2024-01-02", "2024-01-02",
    ]  # fmt: skip
    days = [span for span in server.spans if span.name == "step raw/days"]
    assert {span.parent for span in days} < {span.span_id for span in runs} and len(days) == 2
    assert len({span.trace_id for span in server.spans}) == 3


def test_a_run_of_some_assets_is_told_too(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    run(home, "--assets", "raw/orders")
    assert edges(server) == {"run local": None, "step raw/orders": "run local"}


def ingestion(home: Home, server: OtlpServer, raised: str, **more: Any) -> Json:
    """The result of a step whose connector raises an error where it should fetch data."""
    product(home, server.url)
    (home.path / "code/src/connectors").mkdir(parents=True)
    text = f"""
from regauge_runtime.errors import Partial
def validate_config(config): return True
def test_connection(config): return True
def get_schema(config): return None
def fetch_data(config): raise {raised}
"""
    home.code("connectors/orders", text)
    home.plan["assets"][0] |= {"run": {"kind": "connector", "type": "orders", "config": {}}} | more
    home.save()
    return home.process("raw/orders").result


def test_an_ingestion_counts_errors_and_retries(home: Home, server: OtlpServer) -> None:
    waits = {"waitSeconds": [0.1], "jitter": "none", "categories": ["TRANSIENT"], "honorRetryAfter": True}
    result = ingestion(home, server, "ConnectionError('no')", retry=waits)
    assert result["retry"]["again"], result
    told = result["ingestion"]["error"]
    assert told["category"] == "TRANSIENT" and told["message"] == "connector orders: no", told
    assert counted(server, "ingestionErrors") == {("shop", "raw/orders", "TRANSIENT", told["code"]): 1}
    assert counted(server, "ingestionRetries") == {("shop", "raw/orders"): 1}
    assert counted(server, "ingestionRowsFailed") == {}


@pytest.mark.parametrize("policy", ["warn", "fail"])
def test_records_that_were_left_out_are_counted_whatever_becomes_of_the_run(
    home: Home, server: OtlpServer, policy: str
) -> None:
    result = ingestion(home, server, "Partial('three of nine', failed_records=3)", errors={"onPartial": policy})
    assert result["status"] == {"warn": "success", "fail": "failed"}[policy]
    assert counted(server, "ingestionRowsFailed") == {("shop", "raw/orders"): 3}


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "ftp://127.0.0.1/x", {"env": "NOWHERE"}])
def test_nobody_there_is_said_once_and_fails_nothing(home: Home, endpoint: Any) -> None:
    product(home, endpoint)
    done = home.process("raw/orders")
    assert done.code == 0
    assert len([line for line in done.err.splitlines() if line.startswith("telemetry: ")]) == 1, done.err


def test_a_receiver_that_says_no_is_said_once(home: Home) -> None:
    with OtlpServer(status=503) as server:
        product(home, server.url)
        done = home.process("raw/orders")
    assert done.code == 0 and done.err.count("telemetry: traces could not be sent: HTTP 503") == 1, done.err


def test_who_takes_no_traces_is_told_the_counts(home: Home) -> None:
    with OtlpServer(takes_traces=False) as prometheus:
        product(home, prometheus.url)
        done = home.process("raw/orders")
    assert done.code == 0 and done.err.count("telemetry: traces could not be sent: HTTP 400") == 1, done.err
    assert prometheus.spans == []
    assert counted(prometheus, "steps") == {("shop", "daily", "raw/orders", "success"): 1}


def test_a_receiver_that_never_answers_does_not_hold_a_step(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        product(home, f"http://127.0.0.1:{silent.getsockname()[1]}")
        usual = time.monotonic()
        done = home.process("raw/orders")
        assert done.code == 0 and time.monotonic() - usual < 30
    assert done.err.count("telemetry: traces could not be sent: it took longer than 5 s") == 1, done.err


def test_a_secret_is_in_no_message(home: Home, server: OtlpServer) -> None:
    secret = {"secretRef": {"name": "door", "key": "code", "source": "kubernetes"}}
    product(home, server.url)
    home.env["REGAUGE_SECRET_DOOR_CODE"] = "canary-4711"
    home.plan["assets"][0] |= {"run": python("shop_telemetry:secret"), "env": {"CODE": secret}}
    home.save()
    home.process("raw/orders")
    (span,) = server.spans
    assert span.error is not None and "code ***" in span.error
    assert "canary" not in json.dumps([vars(one) for one in server.spans])


def test_who_does_not_want_any_gets_none(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    del home.plan["telemetry"]
    home.plan["assets"][0]["run"] = python("shop_telemetry:shows")
    home.save()
    run(home, "--assets", "raw/orders", TRACEPARENT=OUTER)
    assert server.spans == [] and server.counts == []
    assert (home.path / "code" / "seen.txt").read_text() == OUTER  # somebody else's trace is left alone


def test_an_engine_says_how_a_run_ended(home: Home, server: OtlpServer) -> None:
    product(home, server.url)
    argv = [sys.executable, "-m", "regauge_runtime", "alert", "--home", str(home.path), "--job", "daily"]
    argv += ["--cause", "manual:1", "--began", "1700000000", "--ended", "1700000060", "--status", "steps"]
    argv += ["--ends", json.dumps({"raw/orders": "Succeeded", "silver/orders": "Failed"})]
    done = subprocess.run(argv, env=os.environ | home.env, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    span = by_name(server)["run daily"]
    assert (span.end - span.start) == 60 * 10**9 and span.error is not None
    assert counted(server, "runSeconds") == {("shop", "daily", "failed"): 60}
    home.process("raw/orders")
    assert edges(server)["step raw/orders"] == "run daily"


def test_the_contract_has_every_attribute_that_is_sent_and_no_other(home: Home, server: OtlpServer) -> None:
    home.plan["product"] |= {"domain": "sales"}
    (home.path / "env").mkdir()
    (home.path / "env" / "prod.json").write_text("{}")
    home.env["REGAUGE_ENV"] = "prod"
    home.asset("raw/days", sql("select 1 as id"), checks=[{"name": "some", "test": {"kind": "row_count", "min": 1}}])
    product(home, server.url)
    home.plan["assets"][1]["run"] = python("shop_telemetry:broken")
    home.plan["jobs"][0]["partitionSet"] = "day"
    home.save()
    run(home, "--job", "daily", "--partition", "2024-01-01", "--keep-going")
    sections = CONTRACT.read_text().split("\n## ")
    resource, spans = (section for section in sections if section.startswith(("Resource", "Spans")))
    kinds = {kind: set() for kind in ("run", "step", "check")}
    for span in server.spans:
        kinds[span.name.split()[0]] |= set(span.attributes)
        assert set(span.resource) == set(re.findall(r"^\| `([^`]+)`", resource, re.MULTILINE))
    table = [[cell.strip() for cell in line.split("|")[1:5]] for line in spans.splitlines() if line.startswith("| `")]
    for number, kind in enumerate(kinds, 1):
        assert kinds[kind] == {row[0].strip("`") for row in table if row[number] == "yes"}, kind
