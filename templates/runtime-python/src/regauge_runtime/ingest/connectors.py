"""Connectors: `validate_config`, `test_connection`, `get_schema` and `fetch_data`, each given the settings.

The type `rest_api` is built in. Any other is what its entrypoint names (a class without arguments, or an object), or
the product's own module `connectors.<type>`, with those functions or with a class `Connector` that has them.
Standard library only.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from regauge_runtime.errors import Configuration, StepError, Transient
from regauge_runtime.ingest.failures import ingestion_error
from regauge_runtime.ingest.rest_api import RestApi
from regauge_runtime.plugin_code import told_by_owner
from regauge_runtime.values_returned import Result

# Names of types as connectors say them, in Iceberg's words.
TYPES = {
    "int": "long", "integer": "long", "bigint": "long", "long": "long", "float": "double", "double": "double",
    "number": "double", "string": "string", "text": "string", "str": "string", "bool": "boolean",
    "boolean": "boolean", "timestamp": "timestamp", "timestamptz": "timestamptz", "datetime": "timestamp",
    "date": "date",
}  # fmt: skip
BUILT_IN = "rest_api"


class Connector(Protocol):
    """What a connector can do."""

    def validate_config(self, config: dict[str, Any]) -> bool: ...

    def test_connection(self, config: dict[str, Any]) -> bool: ...

    def get_schema(self, config: dict[str, Any]) -> dict[str, str] | None: ...

    def fetch_data(self, config: dict[str, Any]) -> Iterable[dict[str, Any]]: ...


def fetch(connector: str, config: dict[str, Any], entrypoint: str | None = None) -> Result:
    """Reads all rows (None = there were none) once the settings are right and the source answers.

    Raises what went wrong in the words of ingestion, for it may be another Python that hears of it.
    """
    what = f"connector {connector}"
    try:
        result: Result = told_by_owner(lambda: _fetch(connector, config, entrypoint), entrypoint or "", what)
    except StepError:
        raise
    except Exception as error:
        raise ingestion_error(error, what) from error
    return result


def _fetch(connector: str, config: dict[str, Any], entrypoint: str | None) -> Result:
    found = find(connector, entrypoint)
    if not found.validate_config(config):
        raise Configuration(f"connector {connector}: the settings are not what it needs", code="CONFIGURATION")
    if not found.test_connection(config):
        raise Transient(f"connector {connector}: the source does not answer", code="UNREACHABLE")
    schema = found.get_schema(config)
    rows = list(counted(found.fetch_data(config)))
    return Result(metadata={"connector": {"rows": len(rows)}, "schema": schema}, data=rows or None)


def counted(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yields the rows, and tells the log now and then how many there were."""
    began = told = time.monotonic()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise TypeError(f"row {number} is a {type(row).__name__}, not a dict")
        yield row
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"{number} rows in {told - began:.0f} s", flush=True)


def find(name: str, entrypoint: str | None = None) -> Connector:
    """Returns a connector by its entrypoint, or else by its type; Configuration when there is none of that name."""
    if name == BUILT_IN:
        return RestApi()
    module_name, _, member = (entrypoint or f"connectors.{name.replace('-', '_')}:").partition(":")
    try:
        module: Any = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise
        place = f"its module {module_name} is not there" if member else f"no module {module_name} of the product"
        raise Configuration(f"connector {name}: {place}, and it is not built in") from None
    if member and not hasattr(module, member):
        raise Configuration(f"connector {name}: {module_name} has no {member}")
    found: Any = getattr(module, member or "Connector", module)
    if isinstance(found, type):
        found = found()
    wanted = ("validate_config", "test_connection", "get_schema", "fetch_data")
    if lacking := [one for one in wanted if not callable(getattr(found, one, None))]:
        raise Configuration(f"connector {name}: {entrypoint or module_name} has no {', '.join(lacking)}")
    connector: Connector = found
    return connector
