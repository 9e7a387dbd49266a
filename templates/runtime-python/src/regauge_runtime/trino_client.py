"""How a step comes to a Trino, and what it means when that fails; standard library only until something connects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from regauge_runtime.errors import Configuration, Permanent, Resource, StepError, Transient, Validation

PORTS = {"none": 8080, "tls": 443}
LAST_PORT = 65_535
# Errors of a query that are errors of the rows: everything else that Trino blames on its user, no retry mends.
_OF_THE_ROWS = frozenset(
    {"DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "INVALID_FUNCTION_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE"}
    | {"CONSTRAINT_VIOLATION", "SUBQUERY_MULTIPLE_ROWS", "MERGE_TARGET_ROW_MULTIPLE_MATCHES"}
)
# What tells that a table is not there, as other stores see it.
ABSENT = frozenset({"TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND"})


@dataclass(frozen=True)
class Address:
    """Where a Trino listens, and who asks there."""

    host: str
    port: int
    user: str
    scheme: str


def address(config: dict[str, Any], name: str) -> Address:
    """Returns where a resource's Trino is; Configuration when its config lacks something or would show a secret."""
    if not config.get("host"):
        raise Configuration(f"resource {name} needs a host")
    user, password, token = (config.get(word) for word in ("user", "password", "token"))
    if password and not user:
        raise Configuration(f"resource {name} has a password and no user")
    # Trino takes neither a password nor a token in the clear.
    tls = str(config.get("tls") or ("tls" if password or token else "none"))
    if tls not in PORTS:
        raise Configuration(f"resource {name}: tls is {tls!r}, not tls or none")
    if tls == "none" and (password or token):
        raise Configuration(f"resource {name} would show a password or a token in the clear: tls is none")
    port = str(config.get("port") or PORTS[tls])
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) <= LAST_PORT:
        raise Configuration(f"resource {name}: the port is {port!r}")
    return Address(str(config["host"]), int(port), str(user or "regauge"), "https" if tls == "tls" else "http")


def connect(config: dict[str, Any], name: str) -> Any:
    """Returns a DB-API connection by a resource's config; Configuration when it lacks something."""
    try:
        from trino import auth, dbapi
    except ModuleNotFoundError:
        raise Configuration(f"resource {name}: the environment has no package trino") from None
    there = address(config, name)
    password, token = config.get("password"), config.get("token")
    who: Any = (
        auth.BasicAuthentication(there.user, password) if password else auth.JWTAuthentication(token) if token else None
    )
    opened: Any = dbapi.connect
    return opened(
        host=there.host,
        port=there.port,
        user=there.user,
        auth=who,
        http_scheme=there.scheme,
        verify=str(config["ca_file"]) if config.get("ca_file") else True,
        catalog=config.get("catalog"),
        schema=config.get("schema"),
        source="regauge-step",
        timezone="UTC",
    )


def step_error(error: Exception, what: str) -> StepError:
    """Returns what an error of the client means for the step, by Trino's own words for it."""
    kind, name = getattr(error, "error_type", None), getattr(error, "error_name", None)
    text = f"{what}: {getattr(error, 'message', None) or error}"
    match kind:
        case "USER_ERROR" if name in _OF_THE_ROWS:
            return Validation(text, code=f"TRINO_{name}")
        case "USER_ERROR":
            return Permanent(text, code=f"TRINO_{name}")
        case "INSUFFICIENT_RESOURCES":
            return Resource(text, code=f"TRINO_{name}")
        case "INTERNAL_ERROR" | "EXTERNAL":
            return Transient(text, code=f"TRINO_{name}")
    # No answer of a query: the way to the server failed, or the server let nobody in.
    is_refused = any(f"error {status}" in text for status in (400, 401, 403, 404))
    return Permanent(text, code="TRINO_REFUSED") if is_refused else Transient(text, code="TRINO")
