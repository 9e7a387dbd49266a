"""The `profiles.yml` of a warehouse, as dbt's adapters have them; standard library only.

Every setting is an `env_var()` in the file, and its value is in dbt's own environment alone: no secret is written, and
no value is a part of the file's text. Which fields there are follows from which settings there are.
"""

from __future__ import annotations

from typing import Any

from regauge_runtime.errors import Configuration

# What dbt keeps out of its logs begins so, and is text for it: a port cannot be one.
_SECRET = "DBT_ENV_SECRET_REGAUGE_"
_PLAIN = "REGAUGE_DBT_"


def profile_of(kind: str, config: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Returns the output of a profile for a resource with its values resolved, and the variables that it reads."""
    if kind != "trino":
        raise Configuration(f"resource {name}: dbt builds in no {kind}")
    values = {setting: str(value) for setting, value in config.items() if value is not None and value != ""}
    if lacking := [setting for setting in ("host", "catalog", "schema") if setting not in values]:
        raise Configuration(f"resource {name} has no {', '.join(lacking)}, which dbt needs")
    is_known = "password" in values or "token" in values
    if "password" in values and "user" not in values:
        raise Configuration(f"resource {name} has a password and no user")
    values.setdefault("user", "regauge")
    tls = values.setdefault("tls", "tls" if is_known else "none")
    if tls not in ("tls", "none") or (is_known and tls == "none"):
        raise Configuration(f"resource {name}: tls is {tls!r}, not {'tls' if is_known else 'tls or none'}")
    values.setdefault("port", "443" if tls == "tls" else "8080")
    output: dict[str, Any] = {
        "type": "trino",
        "method": "ldap" if "password" in values else "jwt" if "token" in values else "none",
        "host": _variable("host"),
        "port": _variable("port", "as_number"),
        "database": _variable("catalog"),
        "schema": _variable("schema"),
        "http_scheme": "https" if tls == "tls" else "http",
        "timezone": "UTC",
        "threads": 1,
    }
    if "token" not in values:
        output["user"] = _variable("user")
    if "password" in values:
        output["password"] = _variable("password")
    if "token" in values:
        output["jwt_token"] = _variable("token")
    if "ca_file" in values:
        output["cert"] = _variable("ca_file")
    used = ("host", "port", "catalog", "schema", "user", "password", "token", "ca_file")
    return output, {_named(setting): values[setting] for setting in used if setting in values}


def _variable(setting: str, as_what: str = "") -> str:
    read = f"env_var('{_named(setting)}')"
    return f"{{{{ {read} | {as_what} }}}}" if as_what else f"{{{{ {read} }}}}"


def _named(setting: str) -> str:
    return (_SECRET if setting in ("password", "token") else _PLAIN) + setting.upper()
