from confluent_kafka import Producer


def client(settings):
    return Producer(settings)
