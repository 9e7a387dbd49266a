"""The broker and the NATS server of the tests are real ones, and closed ones refuse what nobody allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import nats
import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    NewTopic,
    ResourcePatternType,
    ResourceType,
)

from regauge_engines.kafka_server import Kafka
from regauge_engines.nats_server import Nats, Refused

_SETTINGS = """
accounts { SALES { jetstream: enabled, users: [
  { user: shop, password: shop, permissions: { publish: ["of.shop.>"], subscribe: ["_INBOX.>"] } }
  { user: all, password: all }
] } }
"""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with Kafka(tmp_path_factory.mktemp("kafka"), users={"shop": "shop-secret"}) as kafka:
        yield kafka


def test_a_broker_keeps_what_it_was_told_when_it_is_started_again(tmp_path: Path) -> None:
    with Kafka(tmp_path) as kafka:
        admin = AdminClient(kafka.client())
        admin.create_topics([NewTopic("a.b.v1", 3, 1)])["a.b.v1"].result(30)
        assert _produce(Producer(kafka.client()), "a.b.v1") is None
        kafka.stop()
        kafka.start()
        reader = Consumer(kafka.client() | {"group.id": "g", "auto.offset.reset": "earliest"})
        reader.subscribe(["a.b.v1"])
        message = reader.poll(60)
        assert message is not None and message.value() == b"hello"
        reader.close()
        # As long as a client waits for a topic that it believes to be on its way.
        hasty = kafka.client() | {"topic.metadata.propagation.max.ms": 1000}
        assert _produce(Producer(hasty), "nobody.made.this") == KafkaError.UNKNOWN_TOPIC_OR_PART


def test_a_user_may_write_what_an_acl_allows(broker: Kafka) -> None:
    admin = AdminClient(broker.client())
    admin.create_topics([NewTopic("a.b.v1", 1, 1)])["a.b.v1"].result(30)
    shop = broker.client("shop")
    assert _produce(Producer(shop), "a.b.v1") == KafkaError.TOPIC_AUTHORIZATION_FAILED
    for operation in (AclOperation.WRITE, AclOperation.DESCRIBE):
        binding = AclBinding(
            ResourceType.TOPIC, "a.b.v1", ResourcePatternType.LITERAL, "User:shop", "*", operation,
            AclPermissionType.ALLOW,
        )  # fmt: skip
        admin.create_acls([binding])[binding].result(30)
    assert _produce(Producer(shop), "a.b.v1") is None


def test_a_wrong_password_does_not_come_in(broker: Kafka) -> None:
    wrong = AdminClient(broker.client("shop") | {"sasl.password": "other"})
    with pytest.raises(KafkaException):
        wrong.list_topics(timeout=3)


def test_a_nats_user_may_publish_what_is_permitted(tmp_path: Path) -> None:
    with Nats(tmp_path, settings=_SETTINGS) as server:
        asyncio.run(_publish(server.port))
        assert '"SALES/user:shop" - Publish Violation - Subject "of.other.a"' in server.log()


async def _publish(port: int) -> None:
    heard: list[str] = []

    async def hear(error: Exception) -> None:
        heard.append(str(error))

    everything = await nats.connect(f"nats://all:all@127.0.0.1:{port}")
    await everything.jetstream().add_stream(name="OF", subjects=["of.shop.>"])
    shop = await nats.connect(f"nats://shop:shop@127.0.0.1:{port}", error_cb=hear)
    acknowledged = await shop.jetstream().publish("of.shop.a", b"1")
    assert (acknowledged.stream, acknowledged.seq) == ("OF", 1)
    await shop.publish("of.other.a", b"2")
    await shop.flush()
    await asyncio.sleep(0.2)
    assert any("permissions violation" in one.lower() for one in heard), heard
    await shop.close()
    await everything.close()


def test_a_nats_server_says_what_it_does_not_take(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nats\.conf"):
        Nats(tmp_path, settings="accounts { A { users: [ { user: 1 ").start()


def _produce(producer: Producer, topic: str) -> int | None:
    """Sends one message; returns the code of its error, or nothing when the broker has it."""
    told: list[KafkaError | None] = []
    producer.produce(topic, b"hello", on_delivery=lambda error, _: told.append(error))
    producer.flush(30)
    (error,) = told
    return None if error is None else error.code()
