"""The `profiles.yml` of a warehouse, as dbt's adapters have them; standard library only.

Every setting is an `env_var()` in the file, and its value is in dbt's own environment alone: no secret is written, and
no value is a part of the file's text. Which fields there are follows from which settings there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from regauge_runtime.errors import Configuration
from regauge_runtime.trino_client import address

# What dbt keeps out of its logs begins so, and is text for it: a port cannot be one.
_SECRET = "DBT_ENV_SECRET_REGAUGE_"
_PLAIN = "REGAUGE_DBT_"
_SECRETS = ("password", "token", "private_key", "private_key_passphrase", "client_secret", "key_private_key")
# Of a service account's key, what Google's client reads.
_KEYFILE = ("type", "project_id", "private_key_id", "private_key", "client_email", "client_id", "token_uri")


def profile_of(kind: str, config: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Returns the output of a profile for a resource with its values resolved, and the variables that it reads."""
    fields = _FIELDS.get(kind)
    if fields is None:
        raise Configuration(f"resource {name}: dbt builds in no {kind}")
    values = {setting: str(value) for setting, value in config.items() if value is not None and value != ""}
    return fields(_Profile(values, name))


class _Profile:
    """The settings of a resource, and which of them its profile reads."""

    def __init__(self, values: dict[str, str], name: str) -> None:
        self.values = values
        self.name = name
        self.variables: dict[str, str] = {}

    def need(self, *settings: str) -> None:
        """Raises Configuration where one of the settings is not there."""
        if lacking := [setting for setting in settings if setting not in self.values]:
            raise Configuration(f"resource {self.name} has no {', '.join(lacking)}, which dbt needs")

    def one_of(self, *ways: str) -> str:
        """Returns the one that is there of what lets somebody in; Configuration for none and for several."""
        there = [way for way in ways if way in self.values]
        if len(there) != 1:
            said = " and ".join(there) if there else f"none of {', '.join(ways)}"
            raise Configuration(f"resource {self.name} has {said}: one of them lets dbt in")
        return there[0]

    def read(self, setting: str, as_what: str = "") -> str:
        """Returns the text of the profile that stands for a setting."""
        name = (_SECRET if setting in _SECRETS else _PLAIN) + setting.upper()
        self.variables[name] = self.values[setting]
        read = f"env_var('{name}')"
        return f"{{{{ {read} | {as_what} }}}}" if as_what else f"{{{{ {read} }}}}"

    def those(self, **settings: str) -> dict[str, str]:
        """Returns the fields whose settings are there: each field by the setting that it reads."""
        return {field: self.read(setting) for field, setting in settings.items() if setting in self.values}

    def done(self, **fields: Any) -> tuple[dict[str, Any], dict[str, str]]:
        return fields | {"threads": 1}, self.variables


def _trino(profile: _Profile) -> tuple[dict[str, Any], dict[str, str]]:
    values = profile.values
    profile.need("host", "catalog", "schema")
    there = address(values, profile.name)
    values |= {"port": str(there.port), "user": there.user}
    way = {"password": "password"} if "password" in values else {"jwt_token": "token"}
    user = {} if "token" in values else {"user": "user"}
    return profile.done(
        type="trino",
        method="ldap" if "password" in values else "jwt" if "token" in values else "none",
        host=profile.read("host"),
        port=profile.read("port", "as_number"),
        database=profile.read("catalog"),
        schema=profile.read("schema"),
        http_scheme=there.scheme,
        timezone="UTC",
        **profile.those(**user, **way, cert="ca_file"),
    )


def _snowflake(profile: _Profile) -> tuple[dict[str, Any], dict[str, str]]:
    profile.need("account", "database", "schema", "user")
    way = profile.one_of("password", "private_key", "token")
    more = {"authenticator": "oauth"} if way == "token" else {}
    same = ["account", "database", "schema", "user", "warehouse", "role", way]
    if way == "private_key":
        same.append("private_key_passphrase")
    return profile.done(type="snowflake", **more, **profile.those(**{field: field for field in same}))


def _databricks(profile: _Profile) -> tuple[dict[str, Any], dict[str, str]]:
    profile.need("host", "http_path", "schema")
    way = profile.one_of("token", "client_secret")
    same = ["host", "http_path", "catalog", "schema", way]
    more = {}
    if way == "client_secret":
        profile.need("client_id")
        same.append("client_id")
        more = {"auth_type": "oauth"}
    return profile.done(type="databricks", **more, **profile.those(**{field: field for field in same}))


def _bigquery(profile: _Profile) -> tuple[dict[str, Any], dict[str, str]]:
    """Without a key the machine's own account is asked: what Google calls the default of an application."""
    profile.need("project", "dataset")
    where = profile.those(project="project", dataset="dataset", location="location")
    if "keyfile_json" not in profile.values:
        return profile.done(type="bigquery", method="oauth", **where)
    # dbt wants its fields, and a variable is one text.
    try:
        key = json.loads(profile.values["keyfile_json"])
        parts = {f"key_{part}": str(key[part]) for part in _KEYFILE if part in key}
    except (ValueError, TypeError):
        parts = {}
    if not {"key_private_key", "key_client_email"} <= set(parts):
        raise Configuration(f"resource {profile.name}: keyfile_json is no key of a service account")
    profile.values |= parts
    fields = {part.removeprefix("key_"): profile.read(part) for part in parts}
    return profile.done(type="bigquery", method="service-account-json", keyfile_json=fields, **where)


_FIELDS: dict[str, Callable[[_Profile], tuple[dict[str, Any], dict[str, str]]]] = {
    "trino": _trino,
    "snowflake": _snowflake,
    "databricks": _databricks,
    "bigquery": _bigquery,
}
