"""What the tests of the buses share: programs that are started to be killed, and what they did."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import bus_programs
from regauge_engines.kafka_server import Kafka

from regauge_runtime.bus import DataBus, DataConsumer, DataMessage, uuid7

KEYS, EACH = 6, 12
LONGEST = 240


def make_topics(kafka: Kafka, **topics: int) -> None:
    from confluent_kafka.admin import AdminClient, NewTopic

    admin = AdminClient(kafka.client())  # it lives as long as its answers are waited for
    made = admin.create_topics([NewTopic(name, size, 1) for name, size in topics.items()])
    for future in made.values():
        future.result()


def bus_of(kafka: Kafka) -> dict[str, Any]:
    return {"bootstrap_servers": kafka.address}


def start(program: str, **call: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, bus_programs.__file__, program, json.dumps({"mode": "right", "idle": 4} | call)]
    )


def run(program: str, **call: Any) -> int:
    return start(program, **call).wait(LONGEST)


def send_all(kafka: Kafka, topic: str) -> None:
    assert run("produce", bus=bus_of(kafka), topic=topic, keys=KEYS, each=EACH) == 0


def done_at(place: str) -> dict[str, list[int]]:
    """Returns the numbers that were done of each key, in the order in which they were."""
    connection = bus_programs.connect(place)
    numbers: dict[str, list[int]] = defaultdict(list)
    for key, number in connection.execute("select key, number from effects order by place").fetchall():
        numbers[key].append(number)
    connection.close()
    return numbers


def faults(place: str, keys: list[str]) -> set[str]:
    """Returns what went wrong: lost, doubled, mixed."""
    done, found = done_at(place), set()
    for key in keys:
        numbers = done.get(key, [])
        found |= {"lost"} if set(numbers) != set(range(1, EACH + 1)) else set()
        found |= {"doubled"} if max(Counter(numbers).values(), default=1) > 1 else set()
        firsts = list(dict.fromkeys(numbers))
        found |= {"mixed"} if firsts != sorted(firsts) else set()
    return found


def told(kafka: Kafka, topic: str, group: str | None = None) -> Iterator[DataMessage]:
    """Reads a topic from where a group is; without one, from its beginning."""
    with DataConsumer(DataBus(bus_of(kafka)), group=group or uuid7(datetime.now(UTC)), topics=[topic]) as consumer:
        yield from consumer.messages(idle_seconds=4)
