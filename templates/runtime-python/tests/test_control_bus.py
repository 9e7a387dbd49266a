"""The control bus by a real NATS server: a killed process loses and doubles nothing; what is given up; rights."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from bus_support import EACH, faults, run
from regauge_engines.nats_server import Nats

from regauge_runtime.bus import ControlBus, ControlConsumer, ControlEvent, ControlMessage, ControlProducer, uuid7
from regauge_runtime.errors import Configuration, Permanent, StepError
from regauge_runtime.partitions import parse_instant

pytestmark = pytest.mark.slow


def made_stream(nats: Nats, name: str, *, ack_wait: float = 30) -> dict[str, Any]:
    """A stream of a subject, and its durable consumer, as they are declared for a signal."""

    async def make() -> None:
        import nats as client

        connection = await client.connect(nats.address)
        stream = connection.jetstream()
        await stream.add_stream(name=name, subjects=[f"of.{name}.>"])
        await stream.add_consumer(
            name, durable_name="billing", ack_policy="explicit", ack_wait=ack_wait, max_deliver=20, max_ack_pending=1
        )
        await connection.close()

    asyncio.run(make())
    return {"bus": {"url": nats.address}, "stream": name, "durable": "billing"}


def signals(nats: Nats, name: str, numbers: range) -> list[ControlEvent]:
    instant = parse_instant("2026-01-02T03:04:05Z")
    events = [ControlEvent("counted", "k", {"number": number}, instant, f"{name}-{number}") for number in numbers]
    ControlProducer(ControlBus({"url": nats.address})).send(f"of.{name}.counted", *events)
    return events


def test_a_killed_reader_of_signals_loses_and_doubles_nothing(nats: Nats, effects: str) -> None:
    name = "KILLED_" + ("P" if effects.startswith("postgresql:") else "D")
    call = made_stream(nats, name, ack_wait=2) | {"place": effects}
    signals(nats, name, range(1, EACH + 1))
    signals(nats, name, range(1, EACH + 1))  # a second time under the same ids: the server drops them
    for point in ("before", "inside", "after"):
        for number in (1, 3):
            assert run("signalled", at=point, number=number, **call) == -signal.SIGKILL
    assert run("signalled", idle=5, **call) == 0
    assert faults(effects, ["k"]) == set()


def test_a_poisoned_signal_is_given_up_and_the_others_are_done(nats: Nats, capfd: pytest.CaptureFixture[str]) -> None:
    made_stream(nats, "POISON")
    signals(nats, "POISON", range(1, 4))
    tried: list[tuple[int, int]] = []

    def handle(message: ControlMessage) -> None:
        tried.append((message.event.payload["number"], message.delivered))
        if tried[-1][0] == 2:
            raise ValueError("poison")

    bus = ControlBus({"url": nats.address})
    ControlConsumer(bus, stream="POISON", durable="billing").run(handle, idle_seconds=12)
    assert [one for one in tried if one[0] == 2] == [(2, number) for number in range(1, 6)]
    assert [number for number, _ in tried if number != 2] == [1, 3]
    assert "given up: ValueError: poison" in capfd.readouterr().err
    tried.clear()
    ControlConsumer(bus, stream="POISON", durable="billing").run(handle, idle_seconds=2)
    assert tried == []


def test_work_that_takes_longer_than_the_window_is_done_once(nats: Nats) -> None:
    made_stream(nats, "LONG", ack_wait=1)
    signals(nats, "LONG", range(1, 2))
    done: list[int] = []

    def handle(message: ControlMessage) -> None:
        time.sleep(4)
        done.append(message.delivered)

    ControlConsumer(ControlBus({"url": nats.address}), stream="LONG", durable="billing").run(handle, idle_seconds=3)
    assert done == [1]


def test_a_control_bus_says_what_it_does_not_take(nats: Nats, tmp_path: Path) -> None:
    event = ControlEvent("e", "s", {})
    with pytest.raises(Permanent, match="no stream"):
        ControlProducer(ControlBus({"url": nats.address})).send("of.nowhere.x", event)
    with pytest.raises(StepError, match="nobody answers"):
        ControlProducer(ControlBus({"url": "nats://127.0.0.1:9"}), seconds=20).send("of.x", event)
    with pytest.raises(Configuration, match="no consumer"):
        ControlConsumer(ControlBus({"url": nats.address}), stream="NONE", durable="d").run(print)
    users = 'authorization { users = [ {user: shop, password: canary, permissions: {publish: ["of.mine.>", "$JS.API.>"]'
    with Nats(tmp_path / "closed", settings=users + "}} ] }\n") as closed:
        with pytest.raises(Permanent, match="uthorization"):
            ControlProducer(ControlBus({"url": closed.address, "user": "shop", "password": "wrong"})).send(
                "of.x", event
            )
        mine = ControlBus({"url": closed.address, "user": "shop", "password": "canary"})
        assert "canary" not in repr(mine)
        with pytest.raises(Permanent, match="ermissions"):
            ControlProducer(mine).send("of.others.x", event)


def test_an_id_of_a_signal_holds_its_instant() -> None:
    instant = parse_instant("2026-01-02T03:04:05.678Z")
    first, second = uuid7(instant), uuid7(instant)
    assert first != second and first[14] == "7" and first[19] in "89ab"
    assert int(first.replace("-", "")[:12], 16) == round(instant.timestamp() * 1000)
    assert uuid7(instant, b"a") == uuid7(instant, b"a") != uuid7(instant, b"b")
    event = ControlEvent("quality.refresh.requested", "shop", {"n": 1}, instant)
    assert set(json.loads(event.encode())) == {"id", "timestamp", "event_type", "source", "payload"}
    assert ControlEvent.decode(event.encode()) == event
