from good.names import PAID
from regauge_runtime.bus import ControlConsumer, ControlEvent, ControlProducer, DataConsumer, DataEvent, DataProducer


def send(bus, signals):
    event = DataEvent("order.paid", "order", "1", 1, {"amount": 5})
    with DataProducer(bus) as producer:
        producer.send(PAID, event)
    ControlProducer(signals).send("of.sales.refresh.requested", ControlEvent("refresh", {}))
    for topic, group in ((PAID, "totals"), ("sales.lost.v1", "shop")):
        print(topic, group)
    with DataConsumer(bus, group="totals", topics=[PAID]) as consumer:
        consumer.run(print)
    with DataConsumer(bus, group="shop", topics=["sales.lost.v1"]) as consumer:
        consumer.run(print)
    ControlConsumer(signals, stream="OF_EVENTS", durable="refresh").run(print)
