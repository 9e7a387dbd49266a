"""Reads the data bus: a message is committed when it is done, and what cannot be done becomes a dead letter."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from regauge_runtime.bus.kafka_client import DataProducer, failure, load
from regauge_runtime.bus.messages import envelope
from regauge_runtime.bus.settings import DataBus
from regauge_runtime.errors import failure_of
from regauge_runtime.lineage.kafka_headers import Headers, LineageHeaders

TRIES = 5
DEAD_LETTERS = "__dlq."
LONGEST_REASON = 500
_PAUSES = (0.1, 1.0, 2.0, 4.0)
# A member of the group has it now, who will read it once more from what was committed.
_TAKEN_AWAY = frozenset({"ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "REBALANCE_IN_PROGRESS", "FENCED_INSTANCE_ID"})


@dataclass(frozen=True)
class DataMessage:
    """A record of the data bus."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    _consumer: Any = field(repr=False, compare=False, default=None)

    @property
    def event(self) -> dict[str, Any]:
        """The envelope's members; Validation when it is none."""
        return envelope(self.value, ("event_id", "event_type", "aggregate_id", "aggregate_type", "occurred_at"))

    @property
    def event_id(self) -> str:
        """What `once` takes."""
        return str(self.event["event_id"])

    @property
    def payload(self) -> Any:
        """What the envelope holds."""
        return self.event.get("payload")

    @property
    def lineage(self) -> LineageHeaders | None:
        """Which run made it; None when its headers do not say so."""
        return LineageHeaders.decode(self.headers)

    def commit(self) -> None:
        """Says that it and all before it in its partition are done; returns when the brokers know."""
        self._consumer.commit(self)


class DataConsumer:
    """A member of a consumer group; of a partition each message is done before the next, so a key's order is kept.

    `run` does the messages; `messages` hands them out to who commits them. A context manager.
    """

    def __init__(
        self,
        bus: DataBus,
        *,
        group: str,
        topics: list[str],
        tries: int = TRIES,
        longest_seconds: float = 300.0,
        session_seconds: float = 45.0,
        member: str | None = None,
    ) -> None:
        """`tries`: of one message; `longest_seconds`: all of them, after which another member of the group gets it.

        `session_seconds`: how long after its last sign of life a killed process still counts as a member; brokers take
        6 and more. `member`: a name that the process has again when it is started again, such as its pod's in a
        StatefulSet: it then goes on at once with the partitions that it had.
        """
        self._kafka = load()
        self._bus = bus
        self._tries = tries
        self._is_running = True
        self._dead: DataProducer | None = None
        # The partitions of which the next message is the first: who had it before may have died of it.
        self._fresh: set[tuple[str, int]] = set()
        self._consumer = self._kafka.Consumer(bus.consumer(group, longest_seconds, session_seconds, member))
        self._consumer.subscribe(topics, on_assign=self._assigned, on_lost=_ignored, on_revoke=_ignored)

    def messages(self, *, idle_seconds: float | None = None) -> Iterator[DataMessage]:
        """Hands out messages until `stop`, or until none came for `idle_seconds`; each is the caller's to commit."""
        heard = time.monotonic()
        while self._is_running:
            record = self._consumer.poll(0.2)
            if record is None:
                if idle_seconds is not None and time.monotonic() - heard > idle_seconds:
                    return
                continue
            heard = time.monotonic()
            error = record.error()
            if error is None:
                headers = list(record.headers() or [])
                place = (record.topic(), record.partition(), record.offset())
                yield DataMessage(*place, record.key(), record.value(), headers, self)
                heard = time.monotonic()
            elif not error.retriable():
                raise failure(error, self._bus.name)

    def run(self, handle: Callable[[DataMessage], object], *, idle_seconds: float | None = None) -> None:
        """Has each message done and commits it then.

        One whose `handle` raised is tried again, `tries` times in all with pauses that grow, and becomes a record of
        `__dlq.<topic>` then; so does one of which this many processes died. Raises what the dead letter's topic raises:
        then nothing is committed. Ends as `messages` does.
        """
        for message in self.messages(idle_seconds=idle_seconds):
            deaths = self._deaths(message)
            reason = None
            if deaths >= self._tries:
                reason = f"{deaths} processes ended while they did it"
            else:
                reason = self._do(message, handle)
            if reason is not None:
                self._bury(message, reason)
            message.commit()

    def stop(self) -> None:
        """Ends `run` and `messages` after the message that is being done; for a signal's handler."""
        self._is_running = False

    def commit(self, message: DataMessage) -> None:
        """Commits a message; what was taken away meanwhile is another's to commit."""
        self._commit(message.topic, message.partition, message.offset + 1)

    def close(self) -> None:
        """Leaves the group; nothing is committed by it."""
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _do(self, message: DataMessage, handle: Callable[[DataMessage], object]) -> str | None:
        """Returns why a message cannot be done, after all tries, or None."""
        for number in range(1, self._tries + 1):
            try:
                handle(message)
                return None
            except Exception as error:  # noqa: BLE001 - whatever a message does, the ones after it are done
                found = failure_of(error)
                reason = f"{found.code}: {found.message}"[:LONGEST_REASON]
            if number < self._tries:
                time.sleep(_PAUSES[min(number, len(_PAUSES)) - 1])
        return reason

    def _bury(self, message: DataMessage, reason: str) -> None:
        if self._dead is None:
            self._dead = DataProducer(self._bus)
        place = f"{message.topic}/{message.partition}/{message.offset}"
        sys.stderr.write(f"data bus: {place} becomes a dead letter: {reason}\n")
        told = {"dlq-reason": reason, "dlq-topic": message.topic, "dlq-partition": str(message.partition)}
        told |= {"dlq-offset": str(message.offset), "dlq-tries": str(self._tries)}
        headers = [*message.headers, *((name, text.encode()) for name, text in told.items())]
        self._dead.send_raw(DEAD_LETTERS + message.topic, [(message.key, message.value, headers)])

    def _deaths(self, message: DataMessage) -> int:
        """Returns how many processes ended while they did a message, and notes that this one does it.

        The note lies in the metadata of what is committed. Only the first message after an assignment can have been
        begun before, so the others cost nothing.
        """
        if (message.topic, message.partition) not in self._fresh:
            return 0
        self._fresh.discard((message.topic, message.partition))
        here = self._kafka.TopicPartition(message.topic, message.partition)
        (committed,) = self._consumer.committed([here], timeout=10)
        try:
            note = json.loads(committed.metadata or "{}")
            deaths = int(note["begun"]) if note.get("offset") == message.offset else 0
        except (ValueError, KeyError, TypeError, AttributeError):
            deaths = 0
        note = json.dumps({"offset": message.offset, "begun": deaths + 1})
        self._commit(message.topic, message.partition, message.offset, note)
        return deaths

    def _commit(self, topic: str, partition: int, offset: int, note: str | None = None) -> None:
        place = self._kafka.TopicPartition(topic, partition, offset, *(() if note is None else (note,)))
        try:
            for done in self._consumer.commit(offsets=[place], asynchronous=False):
                if done.error is not None:
                    raise self._kafka.KafkaException(done.error)
        except self._kafka.KafkaException as problem:
            error = problem.args[0]
            if error.name() not in _TAKEN_AWAY:
                raise failure(error, f"{topic}: a commit") from None

    def _assigned(self, _: Any, partitions: Iterable[Any]) -> None:
        self._fresh.update((one.topic, one.partition) for one in partitions)


def _ignored(*_: object) -> None:
    """What is taken away is read again by who gets it: nothing is committed for it."""
