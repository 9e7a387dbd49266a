"""The two buses for a product's own code: the data bus (Kafka) and the control bus (NATS JetStream); docs/buses.md.

A message arrives at least once. What it does is done once where its id is noted in the transaction of its effect
(`once`). Importing this loads no client; connecting loads `confluent_kafka` or `nats`, which are in the step's
environment of a product that declares a resource of type kafka or nats.
"""

from regauge_runtime.bus.control_consumer import ControlConsumer, ControlMessage
from regauge_runtime.bus.data_consumer import DataConsumer, DataMessage
from regauge_runtime.bus.kafka_client import DataProducer
from regauge_runtime.bus.messages import ControlEvent, DataEvent, event_id, uuid7
from regauge_runtime.bus.nats_client import ControlProducer
from regauge_runtime.bus.processed import PROCESSED_EVENTS, create_processed_events, once
from regauge_runtime.bus.settings import ControlBus, DataBus

__all__ = [
    "PROCESSED_EVENTS",
    "ControlBus",
    "ControlConsumer",
    "ControlEvent",
    "ControlMessage",
    "ControlProducer",
    "DataBus",
    "DataConsumer",
    "DataEvent",
    "DataMessage",
    "DataProducer",
    "create_processed_events",
    "event_id",
    "once",
    "uuid7",
]
