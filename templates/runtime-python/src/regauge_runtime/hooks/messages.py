"""The event of a hook or an alert as a message of a bus, in its bus' envelope (docs/buses.md).

An event that is told twice, because its first telling was not answered, has the same id both times: who reads the topic
drops the second, and a stream keeps one.
"""

from __future__ import annotations

import json
from typing import Any

from regauge_runtime.bus.kafka_client import DataProducer
from regauge_runtime.bus.messages import ControlEvent, DataEvent, uuid7
from regauge_runtime.bus.nats_client import ControlProducer
from regauge_runtime.bus.settings import ControlBus, DataBus
from regauge_runtime.lineage.events import headers_of
from regauge_runtime.partitions import parse_instant
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step

# What tells the events of one kind and one asset apart.
_VERSION = ("run_id", "attempt", "partition_key", "check_name")


def to_data_bus(step: Step, name: str, config: dict[str, Any], topic: str, event: JsonObject, seconds: float) -> None:
    """Sends an event to a topic by the bus of a resource."""
    with DataProducer(DataBus(config, name), lineage=headers_of(step), seconds=seconds) as producer:
        producer.send(topic, data_event(event))


def to_control_bus(name: str, config: dict[str, Any], subject: str, event: JsonObject, seconds: float) -> None:
    """Sends an event to a subject by the bus of a resource."""
    ControlProducer(ControlBus(config, name), seconds=seconds).send(subject, control_event(event))


def data_event(event: JsonObject) -> DataEvent:
    """Returns it as a change of its asset, or of its job or service where it is no asset's; its version is of a run."""
    asset = event.get("asset_key") or next(iter(event.get("asset_keys") or []), None)
    parts = [event.get(part) for part in _VERSION] if event.get("run_id") else [event["timestamp"]]
    if "value" in event:  # of an attempt there are several, of one metric or logger too
        parts += [event["name"], event["payload"]]
    kind = "asset" if asset else "service" if "service_name" in event else "job"
    whose = asset or event.get("service_name") or event["job"]
    return DataEvent(
        event_type=str(event["event_type"]),
        aggregate_type=kind,
        aggregate_id=f"{event['product']}/{whose}",
        version=json.dumps(parts),
        payload=event,
        occurred_at=parse_instant(str(event["timestamp"])),
        correlation_id=event.get("run_id"),
    )


def control_event(event: JsonObject) -> ControlEvent:
    """Returns it as a notice of its product."""
    instant = parse_instant(str(event["timestamp"]))
    seed = json.dumps(event, sort_keys=True).encode()
    return ControlEvent(str(event["event_type"]), str(event["product"]), event, instant, uuid7(instant, seed))
