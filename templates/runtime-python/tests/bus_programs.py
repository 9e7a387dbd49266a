"""Programs of `test_data_bus.py` that are killed: `bus_programs.py PROGRAM JSON`.

Those that do the right thing do it by the runtime's helpers; `early` and `plain` are two mistakes that a test must see.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

from regauge_runtime.bus import (
    ControlBus,
    ControlConsumer,
    ControlMessage,
    DataBus,
    DataConsumer,
    DataEvent,
    DataMessage,
    DataProducer,
    create_processed_events,
    once,
)
from regauge_runtime.lineage.kafka_headers import LineageHeaders
from regauge_runtime.partitions import parse_instant

LINEAGE = LineageHeaders(
    "shop",
    "bronze.orders",
    "0190b5a0-0000-7000-8000-000000000000",
    parse_instant("2026-01-02T03:04:05Z"),
    "urn:regauge:runtime",
    "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
)


class Killer:
    """Ends the process at a point of its n-th message, as a lost machine would."""

    def __init__(self, at: str | None, number: int) -> None:
        self._at = at
        self._left = number

    def point(self, name: str) -> None:
        if name == self._at:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def connect(place: str) -> Any:
    if place.startswith("postgresql://"):
        import psycopg

        return psycopg.connect(place)
    import duckdb

    return duckdb.connect(place)


@contextlib.contextmanager
def plainly(connection: Any, _: str) -> Iterator[bool]:
    """A mistake: the effect in a transaction of its own, and no note of it."""
    yield True
    connection.commit()


class Effects:
    """Writes what a message says to a table, in the order in which it is done."""

    def __init__(self, call: dict[str, Any], killer: Killer) -> None:
        self._connection = connect(call["place"])
        self._killer = killer
        self._begin = plainly if call["mode"] == "plain" else once
        self._sleep = call.get("sleep", 0)

    def do(self, event_id: str, key: str, number: int) -> None:
        self._killer.point("before")
        with self._begin(self._connection, event_id) as is_new:
            if is_new:
                mark = "%s, %s" if "psycopg" in type(self._connection).__module__ else "?, ?"
                self._connection.execute(f"insert into effects (key, number) values ({mark})", [key, number])
                self._killer.point("inside")
        self._killer.point("after")
        time.sleep(self._sleep)


class KilledConsumer(DataConsumer):
    """Dies after a commit, too."""

    killer: Killer

    def commit(self, message: DataMessage) -> None:
        super().commit(message)
        self.killer.point("committed")


def consume(call: dict[str, Any]) -> None:
    killer = Killer(call.get("at"), call.get("number", 1))
    effects = Effects(call, killer)

    def handle(message: DataMessage) -> None:
        if call["mode"] == "early":
            message.commit()
        effects.do(message.event_id, message.event["aggregate_id"], int(message.payload["number"]))

    bus = DataBus(call["bus"])
    names = {"group": call["topic"], "topics": [call["topic"]], "member": call.get("member")}
    with KilledConsumer(bus, **names, session_seconds=6) as consumer:
        consumer.killer = killer
        consumer.run(handle, idle_seconds=call["idle"])


def signalled(call: dict[str, Any]) -> None:
    killer = Killer(call.get("at"), call.get("number", 1))
    effects = Effects(call, killer)

    def handle(message: ControlMessage) -> None:
        effects.do(message.event.id, message.event.source, int(message.event.payload["number"]))

    consumer = ControlConsumer(ControlBus(call["bus"]), stream=call["stream"], durable=call["durable"])
    consumer.run(handle, idle_seconds=call["idle"])


def produce(call: dict[str, Any]) -> None:
    """Sends everything from the beginning, as who does not know how far it came."""
    killer = Killer(call.get("at"), call.get("number", 1))
    with DataProducer(DataBus(call["bus"]), lineage=LINEAGE) as producer:
        for number in range(1, call["each"] + 1):
            producer.send(call["topic"], *(numbered(f"k{key}", number) for key in range(call["keys"])))
            killer.point("sent")


def numbered(key: str, number: int) -> DataEvent:
    return DataEvent("counted", "counter", key, number, {"number": number})


def tables(place: str) -> None:
    """Makes the tables of `Effects`."""
    connection = connect(place)
    create_processed_events(connection)
    place_of = "bigserial" if place.startswith("postgresql://") else "bigint default nextval('places')"
    if not place.startswith("postgresql://"):
        connection.execute("create sequence places")
    connection.execute(f"create table effects (place {place_of}, key varchar, number bigint)")
    connection.commit()
    connection.close()


if __name__ == "__main__":
    {"consume": consume, "signalled": signalled, "produce": produce}[sys.argv[1]](json.loads(sys.argv[2]))
