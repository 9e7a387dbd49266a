from regauge_runtime.bus import DataEvent, DataProducer


def send(bus):
    with DataProducer(bus) as producer:
        producer.send("sales.paid.v1", DataEvent("order.paid", "order", "1", 1, {"amount": 5}))
        producer.send("sales.told.v1")
        producer.send("sales.left.v1")
