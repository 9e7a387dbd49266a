import os


def made():
    return [{"traceparent": os.environ.get("TRACEPARENT", "none")}]
