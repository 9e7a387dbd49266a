"""Whose code it is that failed: a plugin's failures say so, in the words of ingestion; standard library only.

`code/regauge_plugins.json`, which the generator writes, names the plugins whose Python a bundle holds:
`{"version": 1, "plugins": [{"name": "acme-rest", "version": "1.0.0", "modules": ["acme_rest"]}]}`.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from regauge_runtime.errors import Blocked, CheckFailed, Failure, Skipped, StepError, failure_of, failure_of_exit
from regauge_runtime.ingest.failures import ingestion_error
from regauge_runtime.values_returned import Result

FILE = "regauge_plugins.json"


class PluginError(StepError):
    """What went wrong in a plugin's code: whose, and as any other failure a category, a code and a message."""

    def __init__(self, plugin: str, failure: Failure) -> None:
        super().__init__(
            f"plugin {plugin}: {failure.message}",
            retry_after=failure.retry_after,
            code=failure.code,
            failed_records=failure.failed_records,
        )
        self.plugin = plugin
        self.regauge_category = failure.category
        self.exit_code = failure.exit_code


def plugin_of(entrypoint: str) -> str | None:
    """Returns name and version of the plugin whose function it is; None = it is the product's own."""
    module = entrypoint.partition(":")[0].partition(".")[0]
    for folder in sys.path:
        if (name := _modules(folder).get(module)) is not None:
            return name
    return None


@functools.cache
def _modules(folder: str) -> dict[str, str]:
    try:
        told: dict[str, Any] = json.loads((Path(folder) / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {module: f"{one['name']} {one['version']}" for one in told["plugins"] for module in one["modules"]}


def told_by_owner(call: Callable[[], Any], entrypoint: str, what: str = "") -> Any:
    """Calls a function; what a plugin's raises, also while its rows are read, becomes a PluginError.

    That a step is blocked or skipped, and a failed check, are no failures of the plugin. `what` begins the message
    after the plugin's name; empty = the entrypoint.
    """
    plugin = plugin_of(entrypoint)
    if plugin is None:
        return call()
    try:
        value = call()
    except (Exception, SystemExit) as error:
        raise _plugin_error(error, plugin, what or entrypoint) from error
    return _watched(value, plugin, what or entrypoint)


def _watched(value: Any, plugin: str, what: str) -> Any:
    """Rows that are still to be made can fail as well; a stream of Arrow is read by itself."""
    if isinstance(value, Result):
        return replace(value, data=_watched(value.data, plugin, what))
    if isinstance(value, dict):
        return {name: _watched(one, plugin, what) for name, one in value.items()}
    if isinstance(value, Iterator) and not hasattr(value, "__arrow_c_stream__"):
        return _rows(value, plugin, what)
    return value


def _rows(rows: Iterator[Any], plugin: str, what: str) -> Iterator[Any]:
    try:
        yield from rows
    except (Exception, SystemExit) as error:
        raise _plugin_error(error, plugin, what) from error


def _plugin_error(error: Exception | SystemExit, plugin: str, what: str) -> BaseException:
    if isinstance(error, (Blocked, Skipped, CheckFailed, PluginError)):
        return error
    if isinstance(error, SystemExit):
        if error.code in (None, 0):
            return error
        code = error.code if isinstance(error.code, int) else 1
        return PluginError(plugin, failure_of_exit(code, what))
    return PluginError(plugin, failure_of(ingestion_error(error, what)))
