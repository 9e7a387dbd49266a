"""The clients of Kafka and NATS: what their calls do, and where topics, addresses and credentials stand in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Call:
    """What a method or a constructor does with a bus: where its topics stand among the arguments."""

    kind: str
    keyword: str
    position: int | None = 0
    rest: bool = False  # all arguments from that position on


@dataclass(frozen=True)
class Client:
    """A class of a client: its bus, what making one means, and its methods."""

    bus: str
    made: Call | None = None
    methods: dict[str, Call] = field(default_factory=dict)
    places: tuple[str, ...] = ()  # arguments that hold an address, by keyword; "0" is the first argument
    secrets: tuple[str, ...] = ()


_KAFKA = ("bootstrap.servers", "metadata.broker.list", "bootstrap_servers")
_KAFKA_SECRETS = ("sasl.password", "sasl_plain_password", "password")
_SEND = Call("send", "topic")
_SUBSCRIBE = Call("read", "topics")
_NATS = {
    "publish": Call("send", "subject"),
    "publish_async": Call("send", "subject"),
    "request": Call("send", "subject"),
    "subscribe": Call("read", "subject"),
    "subscribe_bind": Call("read", "subject"),
    "pull_subscribe": Call("read", "subject"),
}
_NATS_SECRETS = ("password", "token")
NATS_CLIENT = Client("control", None, _NATS, ("servers", "0"), _NATS_SECRETS)
_CONFLUENT_PRODUCER = Client("data", None, {"produce": _SEND}, _KAFKA, _KAFKA_SECRETS)
_CONFLUENT_CONSUMER = Client("data", None, {"subscribe": _SUBSCRIBE}, _KAFKA, _KAFKA_SECRETS)

LIBRARIES: dict[str, dict[str, Client]] = {
    "regauge_runtime.bus": {
        "DataBus": Client("data", None, {}, _KAFKA, _KAFKA_SECRETS),
        "ControlBus": Client("control", None, {}, ("url",), _NATS_SECRETS),
        "DataProducer": Client("data", None, {"send": _SEND, "send_raw": _SEND}),
        "DataConsumer": Client("data", Call("read", "topics", None)),
        "ControlProducer": Client("control", None, {"send": Call("send", "subject")}),
        "ControlConsumer": Client("control", Call("consume", "stream", None)),
    },
    "confluent_kafka": {
        "Producer": _CONFLUENT_PRODUCER,
        "SerializingProducer": _CONFLUENT_PRODUCER,
        "AIOProducer": _CONFLUENT_PRODUCER,
        "Consumer": _CONFLUENT_CONSUMER,
        "DeserializingConsumer": _CONFLUENT_CONSUMER,
        "AIOConsumer": _CONFLUENT_CONSUMER,
        "AdminClient": Client("data", None, {}, _KAFKA, _KAFKA_SECRETS),
    },
    "kafka": {
        "KafkaProducer": Client("data", None, {"send": _SEND}, _KAFKA, _KAFKA_SECRETS),
        "KafkaConsumer": Client(
            "data", Call("read", "topics", 0, True), {"subscribe": _SUBSCRIBE}, _KAFKA, _KAFKA_SECRETS
        ),
    },
    "aiokafka": {
        "AIOKafkaProducer": Client("data", None, {"send": _SEND, "send_and_wait": _SEND}, _KAFKA, _KAFKA_SECRETS),
        "AIOKafkaConsumer": Client(
            "data", Call("read", "topics", 0, True), {"subscribe": _SUBSCRIBE}, _KAFKA, _KAFKA_SECRETS
        ),
    },
    "nats": {
        "connect": NATS_CLIENT,
        "Client": NATS_CLIENT,
        "NATS": NATS_CLIENT,
        "JetStreamContext": Client("control", None, _NATS),
    },
}
