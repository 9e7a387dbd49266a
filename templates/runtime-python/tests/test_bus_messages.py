"""What steps themselves send to the buses: hooks, alerts and lineage by real servers, and what becomes of a failure."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest
from bus_support import make_topics, told
from open_lineage_judge import judge
from regauge_engines.kafka_server import Kafka
from regauge_engines.nats_server import Nats

from support import Home, Json, python, sql

pytestmark = pytest.mark.slow

FACETS = ["columnLineage", "dataQualityAssertions", "errorMessage", "ownership", "parent", "schema", "sql"]
SENDS = """
from regauge_runtime.bus import DataEvent, DataProducer
def sends(bus):
    with DataProducer(bus) as producer:
        producer.send("own.sent.v1", DataEvent("sent", "thing", "1", 1, {}))
    return [{"id": 1}]
"""


def product(home: Home, kafka: Kafka, nats: Nats, *hooks: Json) -> None:
    home.asset(
        "a/made",
        sql("select 1 as id"),
        partitioned=False,
        checks=[{"name": "few", "test": {"kind": "row_count", "max": 5}}],
    )
    home.asset("a/broken", sql("select oops"), partitioned=False)
    home.env = {"BROKERS": kafka.address, "NATS_URL": nats.address}
    home.plan["resources"] = {
        "bus": {"name": "bus", "type": "kafka", "config": {"bootstrap_servers": {"env": "BROKERS"}}},
        "signals": {"name": "signals", "type": "nats", "config": {"url": {"env": "NATS_URL"}}},
    }
    shape = {"events": [], "assets": [], "tags": {}, "priority": 100, "failurePolicy": "raise", "timeoutSeconds": 20}
    home.plan["hooks"] = {hook["name"]: shape | hook for hook in hooks}
    home.save()


def kafka_hook(topic: str, *events: str, **more: Any) -> Json:
    action = {"kind": "kafka", "resource": "bus", "topic": topic}
    return {"name": "to_kafka", "events": list(events), "action": action} | more


def nats_hook(subject: str, *events: str, **more: Any) -> Json:
    action = {"kind": "nats", "resource": "signals", "subject": subject}
    return {"name": "to_nats", "events": list(events), "action": action} | more


def signals_of(nats: Nats, stream: str) -> list[tuple[Json, dict[str, str]]]:
    """Returns what a stream holds, with the headers."""

    async def read() -> list[tuple[Json, dict[str, str]]]:
        import nats as client

        connection = await client.connect(nats.address)
        context = connection.jetstream()
        count = (await context.stream_info(stream)).state.messages
        found = [await context.get_msg(stream, number) for number in range(1, count + 1)]
        await connection.close()
        return [(json.loads(one.data), dict(one.headers)) for one in found]

    return asyncio.run(read())


def make_stream(nats: Nats, name: str, subject: str) -> None:
    async def make() -> None:
        import nats as client

        connection = await client.connect(nats.address)
        await connection.jetstream().add_stream(name=name, subjects=[subject])
        await connection.close()

    asyncio.run(make())


def test_a_hook_sends_its_event_to_both_buses_in_their_envelopes(home: Home, kafka: Kafka, nats: Nats) -> None:
    make_topics(kafka, **{"shop.told.v1": 2})
    make_stream(nats, "SHOP", "of.shop.>")
    product(home, kafka, nats, kafka_hook("shop.told.v1", "quality.result", "publish.end"), nats_hook("of.shop.told"))
    assert home.process("a/made").code == 0
    checked, published = told(kafka, "shop.told.v1")
    assert [one.event["event_type"] for one in (checked, published)] == ["quality.result", "publish.end"]
    event = checked.event
    assert (checked.key, event["aggregate_id"], event["aggregate_type"]) == (b"shop/a/made", "shop/a/made", "asset")
    assert uuid.UUID(event["event_id"]).version == 5
    assert event["correlation_id"] == event["payload"]["run_id"]
    assert event["payload"]["check_name"] == "few"
    lineage = checked.lineage
    assert lineage and (lineage.job_name, lineage.producer) == ("a.made", "urn:regauge:runtime")
    assert [name for name, _ in checked.headers] == [
        *("ol-namespace", "ol-job-name", "ol-run-id", "ol-event-time", "ol-producer", "ol-schema-url")
    ]
    signals = signals_of(nats, "SHOP")
    assert [one["event_type"] for one, _ in signals] == [
        *("transform.start", "transform.end", "quality.result", "publish.start", "publish.end")
    ]
    for told_event, headers in signals:
        assert set(told_event) == {"id", "timestamp", "event_type", "source", "payload"}
        assert uuid.UUID(told_event["id"]).version == 7 and headers["Nats-Msg-Id"] == told_event["id"]
        assert told_event["source"] == "shop"


@pytest.mark.parametrize(
    ("hook", "code", "text"),
    [
        (kafka_hook("nobody.made.this.v1", "transform.start"), 70, "UNKNOWN_TOPIC"),
        (nats_hook("nowhere.told", "transform.start"), 70, "no stream takes the subject nowhere.told"),
    ],
)
def test_a_message_that_nobody_takes_fails_by_the_hooks_policy(
    home: Home, kafka: Kafka, nats: Nats, hook: Json, code: int, text: str
) -> None:
    product(home, kafka, nats, hook)
    process = home.process("a/made")
    assert process.code == code and process.result
    assert process.result["error"]["code"] == "HOOK_FAILED" and text in process.result["error"]["message"]
    home.plan["hooks"][hook["name"]]["failurePolicy"] = "log"
    home.save()
    process = home.process("a/made")
    assert process.code == 0 and text in process.err


def test_brokers_that_are_away_are_waited_for_as_long_as_the_hook_may(home: Home, kafka: Kafka, nats: Nats) -> None:
    hooks = (kafka_hook("any.v1", "transform.start"), nats_hook("any", "transform.start"))
    product(home, kafka, nats, *(hook | {"timeoutSeconds": 2} for hook in hooks))
    home.env = {"BROKERS": "127.0.0.1:9", "NATS_URL": "nats://127.0.0.1:9"}
    process = home.process("a/made")
    assert process.code == 75 and process.result, process.err
    assert process.result["error"]["category"] == "TRANSIENT"
    assert process.result["error"]["message"] == "hook to_kafka at transform.start: it took longer than 2 s"


def test_the_supervisor_tells_of_a_failed_asset(home: Home, kafka: Kafka, nats: Nats) -> None:
    make_topics(kafka, **{"shop.failed.v1": 1})
    make_stream(nats, "FAILED", "of.failed.>")
    product(home, kafka, nats, kafka_hook("shop.failed.v1", "asset.failed"), nats_hook("of.failed.x", "asset.failed"))
    home.plan["alerts"] = {
        "oncall": {
            "name": "oncall",
            "events": ["asset.failed"],
            "assets": ["a/broken"],
            "action": {"kind": "kafka", "resource": "bus", "topic": "shop.failed.v1"},
        }
    }
    home.save()
    assert home.process("a/broken").code != 0
    by_hook, by_alert = told(kafka, "shop.failed.v1")
    assert by_hook.event_id == by_alert.event_id, "one event is dropped once, whoever tells it"
    assert by_hook.payload["status"] == "failed"
    assert [one["event_type"] for one, _ in signals_of(nats, "FAILED")] == ["asset.failed"]


def test_lineage_goes_to_a_topic_in_its_form(home: Home, kafka: Kafka, nats: Nats) -> None:
    make_topics(kafka, **{"lineage.events.v1": 3})
    product(home, kafka, nats)
    home.plan["lineage"] = {
        "enabled": True, "transport": "kafka", "resource": "bus", "topic": "lineage.events.v1", "kafkaHeaders": True,
        "namespace": "sales.shop", "columnLineage": True, "facets": FACETS,
    }  # fmt: skip
    home.save()
    assert home.process("a/made").code == 0
    assert home.process("a/broken").code != 0
    messages = list(told(kafka, "lineage.events.v1"))
    runs: dict[str, list[str]] = {}
    for message in messages:
        event = json.loads(message.value or b"")
        judge(event)
        lineage = message.lineage
        assert lineage and (lineage.run_id, lineage.job_name) == (event["run"]["runId"], event["job"]["name"])
        assert lineage.schema_url == event["schemaURL"] and message.key == lineage.run_id.encode()
        runs.setdefault(event["job"]["name"], []).append(event["eventType"])
    assert runs == {
        "a.made": ["START", "COMPLETE"],
        "a.made.checks": ["COMPLETE"],
        "a.broken": ["START", "FAIL"],
    }


def test_lineage_that_no_broker_takes_makes_no_step_fail(home: Home, kafka: Kafka, nats: Nats) -> None:
    product(home, kafka, nats)
    home.plan["lineage"] = {
        "enabled": True, "transport": "kafka", "resource": "bus", "topic": "nobody.made.v1", "kafkaHeaders": True,
        "namespace": "sales.shop", "columnLineage": True, "facets": FACETS,
    }  # fmt: skip
    home.save()
    process = home.process("a/made")
    assert process.code == 0 and "lineage: START of a/made could not be told: nobody.made.v1" in process.err


def test_a_function_gets_its_bus_and_its_messages_name_its_run(home: Home, kafka: Kafka, nats: Nats) -> None:
    make_topics(kafka, **{"own.sent.v1": 1})
    product(home, kafka, nats)
    home.code("shop_sends", SENDS)
    home.asset("a/sent", python("shop_sends:sends"), partitioned=False, resources=["bus"])
    home.save()
    assert home.process("a/sent").code == 0
    (message,) = told(kafka, "own.sent.v1")
    lineage = message.lineage
    assert lineage and lineage.job_name == "a.sent"
