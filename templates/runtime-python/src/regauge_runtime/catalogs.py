"""Opens the plan's Iceberg catalogs with pyiceberg.

| type                              | opened as                                                              |
|-----------------------------------|------------------------------------------------------------------------|
| embedded, or a uri of `embedded`  | SQL catalog `$REGAUGE_DATA/catalog.db`, files in `…/warehouse`         |
| jdbc                              | SQL catalog; PostgreSQL by psycopg whatever the uri names; sqlite      |
| rest, polaris, nessie             | Iceberg's REST client, the settings as its properties                  |
| glue, hive                        | pyiceberg's clients, of which `locks/glue.txt`, `locks/hive.txt` are   |

With `REGAUGE_EMBEDDED=1` (the local runner of `regauge run`) a catalog whose settings are unset is the embedded one.
The variables `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL` give `s3.endpoint` when the settings do not.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.values import Values

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog

_CLIENTS = {"rest": "rest", "polaris": "rest", "nessie": "rest", "glue": "glue", "hive": "hive"}


def catalog_settings(plan: JsonObject, values: Values, data: Path) -> dict[str, str]:
    """Returns pyiceberg's properties for a catalog of the plan, `type` among them (sql, rest, glue or hive)."""
    name, kind = plan["name"], plan["type"]
    settings: JsonObject = plan.get("settings", {})
    if kind == "embedded" or falls_back(plan, values):
        return _embedded(data)
    texts = values.resolve_texts(settings, f"catalog {name}")
    if texts.get("uri") == "embedded":
        return _embedded(data)
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        texts.setdefault("s3.endpoint", endpoint)
    if "s3.endpoint" in texts:
        # Without a region the client asks Amazon for the bucket's, whatever the endpoint is.
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        texts.setdefault("s3.region", region)
    if kind == "jdbc":
        for needed in ("uri", "warehouse"):
            if needed not in texts:
                raise Configuration(f"catalog {name} needs {needed}")
        return texts | {"type": "sql", "uri": sql_uri(texts["uri"]), "warehouse": _location(texts["warehouse"])}
    if kind in _CLIENTS:
        return _of_client(kind, texts) | {"type": _CLIENTS[kind]}
    raise Configuration(f"catalog {name} has the type {kind}, which steps cannot open")


def _of_client(kind: str, texts: dict[str, str]) -> dict[str, str]:
    """Returns the settings under the names of pyiceberg's client, with what a type's servers all want.

    As in Java (`Catalogs.java`), which makes the tables of the same catalogs.
    """
    if kind == "polaris" and "credential" in texts and "uri" in texts:
        # Polaris is asked for tokens itself unless somebody else is said to give them.
        texts.setdefault("oauth2-server-uri", texts["uri"].rstrip("/") + "/v1/oauth/tokens")
    if kind == "glue":
        if "uri" in texts:
            texts["glue.endpoint"] = texts.pop("uri")
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        if region and "client.region" not in texts:
            texts.setdefault("glue.region", region)
    return texts


def falls_back(plan: JsonObject, values: Values) -> bool:
    """Tells whether the embedded catalog stands in for one whose values nobody has set (docs/adr/0006)."""
    return os.environ.get("REGAUGE_EMBEDDED") == "1" and not values.is_set(plan.get("settings", {}))


def open_catalog(name: str, settings: dict[str, str]) -> Catalog:
    """Returns the catalog; makes the SQL catalog's tables when they are missing."""
    if settings["type"] != "sql":
        from pyiceberg.catalog import load_catalog

        from regauge_runtime.nessie import complete_requests, keeps_snapshots

        try:
            catalog = load_catalog(name, **settings)
        except ImportError as error:
            raise Configuration(f"catalog {name} cannot be opened in this environment: {error}") from None
        if not keeps_snapshots(catalog):
            complete_requests(catalog)
        return catalog
    if settings["uri"].startswith("sqlite:///"):
        Path(settings["uri"].removeprefix("sqlite:///").split("?")[0]).parent.mkdir(parents=True, exist_ok=True)
    if settings["warehouse"].startswith("file://"):
        Path(settings["warehouse"].removeprefix("file://")).mkdir(parents=True, exist_ok=True)
    from pyiceberg.catalog.sql import SqlCatalog
    from sqlalchemy.exc import DatabaseError

    properties = {key: value for key, value in settings.items() if key != "type"}
    for attempt in range(5):
        try:
            return SqlCatalog(name, **properties)
        except DatabaseError as error:
            # Two first steps at once both make the tables, and one of them loses.
            if attempt == 4 or not any(word in str(error) for word in ("exist", "unique", "locked")):
                raise
            time.sleep(0.1 * 2**attempt)
    raise AssertionError


def sql_uri(uri: str) -> str:
    """Returns a catalog's uri as SQLAlchemy takes it, with the driver that is in the step's environment."""
    uri = uri.removeprefix("jdbc:")
    if match := re.match(r"(?:postgresql|postgres)(?:\+\w+)?://", uri):
        return "postgresql+psycopg://" + uri[match.end() :]
    if match := re.match(r"sqlite:(?!//)", uri):
        uri = "sqlite:///" + uri[match.end() :]
    if uri.startswith("sqlite:///") and "timeout=" not in uri:
        # Neighbours commit at the same moment; sqlite lets one in and the others wait, in seconds.
        uri += ("&" if "?" in uri else "?") + "timeout=60"
    return uri


def postgres_dsn(uri: str) -> str | None:
    """Returns a catalog's uri as libpq takes it, or None when it is not PostgreSQL."""
    uri = sql_uri(uri)
    return "postgresql" + uri[len("postgresql+psycopg") :] if uri.startswith("postgresql+psycopg://") else None


def _embedded(data: Path) -> dict[str, str]:
    return {
        "type": "sql",
        "uri": sql_uri(f"sqlite:///{data / 'catalog.db'}"),
        "warehouse": f"file://{data / 'warehouse'}",
    }


def _location(warehouse: str) -> str:
    return warehouse if "://" in warehouse else f"file://{Path(warehouse).absolute()}"
