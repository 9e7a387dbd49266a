"""A connector that takes over six of nine rows."""

from regauge_runtime.errors import Partial


def validate_config(config):
    return True


def test_connection(config):
    return True


def get_schema(config):
    return None


def fetch_data(config):
    raise Partial("three of nine rows", failed_records=3)
