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
        (PLACE | {"user": "ada", "password": "x", "tls": "none"}, "in the clear: tls is none"),
        (PLACE | {"tls": "maybe"}, "tls is 'maybe', not tls or none"),
        (PLACE | {"port": "http"}, "the port is 'http'"),
    ],
)
def test_what_the_environment_lacks_is_said(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(Configuration, match=said):
        profile_of("trino", settings, "wh")


SNOWFLAKE = {"account": "a", "user": "ada", "database": "d", "schema": "s"}
DATABRICKS = {"host": "h", "http_path": "/sql", "schema": "s"}


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        ("snowflake", SNOWFLAKE, "has none of password, private_key, token: one of them lets dbt in"),
        ("snowflake", SNOWFLAKE | {"password": "x", "token": "y"}, "has password and token: one of them"),
        ("databricks", DATABRICKS | {"client_secret": "x"}, "has no client_id, which dbt needs"),
        ("bigquery", {"project": "p"}, "has no dataset, which dbt needs"),
        *(
            ("bigquery", {"project": "p", "dataset": "d", "keyfile_json": text}, "keyfile_json is no key of a service")
            for text in ("s3cret", "[]", "1", '"type"', '{"private_key": "s3cret"}')
        ),
        ("redshift", {}, "dbt builds in no redshift"),
    ],
)
def test_what_a_cloud_lacks_is_said_and_no_secret(kind: str, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(Configuration, match=said) as failure:
        profile_of(kind, settings, "wh")
    assert "s3cret" not in str(failure.value)


def test_what_lets_dbt_in_is_kept_out_of_its_logs() -> None:
    key = {"private_key": "s3cret", "client_email": "a@b", "private_key_id": "1"}
    for kind, settings in (
        ("snowflake", SNOWFLAKE | {"private_key": "s3cret", "private_key_passphrase": "s3cret"}),
        ("databricks", DATABRICKS | {"client_id": "c", "client_secret": "s3cret"}),
        ("bigquery", {"project": "p", "dataset": "d", "keyfile_json": json.dumps(key)}),
    ):
        output, variables = profile_of(kind, settings, "wh")
        assert "s3cret" not in json.dumps(output)
        assert all(name.startswith("DBT_ENV_SECRET_") for name, value in variables.items() if value == "s3cret")
        assert "s3cret" in variables.values()
