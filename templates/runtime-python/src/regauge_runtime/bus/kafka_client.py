"""Sends to the data bus, and says what Kafka's errors mean; needs confluent-kafka."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from regauge_runtime.bus.messages import DataEvent
from regauge_runtime.bus.settings import DELIVERY_SECONDS, DataBus
from regauge_runtime.errors import Configuration, Permanent, StepError, Transient
from regauge_runtime.lineage.kafka_headers import Headers, LineageHeaders, of_this_step

# What no second try mends, by the names that librdkafka gives errors.
_FOR_GOOD = frozenset(
    {
        "_AUTHENTICATION",
        "_INVALID_ARG",
        "_UNKNOWN_TOPIC",
        "_SSL",
        "_UNSUPPORTED_FEATURE",
        "CLUSTER_AUTHORIZATION_FAILED",
        "GROUP_AUTHORIZATION_FAILED",
        "INVALID_MSG",
        "INVALID_RECORD",
        "MSG_SIZE_TOO_LARGE",
        "POLICY_VIOLATION",
        "RECORD_LIST_TOO_LARGE",
        "SASL_AUTHENTICATION_FAILED",
        "TOPIC_AUTHORIZATION_FAILED",
        "TOPIC_EXCEPTION",
        "UNKNOWN_TOPIC_OR_PART",
    }
)
# What a client hears beside its messages and will not get over; a certificate that is not trusted is `_SSL`.
_LOCKED_OUT = frozenset({"_AUTHENTICATION", "_SSL", "SASL_AUTHENTICATION_FAILED"})


def load() -> Any:
    """Returns the module confluent_kafka; Configuration when the environment has none."""
    try:
        return importlib.import_module("confluent_kafka")
    except ModuleNotFoundError:
        raise Configuration("the code's environment has no confluent-kafka") from None


def failure(error: Any, what: str) -> StepError:
    """Returns an error of Kafka as a failure with its category."""
    kind = Permanent if error.name() in _FOR_GOOD else Transient
    return kind(f"{what}: {error.name()}: {error.str()}", code=f"KAFKA_{error.name().lstrip('_')}")


class DataProducer:
    """Sends events to the data bus: all replicas have each when a call returns, in the order of the calls.

    Each record carries the headers of the run that made it; outside of a step, or of a product without such headers,
    `lineage` says which. A context manager. Not to be shared by processes.
    """

    def __init__(
        self, bus: DataBus, *, lineage: LineageHeaders | None = None, seconds: float = DELIVERY_SECONDS
    ) -> None:
        """`seconds`: how long a message may take until the brokers have it."""
        self._bus = bus
        self._seconds = seconds
        self._lineage = lineage or LineageHeaders.decode(of_this_step())
        self._locked_out: Any = None
        self._producer = load().Producer(bus.producer(seconds) | {"error_cb": self._heard})

    def send(self, topic: str, *events: DataEvent) -> None:
        """Sends events, each under its aggregate's id as the key.

        Raises TimeoutError when one was not taken in time, Permanent or Transient when it was refused: some of the
        others may have been taken then.
        """
        if self._lineage is None:
            raise Configuration("a record of the data bus names the run that made it: give the producer `lineage`")
        now = replace(self._lineage, event_time=datetime.now(UTC)).encode()
        self.send_raw(topic, [(event.aggregate_id.encode(), event.encode(), now) for event in events])

    def send_raw(self, topic: str, records: Iterable[tuple[bytes | None, bytes | None, Headers]]) -> None:
        """Sends records of a key, a value and headers; raises as `send` does."""
        refused: list[Any] = []
        until = time.monotonic() + self._seconds

        def done(error: Any, _: Any) -> None:
            if error is not None:
                refused.append(error)

        for key, value, headers in records:
            while True:
                try:
                    self._producer.produce(topic, value=value, key=key, headers=headers, on_delivery=done)
                    break
                except BufferError:  # its queue is full
                    self._poll(topic, until)
            self._producer.poll(0)
        while len(self._producer) and not refused:
            self._poll(topic, until)
        if refused:
            self._producer.purge()
            if refused[0].name() == "_MSG_TIMED_OUT":
                raise TimeoutError(f"{topic}: the brokers have not taken a message within {self._seconds:g} s")
            raise failure(refused[0], topic)

    def _poll(self, topic: str, until: float) -> None:
        self._producer.poll(0.05)
        if self._locked_out is not None:
            self._producer.purge()
            raise failure(self._locked_out, self._bus.name)
        if time.monotonic() > until:
            self._producer.purge()
            raise TimeoutError(f"{topic}: the brokers have not taken a message within {self._seconds:g} s")

    def _heard(self, error: Any) -> None:
        if error.name() in _LOCKED_OUT:
            self._locked_out = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._producer.purge()
        self._producer.poll(0)
