import nats
from confluent_kafka import Producer

SETTINGS = {"bootstrap.servers": "kafka.prod.svc:9092", "sasl.username": "shop", "sasl.password": "xK4-pw"}


def send():
    producer = Producer(SETTINGS)
    producer.produce("sales.paid.v1", b"{}")


async def tell():
    await nats.connect(servers=["nats://event-bus-control:4222"])
