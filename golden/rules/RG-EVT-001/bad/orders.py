from bad.names import PAID
from regauge_runtime.bus import ControlConsumer, DataConsumer, DataEvent, DataProducer


def send(bus, signals):
    event = DataEvent("order.paid", "order", "1", 1, {"amount": 5})
    with DataProducer(bus) as producer:
        producer.send(PAID, event)
        producer.send("sales.lost.v1", event)
        producer.send("of.sales.refresh", event)
    with DataConsumer(bus, group="billing", topics=["sales.paid.v1"]) as consumer:
        consumer.run(print)
    ControlConsumer(signals, stream="OF_EVENTS", durable="quality").run(print)
    ControlConsumer(signals, stream="OF_AUDIT", durable="refresh").run(print)
