"""What a step says of a Trino's settings that an environment has wrong, before it asks anybody."""

from __future__ import annotations

import pytest

from regauge_runtime.errors import Configuration
from regauge_runtime.trino_client import connect


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "needs a host"),
        ({"host": "t", "port": "https"}, "the port is 'https'"),
        ({"host": "t", "port": "70000"}, "the port is '70000'"),
        ({"host": "t", "tls": "yes"}, "tls is 'yes'"),
        ({"host": "t", "password": "p"}, "a password and no user"),
        ({"host": "t", "user": "u", "password": "p", "tls": "none"}, "in the clear"),
        ({"host": "t", "token": "j", "tls": "none"}, "in the clear"),
    ],
)
def test_a_wrong_setting_is_a_configuration(settings: dict[str, object], said: str) -> None:
    with pytest.raises(Configuration, match=said):
        connect(settings, "wh")


def test_a_port_may_be_a_text() -> None:
    """As a variable of the environment has it; nobody is asked before a query is."""
    connect({"host": "t", "port": "8080"}, "wh").close()
