"""The resources that a function gets, made where it runs; standard library only until something connects.

| type     | what the function gets                                                                                  |
|----------|---------------------------------------------------------------------------------------------------------|
| python   | what `factory(**config)` returns                                                                        |
| http     | `HttpResource`: `get(path)`, whose failures are retried as their status says, Retry-After included      |
| postgres | `DatabaseResource`: `connect()` by psycopg, psycopg2 or pg8000, whichever the environment has           |
| duckdb   | `DatabaseResource`: `connect()` by duckdb                                                               |
| trino    | `DatabaseResource`: `connect()` by trino                                                                |
| kafka    | `bus.DataBus`: what `DataProducer` and `DataConsumer` take                                              |
| nats     | `bus.ControlBus`: what `ControlProducer` and `ControlConsumer` take                                     |
| smtp     | `MailServer`: `send(to, subject, text)`, whose failures are retried as the server's answer says         |
"""

from __future__ import annotations

import importlib
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from regauge_runtime.errors import Configuration, Permanent, Transient, retry_after_seconds


@dataclass(frozen=True)
class ResourceCall:
    """A resource of the plan with its values resolved; `path` is the DuckDB file or the PostgreSQL DSN."""

    name: str
    type: str
    config: dict[str, Any]
    factory: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class DatabaseResource:
    """A database: `config` as in the product's file, and a way to connect."""

    name: str
    type: str
    config: dict[str, Any] = field(repr=False)
    path: str = field(repr=False)

    def connect(self) -> Any:
        """Returns a DB-API connection; Configuration when the environment has no driver."""
        if self.type == "trino":
            from regauge_runtime import trino_client

            return trino_client.connect(self.config, self.name)
        drivers = {"duckdb": ["duckdb"], "postgres": ["psycopg", "psycopg2", "pg8000"]}[self.type]
        for driver in drivers:
            try:
                module = importlib.import_module(driver)
            except ModuleNotFoundError:
                continue
            connection = module.connect(self.path)
            return _ending_with_us(connection) if self.type == "postgres" else connection
        raise Configuration(f"resource {self.name}: the code's environment has none of {', '.join(drivers)}")


# A server looks for its client between two statements only, unless it is asked to; versions before 14 cannot.
_LOOK_FOR_CLIENT = (
    "select set_config('client_connection_check_interval', '2s', false)"
    " where current_setting('server_version_num')::int >= 140000"
)


def _ending_with_us(connection: Any) -> Any:
    """Has a connection's queries end soon after this process did, where its server can."""
    try:
        cursor = connection.cursor()
        cursor.execute(_LOOK_FOR_CLIENT)
        cursor.close()
        connection.commit()
    except Exception:  # noqa: BLE001 - a driver's own classes, and a server that only speaks PostgreSQL's protocol
        connection.rollback()
    return connection


@dataclass(frozen=True)
class HttpResource:
    """A web service: `base_url`, `headers` and `token` (sent as a bearer token) of its config are used."""

    name: str
    config: dict[str, Any] = field(repr=False)

    def get(self, path: str, query: dict[str, Any] | None = None, *, timeout: float = 60.0) -> bytes:
        """Returns an answer's body; Transient or Permanent by its status, as semantics 16 has it."""
        url = str(self.config.get("base_url", "")).rstrip("/") + "/" + path.lstrip("/")
        if query:
            url += "?" + urllib.parse.urlencode(query, doseq=True)
        headers = dict(self.config.get("headers", {}))
        if token := self.config.get("token"):
            headers["Authorization"] = f"Bearer {token}"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=timeout) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            text = f"{self.name}: GET /{path.lstrip('/')} answered {error.code}"
            if error.code in (408, 425, 429) or error.code >= 500:
                wait = retry_after_seconds(error.headers.get("Retry-After"))
                raise Transient(text, retry_after=wait, code=f"HTTP_{error.code}") from None
            raise Permanent(text, code=f"HTTP_{error.code}") from None
        except (urllib.error.URLError, TimeoutError) as error:
            raise Transient(f"{self.name}: GET /{path.lstrip('/')}: {error}", code="HTTP") from None

    def get_json(self, path: str, query: dict[str, Any] | None = None) -> Any:
        """Returns an answer's body read as JSON."""
        return json.loads(self.get(path, query))


def make(call: ResourceCall) -> Any:
    """Returns the object that a function gets for a resource."""
    match call.type:
        case "python":
            from regauge_runtime.function_call import resolve

            if not call.factory:
                raise Configuration(f"resource {call.name} names no factory")
            return resolve(call.factory)(**call.config)
        case "http":
            return HttpResource(call.name, call.config)
        case "smtp":
            from regauge_runtime.mail import MailServer

            return MailServer(call.name, call.config)
        case "kafka" | "nats":
            from regauge_runtime.bus import ControlBus, DataBus

            return (DataBus if call.type == "kafka" else ControlBus)(call.config, f"resource {call.name}")
        case "duckdb" | "postgres" | "trino":
            return DatabaseResource(call.name, call.type, call.config, call.path or "")
    raise Configuration(f"resource {call.name} has the type {call.type}, which functions cannot get")
