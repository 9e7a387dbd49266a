"""A connector whose source is never there."""


class NotThere(OSError):
    """What a source answers that is overloaded, as HTTP libraries raise it."""

    def __init__(self):
        super().__init__("HTTP 503")
        self.response = type("Response", (), {"status_code": 503, "headers": {}})


def validate_config(config):
    """Takes all."""
    return True


def test_connection(config):
    """Finds nobody."""
    raise NotThere


def get_schema(config):
    """Returns the column."""
    return {"n": "int"}


def fetch_data(config):
    """Yields nothing."""
    return iter(())
