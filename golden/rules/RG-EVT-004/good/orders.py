import os

from confluent_kafka import Producer


def send():
    producer = Producer({"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"]})
    producer.produce("sales.paid.v1", b"{}")
