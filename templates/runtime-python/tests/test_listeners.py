"""A product that names nobody tells whom the standard variables name (ADR 0117)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from open_lineage_judge import judge
from regauge_engines.loopback import EventServer
from regauge_engines.otlp import OtlpServer

from regauge_runtime.listeners import FACETS, standing_lineage
from regauge_runtime.telemetry.metric_names import METRICS
from support import Home, sql

# A plan that the planner has made, of a product with both settings.
PLANNED = Path(__file__).parents[3] / "golden/cases/every_feature/expected/dagster/plan.json"


@pytest.fixture
def events() -> Iterator[EventServer]:
    with EventServer(0) as server:
        yield server


@pytest.fixture
def collector() -> Iterator[OtlpServer]:
    with OtlpServer() as server:
        yield server
    assert server.refused == []


@pytest.fixture
def silent(home: Home) -> Home:
    """A product that says nothing of lineage and telemetry."""
    check = {"name": "few", "test": {"kind": "row_count", "max": 5}}
    home.asset("raw/orders", sql("select 1::bigint as id"), partitioned=False, checks=[check])
    home.job("daily", partitionSet=None)
    home.save()
    return home


def test_the_names_are_those_that_the_planner_writes() -> None:
    telemetry = json.loads(PLANNED.read_text("utf-8"))["telemetry"]
    written = json.dumps(telemetry["metrics"]).replace(f'"{telemetry["metricsPrefix"]}_', '"regauge_')
    assert json.loads(written) == METRICS


def test_the_facets_are_all_that_there_are() -> None:
    assert list(FACETS) == json.loads(PLANNED.read_text("utf-8"))["lineage"]["facets"]


def test_a_collector_of_the_environment_is_told_of_steps_and_checks(silent: Home, collector: OtlpServer) -> None:
    assert silent.process("raw/orders", env={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}).code == 0
    assert sorted(span.name for span in collector.spans) == ["check few", "step raw/orders"]
    counted = {count.name: count.value for count in collector.counts}
    assert (counted["regauge_steps_total"], counted["regauge_rows_total"], counted["regauge_checks_total"]) == (1, 1, 1)


def test_a_server_of_the_environment_is_told_of_lineage(silent: Home, events: EventServer) -> None:
    login = {"OPENLINEAGE_URL": events.url, "OPENLINEAGE_API_KEY": "key"}
    assert silent.process("raw/orders", env=login).code == 0
    assert [event["eventType"] for event in events.told] == ["START", "COMPLETE", "COMPLETE"]
    for event in events.told:
        judge({name: value for name, value in event.items() if name != "token"})
        assert event["job"]["namespace"] == "shop"
    assert set(events.paths) == {"/api/v1/lineage"} and set(events.logins) == {"Bearer key"}


def test_the_collectors_headers_are_sent(silent: Home, events: EventServer) -> None:
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": events.url, "OTEL_EXPORTER_OTLP_HEADERS": "X-Token=one%2Ctwo, x=y"}
    assert silent.process("raw/orders", env=env).code == 0
    assert [event["token"] for event in events.told] == ["one,two"] * 2
    assert events.paths == ["/v1/traces", "/v1/metrics"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "telemetry: OTEL_EXPORTER_OTLP_PROTOCOL is grpc"),
        ({"OTEL_EXPORTER_OTLP_HEADERS": "token"}, "telemetry: OTEL_EXPORTER_OTLP_HEADERS is not written as"),
    ],
)
def test_what_is_not_spoken_is_said(silent: Home, collector: OtlpServer, more: dict[str, str], said: str) -> None:
    done = silent.process("raw/orders", env={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url} | more)
    assert done.code == 0 and said in done.err
    assert collector.spans == [] and collector.counts == []


@pytest.mark.parametrize(
    "more",
    [
        {"OTEL_SDK_DISABLED": "true", "OPENLINEAGE_DISABLED": "True"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "", "OPENLINEAGE_URL": ""},
    ],
)
def test_who_listens_can_be_left_out(silent: Home, events: EventServer, more: dict[str, str]) -> None:
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": events.url, "OPENLINEAGE_URL": events.url} | more
    done = silent.process("raw/orders", env=env)
    assert done.code == 0 and events.told == []
    assert "telemetry:" not in done.err and "lineage:" not in done.err


def test_what_the_product_says_goes_before(silent: Home, events: EventServer, collector: OtlpServer) -> None:
    silent.plan["lineage"] = {"enabled": False}
    silent.plan["telemetry"] = {"otlpEndpoint": collector.url, "metricsPrefix": "regauge", "metrics": METRICS}
    silent.save()
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": events.url, "OPENLINEAGE_URL": events.url}
    assert silent.process("raw/orders", env=env | {"OTEL_EXPORTER_OTLP_HEADERS": "X-Token=one"}).code == 0
    assert events.told == [] and collector.spans


def test_a_path_and_a_namespace_are_taken() -> None:
    env = {"OPENLINEAGE_URL": "http://marquez/", "OPENLINEAGE_ENDPOINT": "/x/y", "OPENLINEAGE_NAMESPACE": "other"}
    settings = standing_lineage(env, "shop")
    assert settings is not None
    assert (settings["endpoint"], settings["namespace"]) == ("http://marquez/x/y", "other")
