"""The headers by which a record on Kafka names the run that made it; standard library only.

A step whose product has `observability.lineage` with `kafkaHeaders` finds those of its own attempt:

    from regauge_runtime.lineage.kafka_headers import of_this_step

    producer.produce(topic, value, headers=of_this_step())

| header          | value                                      |
|-----------------|--------------------------------------------|
| `ol-namespace`  | the namespace of the job                   |
| `ol-job-name`   | the job                                    |
| `ol-run-id`     | the run's UUID                             |
| `ol-event-time` | an instant, RFC 3339 in UTC                |
| `ol-producer`   | the URI of who says it                     |
| `ol-schema-url` | the schema of the event; may be left out   |

All are UTF-8. A reader takes all of the first five or nothing (S003-11). `LineageHeaders` in Java is the twin of this
module, and `golden/lineage-headers.json` holds both to the same answers.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from regauge_runtime.partitions import format_instant
from regauge_runtime.plan import JsonObject

# Holds the headers of an attempt as a JSON object, for its child process.
VARIABLE = "REGAUGE_LINEAGE_HEADERS"

NAMES = frozenset({"ol-namespace", "ol-job-name", "ol-run-id", "ol-event-time", "ol-producer", "ol-schema-url"})
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# RFC 3339 with capitals, to the microsecond at most, in the years that both twins have.
_INSTANT = re.compile(
    r"(?!0000|9999)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00))"
)

Headers = list[tuple[str, bytes]]


@dataclass(frozen=True)
class LineageHeaders:
    """What the headers say; `event_time` has a zone, to the microsecond."""

    namespace: str
    job_name: str
    run_id: str
    event_time: datetime
    producer: str
    schema_url: str | None = None

    @classmethod
    def of_event(cls, event: JsonObject) -> LineageHeaders:
        """Returns those of an OpenLineage run event."""
        return cls(
            namespace=str(event["job"]["namespace"]),
            job_name=str(event["job"]["name"]),
            run_id=str(event["run"]["runId"]),
            event_time=datetime.fromisoformat(str(event["eventTime"])),
            producer=str(event["producer"]),
            schema_url=event.get("schemaURL"),
        )

    def texts(self) -> dict[str, str]:
        """Returns the headers as text, in the order of the table above."""
        named = {
            "ol-namespace": self.namespace,
            "ol-job-name": self.job_name,
            "ol-run-id": self.run_id,
            "ol-event-time": format_instant(self.event_time),
            "ol-producer": self.producer,
        }
        return named if self.schema_url is None else named | {"ol-schema-url": self.schema_url}

    def encode(self) -> Headers:
        """Returns the headers as clients of Kafka take them."""
        return [(name, text.encode()) for name, text in self.texts().items()]

    @classmethod
    def decode(cls, headers: Iterable[tuple[str, bytes | None]] | None) -> LineageHeaders | None:
        """Returns what a record's headers say; None when one of the five is missing, empty or not what it must be.

        Of headers with one name the last counts, as for clients of Kafka.
        """
        try:
            text = {name: value.decode() for name, value in dict(headers or ()).items() if name in NAMES and value}
            if not (_UUID.fullmatch(text["ol-run-id"]) and _INSTANT.fullmatch(text["ol-event-time"])):
                return None
            return cls(
                namespace=text["ol-namespace"],
                job_name=text["ol-job-name"],
                run_id=text["ol-run-id"].lower(),
                event_time=datetime.fromisoformat(text["ol-event-time"]).astimezone(UTC),
                producer=text["ol-producer"],
                schema_url=text.get("ol-schema-url"),
            )
        except (KeyError, ValueError, OverflowError):
            return None


def of_this_step() -> Headers:
    """Returns the headers of the attempt that this process belongs to; none when its product asks for none."""
    return [(name, str(text).encode()) for name, text in json.loads(os.environ.get(VARIABLE, "{}")).items()]
