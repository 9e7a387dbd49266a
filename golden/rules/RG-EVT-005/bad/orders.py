import os

from regauge_runtime.bus import DataEvent, DataProducer


def send(bus):
    with DataProducer(bus) as producer:
        producer.send(os.environ["PAID_TOPIC"], DataEvent("order.paid", "order", "1", 1, {"amount": 5}))
