"""The example that keeps OpenLineage events in three tables, on Dagster, Airflow, Argo and the local runner.

Its own runs are told to the same topic, so that what it makes of real events of Regauge is seen besides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

from regauge_engines.cli import ROOT, generate
from regauge_engines.kafka_server import Kafka
from regauge_engines.sides import Given, each_side

RUNNERS = ("local", "dagster", "airflow", "argo")
TOPIC = "lineage.events.v1"
Rows = list[dict[str, Any]]


def event(run: int, kind: str, second: int, **more: Any) -> bytes:
    told = {
        "eventType": kind,
        "eventTime": f"2026-03-0{run}T00:00:{second:02d}Z",
        "producer": "https://example.com/p",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": f"0190b0a0-0000-7000-8000-{run:012d}"},
        "job": {"namespace": "shop", "name": "load"},
    }
    return json.dumps(told | more).encode()


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with Kafka(tmp_path_factory.mktemp("kafka")) as broker:
        admin = AdminClient(broker.client())  # it lives as long as its answer is waited for
        (made,) = admin.create_topics([NewTopic(TOPIC, 3, 1)]).values()
        made.result(30)
        yield broker


def send(kafka: Kafka, *values: bytes) -> None:
    producer = Producer(kafka.client())
    for number, value in enumerate(values):
        producer.produce(TOPIC, value, partition=number % 3)
    assert producer.flush(30) == 0


@pytest.fixture(scope="module")
def tables(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Rows]]:
    """The tables of each runner after two runs."""
    bundles = generate(ROOT / "examples/lineage-sink", tmp_path_factory.mktemp("bundles"))
    orders = {"namespace": "lake", "name": "bronze.orders"}
    read = {"inputs": [orders], "outputs": [{"namespace": "lake", "name": "silver.orders"}]}
    send(kafka, event(1, "START", 0), event(1, "COMPLETE", 9, **read), event(2, "START", 0), b"no event")
    left: dict[str, dict[str, Rows]] = {}
    given = Given({"KAFKA_BOOTSTRAP_SERVERS": kafka.address})
    for number, side in enumerate(each_side(bundles, tmp_path_factory.mktemp("sides"), given)):
        side.run("collect", [""])
        if number == 0:
            send(kafka, event(2, "FAIL", 5), event(1, "START", 0))
        side.run("collect", [""])
        trace = [json.loads(line) for line in side.trace().read_text("utf-8").splitlines()]
        left[side.name] = {
            one["table"]: [dict(zip(one["columns"], row, strict=True)) for row in one["rows"]]
            for one in trace
            if one["kind"] == "table"
        }
    return left


def shops(rows: Rows) -> Rows:
    return [row for row in rows if row["job_rid"] == "shop/load"]


@pytest.mark.parametrize("runner", RUNNERS)
def test_every_event_is_there_once(runner: str, tables: dict[str, dict[str, Rows]]) -> None:
    events = tables[runner]["of_lineage.events"]
    assert sorted((row["run_id"][-1], row["event_type"]) for row in shops(events)) == [
        ("1", "COMPLETE"),
        ("1", "START"),
        ("2", "FAIL"),
        ("2", "START"),
    ]
    assert [row["payload"] for row in events if row["error"]] == ["no event"]
    assert len({row["event_id"] for row in events}) == len(events)


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_run_is_what_its_events_say(runner: str, tables: dict[str, dict[str, Rows]]) -> None:
    runs = sorted(shops(tables[runner]["of_lineage.runs"]), key=lambda row: str(row["run_id"]))
    assert [(row["state"], row["events"]) for row in runs] == [("COMPLETE", 2), ("FAIL", 2)]
    assert str(runs[1]["ended_at"]) == "2026-03-02 00:00:05+00:00"
    own = [row for row in tables[runner]["of_lineage.runs"] if "lineage-sink" in row["job_rid"]]
    assert own, "the first run of the product itself is read by the second"


@pytest.mark.parametrize("runner", RUNNERS)
def test_datasets_are_named_by_namespace_and_name(runner: str, tables: dict[str, dict[str, Rows]]) -> None:
    told = {(row["direction"], row["dataset_rid"]) for row in shops(tables[runner]["of_lineage.datasets_io"])}
    assert told == {("input", "lake/bronze.orders"), ("output", "lake/silver.orders")}
