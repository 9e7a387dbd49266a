"""The data bus by a real broker: a killed process loses, doubles and mixes nothing; dead letters; rights."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path
from typing import Any

import bus_programs
import pytest
from bus_support import EACH, KEYS, LONGEST, bus_of, done_at, faults, make_topics, run, send_all, start, told
from regauge_engines.kafka_server import Kafka

from regauge_runtime.bus import (
    DataBus,
    DataConsumer,
    DataEvent,
    DataMessage,
    DataProducer,
    create_processed_events,
    event_id,
    once,
)
from regauge_runtime.errors import Configuration, Permanent

pytestmark = pytest.mark.slow

POINTS = ("before", "inside", "after", "committed")


def killed_everywhere(kafka: Kafka, topic: str, place: str, mode: str) -> None:
    """Has a consumer killed at each point, at its first message and later, and then one that comes to the end."""
    call = {"bus": bus_of(kafka), "topic": topic, "place": place, "mode": mode, "member": "one"}
    for point in POINTS:
        for number in (1, 4):
            assert run("consume", at=point, number=number, **call) == -signal.SIGKILL
    assert run("consume", **call) == 0


def test_a_killed_consumer_loses_doubles_and_mixes_nothing(kafka: Kafka, topic: str, effects: str) -> None:
    send_all(kafka, topic)
    killed_everywhere(kafka, topic, effects, "right")
    assert faults(effects, [f"k{key}" for key in range(KEYS)]) == set()


def test_the_same_judge_sees_the_two_mistakes(kafka: Kafka, tmp_path: Path) -> None:
    for mode, fault in (("early", "lost"), ("plain", "doubled")):
        make_topics(kafka, **{f"mistake.{mode}.v1": 3})
        place = str(tmp_path / f"{mode}.duckdb")
        bus_programs.tables(place)
        send_all(kafka, f"mistake.{mode}.v1")
        killed_everywhere(kafka, f"mistake.{mode}.v1", place, mode)
        assert fault in faults(place, [f"k{key}" for key in range(KEYS)])


def test_two_members_of_a_group_that_are_killed_at_any_time(kafka: Kafka, topic: str, postgres: str) -> None:
    bus_programs.tables(postgres)
    send_all(kafka, topic)
    call = {"bus": bus_of(kafka), "topic": topic, "place": postgres, "sleep": 0.1}
    dice = random.Random(6)
    for _ in range(4):
        # One that gets no partition, for the dead ones' sessions go on, would end by itself before it is killed.
        members = [start("consume", **(call | {"idle": LONGEST})) for _ in range(2)]
        time.sleep(dice.uniform(2, 4))
        for member in members:
            member.kill()
            time.sleep(dice.uniform(0, 1))
        assert [member.wait(LONGEST) for member in members] == [-signal.SIGKILL] * 2
    # Killed members keep their partitions until their sessions end.
    assert run("consume", **(call | {"sleep": 0, "idle": 20})) == 0
    assert faults(postgres, [f"k{key}" for key in range(KEYS)]) == set()


def test_a_killed_producer_sends_again_what_is_dropped_as_done(kafka: Kafka, topic: str, tmp_path: Path) -> None:
    call = {"bus": bus_of(kafka), "topic": topic, "keys": KEYS, "each": EACH}
    for number in (1, 5):
        assert run("produce", at="sent", number=number, **call) == -signal.SIGKILL
    assert run("produce", **call) == 0
    place = str(tmp_path / "effects.duckdb")
    bus_programs.tables(place)
    assert run("consume", bus=bus_of(kafka), topic=topic, place=place) == 0
    assert faults(place, [f"k{key}" for key in range(KEYS)]) == set()
    assert len(list(told(kafka, topic))) == KEYS * (1 + 5 + EACH)


def test_a_poisoned_message_becomes_a_dead_letter_and_the_others_are_done(kafka: Kafka, topic: str) -> None:
    events = [bus_programs.numbered("k", number) for number in (1, 2, 3)]
    with DataProducer(DataBus(bus_of(kafka)), lineage=bus_programs.LINEAGE) as producer:
        producer.send(topic, *events)
        producer.send_raw(topic, [(b"k", b"no json", [])])
    tried: list[int] = []

    def handle(message: DataMessage) -> None:
        tried.append(int(message.payload["number"]))
        if tried[-1] == 2:
            raise ValueError("poison")

    with DataConsumer(DataBus(bus_of(kafka)), group=topic, topics=[topic]) as consumer:
        consumer.run(handle, idle_seconds=4)
    assert tried == [1, 2, 2, 2, 2, 2, 3]
    dead = list(told(kafka, "__dlq." + topic))
    assert [dict(letter.headers)["dlq-reason"] for letter in dead] == [
        b"ValueError: poison",
        b"VALIDATION: the message is no JSON",
    ]
    assert (dead[0].key, dead[0].value) == (b"k", events[1].encode())
    assert (dead[0].event_id, dead[0].lineage) == (events[1].event_id, list(told(kafka, topic))[1].lineage)
    headers = {name: value.decode() for name, value in dead[0].headers if name.startswith("dlq-")}
    assert (headers["dlq-topic"], headers["dlq-offset"], headers["dlq-tries"]) == (topic, "1", "5")
    assert list(told(kafka, topic, topic)) == [], "all are committed"


def test_a_message_that_kills_its_consumers_becomes_a_dead_letter(kafka: Kafka, topic: str, tmp_path: Path) -> None:
    with DataProducer(DataBus(bus_of(kafka)), lineage=bus_programs.LINEAGE) as producer:
        producer.send(topic, *(bus_programs.numbered("k", number) for number in (1, 2)))
    place = str(tmp_path / "effects.duckdb")
    bus_programs.tables(place)
    call = {"bus": bus_of(kafka), "topic": topic, "place": place, "member": "one"}
    assert [run("consume", at="before", **call) for _ in range(5)] == [-signal.SIGKILL] * 5
    assert run("consume", **call) == 0
    assert done_at(place) == {"k": [2]}
    (letter,) = told(kafka, "__dlq." + topic)
    assert dict(letter.headers)["dlq-reason"] == b"5 processes ended while they did it"


def test_a_dead_letter_that_nobody_takes_commits_nothing(kafka: Kafka) -> None:
    make_topics(kafka, **{"no.letters.v1": 1})
    bus = DataBus(bus_of(kafka))
    with DataProducer(bus, lineage=bus_programs.LINEAGE) as producer:
        producer.send("no.letters.v1", bus_programs.numbered("k", 1))

    def handle(_: DataMessage) -> None:
        raise ValueError("poison")

    with DataConsumer(bus, group="letters", topics=["no.letters.v1"], tries=1) as consumer, pytest.raises(Permanent):
        consumer.run(handle, idle_seconds=4)
    assert [message.offset for message in told(kafka, "no.letters.v1", "letters")] == [0]


def test_a_record_says_which_run_made_it(kafka: Kafka, topic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    event = DataEvent("order.paid", "order", "7", 3, {"amount": 2}, correlation_id="c")
    monkeypatch.delenv("REGAUGE_LINEAGE_HEADERS", raising=False)
    with DataProducer(DataBus(bus_of(kafka))) as producer, pytest.raises(Configuration, match="lineage"):
        producer.send(topic, event)
    monkeypatch.setenv("REGAUGE_LINEAGE_HEADERS", json.dumps(bus_programs.LINEAGE.texts()))
    with DataProducer(DataBus(bus_of(kafka))) as producer:
        producer.send(topic, event)
    (message,) = told(kafka, topic)
    assert message.key == b"7"
    assert set(message.event) == {
        *("event_id", "event_type", "aggregate_id", "aggregate_type", "occurred_at"),
        *("correlation_id", "causation_id", "payload"),
    }
    assert message.event_id == event_id("order", "7", 3, "order.paid") == event.event_id
    assert [name for name, _ in message.headers] == list(bus_programs.LINEAGE.texts())
    lineage = message.lineage
    assert lineage and (lineage.run_id, lineage.job_name) == (bus_programs.LINEAGE.run_id, "bronze.orders")
    assert lineage.event_time > bus_programs.LINEAGE.event_time


def test_no_topic_is_made_by_asking_and_nobody_is_waited_for_too_long(kafka: Kafka) -> None:
    with DataProducer(DataBus(bus_of(kafka)), lineage=bus_programs.LINEAGE, seconds=4) as producer:
        began = time.monotonic()
        with pytest.raises(Permanent, match="UNKNOWN_TOPIC"):
            producer.send("nobody.made.this.v1", bus_programs.numbered("k", 1))
    assert time.monotonic() - began < LONGEST
    away = DataBus({"bootstrap_servers": "127.0.0.1:9"})
    with DataProducer(away, lineage=bus_programs.LINEAGE, seconds=1) as producer, pytest.raises(TimeoutError):
        producer.send("any.v1", bus_programs.numbered("k", 1))


def test_a_bus_with_rights_lets_in_who_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from confluent_kafka.admin import (
        AclBinding,
        AclOperation,
        AclPermissionType,
        AdminClient,
        ResourcePatternType,
        ResourceType,
    )

    with Kafka(tmp_path / "closed", users={"shop": "canary-of-shop", "other": "canary-of-other"}) as kafka:
        make_topics(kafka, **{"sales.paid.v1": 1})

        def allowed(kind: ResourceType, name: str, operation: AclOperation) -> AclBinding:
            pattern = ResourcePatternType.LITERAL
            return AclBinding(kind, name, pattern, "User:shop", "*", operation, AclPermissionType.ALLOW)

        rights = [
            allowed(ResourceType.TOPIC, "sales.paid.v1", AclOperation.WRITE),
            allowed(ResourceType.TOPIC, "sales.paid.v1", AclOperation.READ),
            allowed(ResourceType.GROUP, "billing", AclOperation.READ),
        ]
        admin = AdminClient(kafka.client())
        for future in admin.create_acls(rights).values():
            future.result()
        event = bus_programs.numbered("k", 1)

        def sent_as(user: str, password: str) -> None:
            monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", kafka.address)
            monkeypatch.setenv("KAFKA_USER", user)
            monkeypatch.setenv("KAFKA_PASSWORD", password)
            monkeypatch.setenv("KAFKA_TLS", "none")
            bus = DataBus.of_environment()
            assert password not in repr(bus)
            with DataProducer(bus, lineage=bus_programs.LINEAGE) as producer:
                producer.send("sales.paid.v1", event)

        sent_as("shop", "canary-of-shop")
        with pytest.raises(Permanent, match="AUTHENTICATION"):
            sent_as("shop", "wrong")
        with pytest.raises(Permanent, match="AUTHORIZATION"):
            sent_as("other", "canary-of-other")
        config = {"bootstrap_servers": kafka.address, "user": "shop", "password": "canary-of-shop", "tls": "none"}
        with DataConsumer(DataBus(config), group="billing", topics=["sales.paid.v1"]) as consumer:
            (message,) = consumer.messages(idle_seconds=4)
            message.commit()
        assert message.event_id == event.event_id
        with (
            DataConsumer(DataBus(config), group="another", topics=["sales.paid.v1"]) as consumer,
            pytest.raises(Permanent, match="GROUP_AUTHORIZATION_FAILED"),
        ):
            list(consumer.messages(idle_seconds=4))


def test_an_effect_that_fails_leaves_no_note(effects: str) -> None:
    connection = bus_programs.connect(effects)
    create_processed_events(connection)  # a second time
    with pytest.raises(ZeroDivisionError), once(connection, "e"):
        raise ZeroDivisionError
    for is_wanted in (True, False):
        with once(connection, "e") as is_new:
            assert is_new is is_wanted
    connection.close()


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({}, "no bootstrap_servers"),
        ({"bootstrap_servers": "b", "user": "u"}, "user alone"),
        ({"bootstrap_servers": "b", "tls": "maybe"}, "tls is 'maybe'"),
        ({"bootstrap_servers": "b", "servers": "s"}, "setting servers"),
    ],
)
def test_a_bus_that_cannot_be_is_refused(config: dict[str, Any], text: str) -> None:
    with pytest.raises(Configuration, match=text):
        DataBus(config)
    assert DataBus({"bootstrap_servers": "b", "user": "u", "password": "p"}).client()["security.protocol"] == "sasl_ssl"
