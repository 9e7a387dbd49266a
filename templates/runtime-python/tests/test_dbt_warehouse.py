"""The profile by which dbt reaches a warehouse: which fields it has, and that no value is a part of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from regauge_runtime.dbt.warehouse import profile_of
from regauge_runtime.errors import Configuration

PLACE = {"host": "trino.internal", "catalog": "lake", "schema": "marts"}
HOSTILE = "{{ env_var('HOME') }}'\"\n: !!python/object:os.system #"


@pytest.mark.parametrize(
    ("more", "method", "scheme", "port"),
    [
        ({}, "none", "http", "8080"),
        ({"tls": "tls"}, "none", "https", "443"),
        ({"user": "ada", "password": "s3cret"}, "ldap", "https", "443"),
        ({"token": "t0ken", "port": 8443}, "jwt", "https", "8443"),
    ],
)
def test_fields_follow_from_the_settings(more: dict[str, Any], method: str, scheme: str, port: str) -> None:
    output, variables = profile_of("trino", PLACE | more, "wh")
    assert (output["method"], output["http_scheme"], variables["REGAUGE_DBT_PORT"]) == (method, scheme, port)
    assert ("password" in output, "jwt_token" in output) == ("password" in more, "token" in more)
    secret = {name for name in variables if name.startswith("DBT_ENV_SECRET_")}
    assert len(secret) == int(method != "none")


def test_no_value_is_a_part_of_the_text() -> None:
    settings = dict.fromkeys(("host", "catalog", "schema", "user", "password", "ca_file"), HOSTILE)
    output, variables = profile_of("trino", settings, "wh")
    assert HOSTILE not in json.dumps(output) and "os.system" not in json.dumps(output)
    assert list(variables.values()).count(HOSTILE) == len(settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "", "catalog": "lake"}, "resource wh has no host, schema, which dbt needs"),
        (PLACE | {"password": "x"}, "has a password and no user"),
        (PLACE | {"user": "ada", "password": "x", "tls": "none"}, "tls is 'none', not tls"),
        (PLACE | {"tls": "maybe"}, "tls is 'maybe', not tls or none"),
    ],
)
def test_what_the_environment_lacks_is_said(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(Configuration, match=said):
        profile_of("trino", settings, "wh")
