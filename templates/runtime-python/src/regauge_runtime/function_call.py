"""Finds a user's function and calls it with arguments by name (semantics 26); standard library only."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from regauge_runtime.arrow_data import as_annotated
from regauge_runtime.errors import Permanent
from regauge_runtime.plugin_code import told_by_owner


def add_code_paths(code: Path) -> None:
    """Puts `code/` and `code/src` in front of the module search path."""
    for folder in (code, code / "src"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))


def resolve(entrypoint: str) -> Callable[..., Any]:
    """Returns the function `pkg.mod:fn`; Permanent when it is not there or its module fails to load."""
    module_name, _, path = entrypoint.partition(":")
    try:
        found: Any = importlib.import_module(module_name)
    except ImportError as error:
        raise Permanent(f"{entrypoint}: {error}", code="IMPORT") from error
    except SyntaxError as error:
        raise Permanent(f"{entrypoint}: {error}", code="SYNTAX") from error
    for part in path.split("."):
        if not hasattr(found, part):
            raise Permanent(f"{entrypoint}: {module_name} has no {path}", code="ENTRYPOINT")
        found = getattr(found, part)
    if not callable(found):
        raise Permanent(f"{entrypoint} is no function", code="ENTRYPOINT")
    function: Callable[..., Any] = found
    return function


def call(entrypoint: str, arguments: Mapping[str, Callable[[], Any]], *, converts: bool = True) -> Any:
    """Calls a function with those of the arguments that it names; each is made only when asked for.

    `converts`: tables are given as the function's annotations ask.
    Raises Permanent when the function wants a name that nobody gives, PluginError when it is a plugin's and fails.
    """
    return told_by_owner(lambda: _call(entrypoint, arguments, converts), entrypoint)


def _call(entrypoint: str, arguments: Mapping[str, Callable[[], Any]], converts: bool) -> Any:
    function = resolve(entrypoint)
    parameters = inspect.signature(function).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    chosen: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if name in arguments:
            given = arguments[name]()
            chosen[name] = as_annotated(given, parameter.annotation) if converts else given
        elif parameter.default is parameter.empty:
            names = ", ".join(arguments)
            raise Permanent(f"{entrypoint} wants an argument {name}; given are {names}", code="ARGUMENTS")
    if takes_all:
        chosen.update({name: make() for name, make in arguments.items() if name not in chosen})
    positional = [chosen.pop(name) for name, p in parameters.items() if p.kind is p.POSITIONAL_ONLY and name in chosen]
    return function(*positional, **chosen)
