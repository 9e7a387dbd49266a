"""The sink of OpenLineage events: a real topic, real dlt, and each event once in the table, whoever is killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from bus_support import bus_of, make_topics
from regauge_engines.kafka_server import Kafka

from regauge_runtime.lineage.sink import row
from support import Home

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with Kafka(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


def event(number: int, kind: str = "START", **more: Any) -> dict[str, Any]:
    told = {
        "eventType": kind,
        "eventTime": f"2026-03-01T00:00:{number:02d}Z",
        "producer": "https://example.com/p",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": f"0190b0a0-0000-7000-8000-{number:012d}"},
        "job": {"namespace": "shop", "name": "load"},
    }
    return told | more


def send(kafka: Kafka, topic: str, *values: Any) -> None:
    from confluent_kafka import Producer

    producer = Producer(kafka.client())
    for number, value in enumerate(values):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        producer.produce(topic, body, partition=number % 2)
    assert producer.flush(30) == 0


def sink(home: Home, kafka: Kafka, topic: str) -> None:
    make_topics(kafka, **{topic: 2})
    args = {"bus": bus_of(kafka), "topic": topic}
    run = {"kind": "dlt", "source": "regauge_runtime.lineage.sink:events", "resource": "events", "args": args}
    home.asset("of/events", run, partitioned=False, write="merge", merge_key=["event_id"])
    home.plan["assets"][-1]["outputs"][0]["dedupe"] = {"keep": "last", "orderBy": "topic_offset"}
    home.save()


def numbers(home: Home) -> list[int]:
    return sorted(int(one["run_id"][-4:]) for one in home.rows("of.events") if one["run_id"])


def test_a_run_reads_on_where_the_last_one_ended_and_says_so_to_the_group(home: Home, kafka: Kafka) -> None:
    from confluent_kafka import Consumer, TopicPartition

    sink(home, kafka, "on")
    send(kafka, "on", event(1), event(2), event(3))
    assert home.step("of/events", cause="manual:1")["rows"] == {"of.events": 3}
    send(kafka, "on", event(4))
    assert home.step("of/events", cause="manual:2")["rows"] == {"of.events": 1}
    nothing = home.step("of/events", cause="manual:3")
    assert (nothing["status"], nothing["rows"]) == ("success", {}) and numbers(home) == [1, 2, 3, 4]
    watcher = Consumer(kafka.client() | {"group.id": "lineage-service"})
    known = watcher.committed([TopicPartition("on", 0), TopicPartition("on", 1)], timeout=30)
    watcher.close()
    assert [one.offset for one in known] == [3, 1]


def test_the_same_event_is_one_row_however_often_it_was_sent(home: Home, kafka: Kafka) -> None:
    sink(home, kafka, "twice")
    send(kafka, "twice", event(1), event(1), event(1, "COMPLETE"))
    assert home.step("of/events", cause="manual:1")["status"] == "success"
    send(kafka, "twice", event(1))
    assert home.step("of/events", cause="manual:2")["status"] == "success"
    assert sorted(one["event_type"] for one in home.rows("of.events")) == ["COMPLETE", "START"]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before-commit", "after-commit"])
def test_a_killed_run_neither_loses_nor_doubles_events(home: Home, kafka: Kafka, where: str) -> None:
    topic = f"killed-{where}"
    sink(home, kafka, topic)
    send(kafka, topic, event(1), event(2))
    assert home.step("of/events", cause="manual:1")["status"] == "success"
    send(kafka, topic, event(3), event(4))
    killed = home.process("of/events", cause="manual:2", env={"REGAUGE_TEST_KILL_AT": f"of/events:{where}@1"})
    assert killed.code == 75
    assert home.process("of/events", cause="manual:2", attempt=2).code == 0
    assert numbers(home) == [1, 2, 3, 4]
    assert home.step("of/events", cause="manual:3")["rows"] == {} and numbers(home) == [1, 2, 3, 4]


def test_what_is_no_event_is_kept_with_the_reason_and_stops_nobody(home: Home, kafka: Kafka) -> None:
    sink(home, kafka, "broken")
    send(kafka, "broken", b"\xff{", event(1), b"[]", b'{"eventTime": "soon"}')
    assert home.step("of/events", cause="manual:1")["rows"] == {"of.events": 4}
    errors = [one["error"] for one in home.rows("of.events") if one["error"]]
    assert len(errors) == 3 and all(text.startswith("no event of OpenLineage: ") for text in errors)


def test_what_no_table_and_no_reader_takes_stops_nobody_either(home: Home, kafka: Kafka) -> None:
    sink(home, kafka, "hostile")
    before_year_one = event(2) | {"eventTime": "0001-01-01T00:00:00+14:00"}
    half_a_character, number, tree = event(3, "\ud800"), event(4, run={"runId": 7}), event(5) | {"producer": {"a": []}}
    send(kafka, "hostile", event(1), b"[" * 100_000, before_year_one, half_a_character, number, tree)
    assert home.step("of/events", cause="manual:1")["rows"] == {"of.events": 6}
    assert numbers(home) == [1] and sum(one["error"] is not None for one in home.rows("of.events")) == 5


def test_a_topic_that_is_not_there_or_is_another_one_ends_the_step(home: Home, kafka: Kafka) -> None:
    sink(home, kafka, "short")
    send(kafka, "short", event(1), event(2), event(3))
    assert home.step("of/events", cause="manual:1")["status"] == "success"
    make_topics(kafka, again=2)
    home.plan["assets"][-1]["run"]["args"]["topic"] = "again"
    home.save()
    other = home.step("of/events", cause="manual:2")
    assert other["exitCode"] == 70 and "it is another one" in other["error"]["message"]
    home.plan["assets"][-1]["run"]["args"]["topic"] = "nowhere"
    home.save()
    missing = home.step("of/events", cause="manual:3")
    assert (missing["status"], missing["error"]["code"]) == ("failed", "KAFKA_UNKNOWN_TOPIC_OR_PART")


def test_events_of_jobs_and_of_datasets_are_rows_too() -> None:
    of_job = {"eventTime": "2026-03-01T00:00:00Z", "producer": "p", "schemaURL": "s"}
    told = row(json.dumps(of_job | {"job": {"namespace": "n", "name": "j"}}).encode(), AT)
    assert (told["job_rid"], told["run_id"], told["event_type"], told["error"]) == ("n/j", None, None, None)
    told = row(json.dumps(of_job | {"dataset": {"namespace": "n", "name": "d"}}).encode(), AT)
    assert (told["job_rid"], told["error"]) == (None, None)
    parent = {"parent": {"run": {"runId": "the-parent"}, "job": {"namespace": "n", "name": "p"}}}
    told = row(json.dumps(event(1, run={"runId": "r", "facets": parent})).encode(), AT)
    assert told["parent_run_id"] == "the-parent"
    assert told["event_id"] == row(json.dumps(event(1, run={"facets": parent, "runId": "r"})).encode(), AT)["event_id"]
    assert row(None, AT)["event_time"] == AT
