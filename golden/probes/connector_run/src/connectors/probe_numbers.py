"""A connector that is limited at its first attempt, and where `status` says so, refuses always."""

import os


class SourceError(OSError):
    """What a source answers, as HTTP libraries raise it."""

    def __init__(self, status, headers):
        super().__init__(f"HTTP {status}")
        self.response = type("Response", (), {"status_code": status, "headers": headers})


def validate_config(config):
    """Tells whether there is something to count."""
    return "count" in config


def test_connection(config):
    """Refuses as told, and once because it is asked too often."""
    if "status" in config:
        raise SourceError(config["status"], {})
    if os.environ["REGAUGE_ATTEMPT"] == "1":
        raise SourceError(429, {"Retry-After": "12"})
    return True


def get_schema(config):
    """Returns the column."""
    return {"n": "int"}


def fetch_data(config):
    """Yields the numbers."""
    for n in range(config["count"]):
        yield {"n": n}
