"""Rendered topics on real brokers: Kafka makes them with exactly their settings, and both buses let in who may come."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import nats
import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ConfigResource,
    ConfigSource,
    NewTopic,
    ResourcePatternType,
    ResourceType,
)
from nats.errors import Error
from nats.js.errors import APIError
from ruamel.yaml import YAML

from regauge_engines.cli import ROOT
from regauge_engines.kafka_server import Kafka
from regauge_engines.nats_server import Nats

TREE = ROOT / "golden/topics/shop/expected/default/topics"
_USERS = ("billing", "pricing", "search", "shop")
_PATTERNS = {"literal": ResourcePatternType.LITERAL, "prefix": ResourcePatternType.PREFIXED}
# What its controller writes in Go's words, the server has in nanoseconds.
_SECONDS = {"h": 3600, "s": 1}


def _objects(folder: str, kind: str) -> list[dict[str, Any]]:
    yaml = YAML(typ="safe")
    found = (one for file in sorted((TREE / folder).glob("*.yaml")) for one in yaml.load_all(file))
    return [one for one in found if one["kind"] == kind]


# The data bus


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    """A closed broker with the rendered topics, and the rendered rights of each user."""
    users = {user: f"{user}-secret" for user in _USERS}
    with Kafka(tmp_path_factory.mktemp("kafka"), users=users) as kafka:
        admin = AdminClient(kafka.client())
        for topic in _objects("kafka/topics", "KafkaTopic"):
            _make(admin, topic["spec"])
        bindings = [one for user in _objects("kafka/users", "KafkaUser") for one in _bindings(user)]
        for done in admin.create_acls(bindings).values():
            done.result(30)
        yield kafka


def _make(admin: AdminClient, spec: dict[str, Any]) -> None:
    settings = {name: str(value) for name, value in spec["config"].items()}
    # As Strimzi has it: without a number of replicas, the broker's own.
    topic = NewTopic(spec["topicName"], spec["partitions"], spec.get("replicas", -1), config=settings)
    admin.create_topics([topic])[spec["topicName"]].result(30)


def _bindings(user: dict[str, Any]) -> list[AclBinding]:
    return [
        AclBinding(
            ResourceType[rule["resource"]["type"].upper()],
            rule["resource"]["name"],
            _PATTERNS[rule["resource"].get("patternType", "literal")],
            f"User:{user['metadata']['name']}",
            "*",
            AclOperation[operation.upper()],
            AclPermissionType.ALLOW,
        )
        for rule in user["spec"]["authorization"]["acls"]
        for operation in rule["operations"]
    ]


def test_the_broker_has_each_setting(broker: Kafka) -> None:
    admin = AdminClient(broker.client())
    topics = _objects("kafka/topics", "KafkaTopic")
    made = admin.list_topics(timeout=30).topics
    assert len(topics) == 5
    for topic in topics:
        spec = topic["spec"]
        assert len(made[spec["topicName"]].partitions) == spec["partitions"]
        resource = ConfigResource(ConfigResource.Type.TOPIC, spec["topicName"])
        settings = admin.describe_configs([resource])[resource].result(30)
        own = {
            name: entry.value
            for name, entry in settings.items()
            if entry.source == ConfigSource.DYNAMIC_TOPIC_CONFIG.value
        }
        assert own == {name: str(value) for name, value in spec["config"].items()}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"cleanup.policy": "compacted"}, "cleanup.policy"),
        ({"retention.msec": 1}, "Unknown topic config name"),
        ({"segment.ms": 0}, "segment.ms"),
    ],
)
def test_the_broker_refuses_what_is_no_setting(broker: Kafka, changed: dict[str, Any], why: str) -> None:
    (spec,) = (
        one["spec"] for one in _objects("kafka/topics", "KafkaTopic") if one["spec"]["topicName"] == "sales.clicks.v1"
    )
    with pytest.raises(KafkaException, match=why):
        _make(AdminClient(broker.client()), {**spec, "topicName": "a.b.v1", "config": spec["config"] | changed})


def test_names_that_differ_in_dots_alone_are_refused(broker: Kafka) -> None:
    """What RG-RULE-451 says."""
    (spec,) = (one["spec"] for one in _objects("kafka/topics", "KafkaTopic") if one["spec"].get("replicas"))
    with pytest.raises(KafkaException, match="collides with existing topic"):
        _make(AdminClient(broker.client()), {**spec, "topicName": "sales.list.prices.v2"})


def test_messages_without_a_key_are_no_messages_of_a_compacted_topic(broker: Kafka) -> None:
    """What RG-RULE-109 says."""
    pricing = broker.client("pricing")
    assert _produce(pricing, "sales.list_prices.v2", key=None) == KafkaError.INVALID_RECORD
    assert _produce(pricing, "sales.list_prices.v2", key=b"a") is None


def test_services_may_do_what_they_declare_and_nothing_else(broker: Kafka) -> None:
    may_write = {
        (user, topic)
        for user in _USERS
        for topic in ("sales.orders.updated.v1", "sales.clicks.v1", "sales.list_prices.v2", "__dlq.sales.clicks.v1")
        if _produce(broker.client(user), topic) is None
    }
    assert may_write == {
        ("shop", "sales.orders.updated.v1"), ("shop", "sales.clicks.v1"), ("pricing", "sales.list_prices.v2"),
        ("billing", "__dlq.sales.clicks.v1"),
    }  # fmt: skip
    assert _read(broker.client("billing"), "billing", "sales.orders.updated.v1") == b"hello"
    assert _read(broker.client("search"), "search-index", "sales.orders.updated.v1") == b"hello"
    assert _read(broker.client("shop"), "shop", "sales.list_prices.v2") == b"hello"
    with pytest.raises(KafkaException, match="authorization failed"):
        _read(broker.client("search"), "billing", "sales.orders.updated.v1")
    with pytest.raises(KafkaException, match="authorization failed"):
        _read(broker.client("pricing"), "shop", "sales.orders.updated.v1")


def test_rights_by_prefix_are_those_of_the_next_version(broker: Kafka) -> None:
    _make(AdminClient(broker.client()), {"topicName": "sales.list_prices.v3", "partitions": 1, "config": {}})
    _make(AdminClient(broker.client()), {"topicName": "sales.orders.updated.v2", "partitions": 1, "config": {}})
    assert _produce(broker.client("pricing"), "sales.list_prices.v3") is None
    assert _produce(broker.client("shop"), "sales.orders.updated.v2") == KafkaError.TOPIC_AUTHORIZATION_FAILED


def _produce(settings: Any, topic: str, key: bytes | None = b"k") -> int | None:
    """Sends a message as producers should (all replicas, no doubles); returns its error's code, or nothing."""
    told: list[KafkaError | None] = []
    producer = Producer(settings | {"enable.idempotence": True, "acks": "all"})
    producer.produce(topic, b"hello", key=key, on_delivery=lambda error, _: told.append(error))
    producer.flush(30)
    (error,) = told
    return None if error is None else error.code()


def _read(settings: Any, group: str, topic: str) -> bytes | None:
    """Reads one message as a member of a group and says that it is done with it."""
    consumer = Consumer(settings | {"group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False})
    try:
        consumer.subscribe([topic])
        message = consumer.poll(30)
        assert message is not None, f"nothing of {topic}"
        if message.error():
            raise KafkaException(message.error())
        consumer.commit(message, asynchronous=False)
        partition = TopicPartition(topic, message.partition())
        assert consumer.committed([partition], timeout=30)[0].offset == message.offset() + 1
        return message.value()
    finally:
        consumer.close()


# The control bus


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nats]:
    accounts = (TREE / "nats/accounts.conf").read_text("utf-8")
    variables = {name: f"secret-{_user(name)}" for name in re.findall(r"password: \$([A-Z_]+)", accounts)}
    assert len(variables) == 6
    with Nats(tmp_path_factory.mktemp("nats"), settings=accounts, variables=variables) as running:
        yield running


def _user(variable: str) -> str:
    return variable.removeprefix("REGAUGE_SECRET_NATS_").removesuffix("_PASSWORD").replace("_", "-").lower()


def _nanoseconds(duration: str) -> int:
    return int(duration[:-1]) * _SECONDS[duration[-1]] * 1_000_000_000


def _stream(spec: dict[str, Any]) -> dict[str, Any]:
    """What the controller asks of the server for a stream."""
    return {
        "name": spec["name"],
        "subjects": spec["subjects"],
        "retention": spec["retention"],
        "discard": spec["discard"],
        "storage": spec["storage"],
        "max_age": _nanoseconds(spec["maxAge"]),
        "max_msgs": spec["maxMsgs"],
        "num_replicas": spec.get("replicas", 1),
    }


def _consumer(spec: dict[str, Any]) -> dict[str, Any]:
    """What the controller asks of the server for a consumer."""
    return {
        "stream_name": spec["streamName"],
        "config": {
            "durable_name": spec["durableName"],
            "name": spec["durableName"],
            "filter_subjects": spec["filterSubjects"],
            "deliver_policy": spec["deliverPolicy"],
            "ack_policy": spec["ackPolicy"],
            "ack_wait": _nanoseconds(spec["ackWait"]),
            "max_deliver": spec["maxDeliver"],
            "replay_policy": "instant",
        },
    }


async def _come(server: Nats, user: str, heard: list[str]) -> nats.NATS:
    async def hear(error: Exception) -> None:
        heard.append(str(error))

    return await nats.connect(server.address, user=user, password=f"secret-{user}", error_cb=hear)


def test_the_server_makes_the_streams_and_lets_in_who_may_come(server: Nats) -> None:
    asyncio.run(_control_bus(server))


async def _control_bus(server: Nats) -> None:
    heard: list[str] = []
    controller = await _come(server, "nack-controller", heard)
    ask = controller.jetstream()._api_request

    for stream in _objects("nats/streams", "Stream"):
        wanted = _stream(stream["spec"])
        made = await ask(f"$JS.API.STREAM.CREATE.{wanted['name']}", json.dumps(wanted).encode())
        assert {name: made["config"][name] for name in wanted} == wanted
    for consumer in _objects("nats/streams", "Consumer"):
        wanted = _consumer(consumer["spec"])
        place = f"{wanted['stream_name']}.{wanted['config']['durable_name']}"
        made = await ask(f"$JS.API.CONSUMER.DURABLE.CREATE.{place}", json.dumps(wanted).encode())
        assert {name: made["config"][name] for name in wanted["config"]} == wanted["config"]
    await _refused(ask)

    refresh = "of.datasets.quality.refresh.requested"
    shop = await _come(server, "shop", heard)
    assert (await shop.jetstream().publish(refresh, b"1")).stream == "OF_EVENTS"
    assert (await shop.jetstream().publish("of.notifications.updated", b"1")).stream == "OF_NOTIFICATIONS"
    assert heard == []
    for subject in ("of.datasets", "of.queries.asked"):
        await shop.publish(subject, b"1")
    await shop.subscribe(refresh)
    await shop.flush()
    await _until(lambda: len(heard) == 3)
    assert [re.sub(r".*permissions violation", "", one.lower()) for one in heard] == [
        ' for publish to "of.datasets"',
        ' for publish to "of.queries.asked"',
        f' for subscription to "{refresh}"',
    ]

    heard.clear()
    search = await _come(server, "search", heard)
    reader = await search.jetstream().pull_subscribe_bind("search_refresh", "OF_EVENTS")
    (message,) = await reader.fetch(1, timeout=10)
    assert message.subject == refresh and message.data == b"1"
    await message.ack_sync(timeout=10)
    assert (await reader.consumer_info()).num_pending == 0
    assert heard == []
    await search.publish(refresh, b"2")
    await search.publish("$JS.API.CONSUMER.MSG.NEXT.OF_EVENTS.quality", b"")
    await search.publish("$JS.API.STREAM.DELETE.OF_EVENTS", b"")
    await search.flush()
    await _until(lambda: len(heard) == 3)
    for one in (controller, shop, search):
        await one.close()


async def _refused(ask: Any) -> None:
    """What the controller would be told of a wrong object: the server reads strictly, and keeps streams apart."""
    (events, _) = (_stream(stream["spec"]) for stream in _objects("nats/streams", "Stream"))
    for changed, why in (
        ({"max_msgz": 1}, "invalid JSON"),
        ({"storage": "disk"}, "invalid JSON"),
        # What RG-RULE-450 says.
        ({"name": "OTHER", "subjects": ["of.datasets.quality"]}, "subjects overlap"),
        ({"name": "OTHER", "subjects": ["of.a.>", "of.a.b"]}, "overlap"),
    ):
        wanted = events | changed
        with pytest.raises(APIError, match=why):
            await ask(f"$JS.API.STREAM.CREATE.{wanted['name']}", json.dumps(wanted).encode())


async def _until(probe: Callable[[], bool]) -> None:
    deadline = asyncio.get_running_loop().time() + 10
    while not probe():
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.05)


def test_a_wrong_password_is_not_let_in(server: Nats) -> None:
    async def come() -> None:
        await nats.connect(server.address, user="shop", password="other", allow_reconnect=False, error_cb=_say_nothing)

    with pytest.raises(Error, match="Authorization Violation"):
        asyncio.run(come())


async def _say_nothing(_: Exception) -> None:
    """The refusal is what the caller raises."""
