"""What a message of each bus holds; standard library only.

| bus     | members of the JSON object                                                                             |
|---------|--------------------------------------------------------------------------------------------------------|
| control | `id` (UUID v7), `timestamp` (RFC 3339 in UTC), `event_type`, `source`, `payload`                       |
| data    | `event_id`, `event_type`, `aggregate_id`, `aggregate_type`, `occurred_at`, `correlation_id`,           |
|         | `causation_id`, `payload`                                                                              |

The id of a data event is a name's UUID, of `aggregate_type`, `aggregate_id`, `version` and `event_type`: a producer
that was killed and sends its event again sends the same id, by which consumers drop it. A control event's id holds its
instant; of the same event it is the same when it is made with a `seed`.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from regauge_runtime.errors import Validation
from regauge_runtime.partitions import format_instant, parse_instant

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://regauge.dev/data-events")


def event_id(aggregate_type: str, aggregate_id: str, version: str | int, event_type: str) -> str:
    """Returns the id of a data event (S003-16): UUID v5 of its four names, written as a JSON array."""
    names = [aggregate_type, aggregate_id, str(version), event_type]
    return str(uuid.uuid5(_NAMESPACE, json.dumps(names, ensure_ascii=False, separators=(",", ":"))))


def uuid7(instant: datetime, seed: bytes | None = None) -> str:
    """Returns a UUID v7 (RFC 9562) of an instant; its other bits are random, or the seed's."""
    milliseconds = int(instant.timestamp() * 1000) & (2**48 - 1)
    bits = os.urandom(10) if seed is None else hashlib.sha256(seed).digest()[:10]
    value = (milliseconds << 80) | int.from_bytes(bits)
    value = value & ~(0xF << 76) | (0x7 << 76)  # version
    return str(uuid.UUID(int=value & ~(0x3 << 62) | (0x2 << 62)))  # variant


@dataclass(frozen=True)
class DataEvent:
    """A change of something: of the aggregate `aggregate_id`, whose messages keep their order.

    `version`: which change of the aggregate it is, such as its row's version; the event's id is made of it, and it is
    not sent. `occurred_at` is now by default.
    """

    event_type: str
    aggregate_type: str
    aggregate_id: str
    version: str | int
    payload: Any
    occurred_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    correlation_id: str | None = None
    causation_id: str | None = None

    @property
    def event_id(self) -> str:
        """The same for the same change, whoever sends it and how often."""
        return event_id(self.aggregate_type, self.aggregate_id, self.version, self.event_type)

    def encode(self) -> bytes:
        """Returns the message's value."""
        envelope = {
            "event_id": self.event_id,
            "event_type": self.event_type,
            "aggregate_id": self.aggregate_id,
            "aggregate_type": self.aggregate_type,
            "occurred_at": format_instant(self.occurred_at),
            "correlation_id": self.correlation_id,
            "causation_id": self.causation_id,
            "payload": self.payload,
        }
        return json.dumps(envelope, ensure_ascii=False).encode()


@dataclass(frozen=True)
class ControlEvent:
    """A command, a signal or a notice."""

    event_type: str
    source: str
    payload: Any
    timestamp: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", uuid7(self.timestamp))

    def encode(self) -> bytes:
        """Returns the message's value."""
        envelope = {
            "id": self.id,
            "timestamp": format_instant(self.timestamp),
            "event_type": self.event_type,
            "source": self.source,
            "payload": self.payload,
        }
        return json.dumps(envelope, ensure_ascii=False).encode()

    @classmethod
    def decode(cls, value: bytes) -> ControlEvent:
        """Returns what a message holds; Validation says what is missing."""
        told = envelope(value, ("id", "timestamp", "event_type", "source"))
        try:
            instant = parse_instant(told["timestamp"])
        except ValueError:
            raise Validation(f"the message's timestamp is {told['timestamp']!r}") from None
        return cls(told["event_type"], told["source"], told.get("payload"), instant, told["id"])


def envelope(value: bytes | None, needed: tuple[str, ...]) -> dict[str, Any]:
    """Returns a message's members; Validation when it is no object of JSON or one of the needed is no text."""
    try:
        told = json.loads(value or b"")
    except ValueError:
        raise Validation("the message is no JSON") from None
    if not isinstance(told, dict):
        raise Validation("the message is no JSON object")
    for name in needed:
        if not isinstance(told.get(name), str) or not told[name]:
            raise Validation(f"the message has no {name}")
    return told
