"""A connector whose source is never there."""


def validate_config(config):
    return True


def test_connection(config):
    raise ConnectionError("nobody is there")


def get_schema(config):
    return {"n": "int"}


def fetch_data(config):
    return iter(())
