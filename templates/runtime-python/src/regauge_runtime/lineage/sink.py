"""Reads OpenLineage events from a topic of the data bus as a source of dlt: each into one row, once.

How far it has read is dlt's state, which the step commits in one snapshot with the rows: a run that is killed, or that
is tried again, reads on from what was published, and nothing is lost or there twice. The consumer group is told
afterwards, for those who watch its lag. Needs dlt and confluent-kafka.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from regauge_runtime.bus.kafka_client import failure, load
from regauge_runtime.bus.settings import DataBus
from regauge_runtime.errors import Permanent, Transient
from regauge_runtime.partitions import parse_instant

TOPIC = "lineage.events.v1"
GROUP = "lineage-service"
# How long the brokers may be silent before the step gives up.
SECONDS = 30.0

Row = dict[str, Any]


def events(bus: Mapping[str, Any], topic: str = TOPIC, group: str = GROUP) -> Iterator[Row]:
    """Yields what the topic holds now beyond what was published; `bus` is as a resource of type kafka has it."""
    import dlt

    kafka = load()
    state: dict[str, int] = dlt.current.resource_state().setdefault("offsets", {})
    settings = DataBus(bus, f"topic {topic}").client() | {
        "group.id": group,
        "enable.auto.commit": False,
        "isolation.level": "read_committed",
        "enable.partition.eof": True,
        "auto.offset.reset": "error",
    }
    consumer = kafka.Consumer(settings)
    try:
        ends = _ends(kafka, consumer, topic, state)
        _tell_group(kafka, consumer, topic, state)
        consumer.assign([kafka.TopicPartition(topic, number, state[str(number)]) for number in ends])
        yield from _rows(consumer, topic, state, ends)
    except kafka.KafkaException as error:
        raise failure(error.args[0], f"topic {topic}") from error
    finally:
        consumer.close()


def row(value: bytes | None, at: datetime) -> Row:
    """Returns an event as a row; what is no event is kept as it came, with the reason in `error`.

    `at`: when the brokers got it, for what does not say when it was.
    """
    text = (value or b"").decode("utf-8", "replace")
    try:
        event = json.loads(text)
        told = _told(event)
        content = json.dumps(event, sort_keys=True)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        # Whoever may write to the topic may write anything: one that ended the step would end each later one, too.
        told = {"event_time": at, "error": f"no event of OpenLineage: {type(error).__name__}: {error}"}
        content = text
    # The same content is the same event, however often it was sent.
    return {"event_id": str(uuid5(NAMESPACE_URL, content)), **_NOTHING, "payload": text} | told


_NOTHING: Row = dict.fromkeys(("event_type", "run_id", "job_rid", "parent_run_id", "producer", "schema_url", "error"))


def rid(one: Mapping[str, Any]) -> str:
    """Returns how a job or a dataset is called: `namespace/name`."""
    return f"{one['namespace']}/{one['name']}"


def _told(event: dict[str, Any]) -> Row:
    run = event.get("run") or {}
    parent = (run.get("facets") or {}).get("parent") or {}
    job = event.get("job")
    texts = {
        "event_type": event.get("eventType"),
        "run_id": run.get("runId"),
        "job_rid": None if job is None else rid(job),
        "parent_run_id": (parent.get("run") or {}).get("runId"),
        "producer": event["producer"],
        "schema_url": event["schemaURL"],
    }
    for name, text in texts.items():
        if text is not None:
            _require_text(name, text)
    return texts | {"event_time": parse_instant(event["eventTime"])}


def _require_text(name: str, value: Any) -> None:
    """Raises what is wrong with a value for a column of texts."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    value.encode()  # JSON can say half a character, which no table takes


def _ends(kafka: Any, consumer: Any, topic: str, state: dict[str, int]) -> dict[int, int]:
    """Returns where each partition that has something new ends now, and lets the state begin where it can."""
    found = consumer.list_topics(topic, timeout=SECONDS).topics[topic]
    if found.error is not None:
        raise failure(found.error, f"topic {topic}")
    ends = {}
    for number in sorted(found.partitions):
        low, high = consumer.get_watermark_offsets(kafka.TopicPartition(topic, number), timeout=SECONDS)
        known = state.setdefault(str(number), low)
        if known > high:
            raise Permanent(
                f"topic {topic}: partition {number} ends at {high} and was read to {known}: it is another one"
            )
        if known < low:
            sys.stderr.write(f"topic {topic}: {low - known} records of partition {number} were deleted before this\n")
            state[str(number)] = low
        if state[str(number)] < high:
            ends[number] = high
    return ends


def _tell_group(kafka: Any, consumer: Any, topic: str, state: dict[str, int]) -> None:
    """Commits what was published; who may not still reads."""
    offsets = [kafka.TopicPartition(topic, int(number), offset) for number, offset in state.items()]
    try:
        consumer.commit(offsets=offsets, asynchronous=False)
    except kafka.KafkaException as error:
        sys.stderr.write(f"topic {topic}: the group is not told: {error.args[0].str()}\n")


def _rows(consumer: Any, topic: str, state: dict[str, int], ends: dict[int, int]) -> Iterator[Row]:
    left, heard = set(ends), time.monotonic()
    while left:
        record = consumer.poll(1.0)
        if record is None:
            if time.monotonic() - heard > SECONDS:
                raise Transient(f"topic {topic}: nothing came for {SECONDS:g} s", code="UNREACHABLE")
            continue
        heard = time.monotonic()
        number, error = record.partition(), record.error()
        if error is not None and error.name() == "_PARTITION_EOF":
            # Behind the last record there may be a transaction's mark, which is none.
            state[str(number)] = max(state[str(number)], record.offset())
            left.discard(number)
            continue
        if error is not None:
            raise failure(error, f"topic {topic}")
        if record.offset() >= ends[number]:
            left.discard(number)  # it came after this run began, and is the next one's
            continue
        at = datetime.fromtimestamp(max(record.timestamp()[1], 0) / 1000, UTC)
        yield row(record.value(), at) | {"topic_partition": number, "topic_offset": record.offset()}
        state[str(number)] = record.offset() + 1
        if state[str(number)] >= ends[number]:
            left.discard(number)
