"""Where sensors look, and what they have found so far."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.python_run import call_entrypoint, resource_call
from regauge_runtime.request_book import RequestBook
from regauge_runtime.resources import HttpResource, make
from regauge_runtime.step import Step, data_dir
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result


class State(NamedTuple):
    """What a look found: the cursor for the next one, and what the run is told; no hit, no run."""

    cursor: Any
    hit: str | None


def hits_of(plan: Plan, home: Path, values: Values, sensor: JsonObject, book: RequestBook, stores: Stores) -> list[str]:
    """Returns all that a sensor has found, oldest first where there is an order."""
    source = sensor["source"]
    match source["kind"]:
        case "table":
            from regauge_runtime.table_sensor import table_state

            return _changes(sensor, book, partial(table_state, source, stores))
        case "http":
            where = f"sensor {sensor['name']}"
            return _changes(sensor, book, partial(_told, plan, home, values, source, where))
        case "file":
            return _files(values.resolve(source["path"], f"sensor {sensor['name']}: path"), source["pattern"], home)
        case "python":
            return _asked(plan, home, values, sensor, book)
        case kind:
            raise Configuration(f"sensor {sensor['name']}: sensors of kind {kind} are unknown")


def _files(path: str, pattern: str, home: Path) -> list[str]:
    """The files of a folder by name, those under a hidden name left out: writers use them until a file is whole."""
    if "://" in path:
        raise Configuration(f"{path} is no folder: a file sensor looks at files that are mounted")
    folder = data_dir(home) / path  # an absolute path stays itself
    if not folder.is_dir():
        return []
    names = [file.name for file in folder.iterdir() if file.is_file()]
    return sorted(name for name in names if fnmatchcase(name, pattern) and not name.startswith("."))


def known_hits(
    plan: Plan, home: Path, values: Values, sensor: JsonObject, book: RequestBook, stores: Stores
) -> list[str]:
    """Returns what a sensor has found so far, without a new look where its hits are in the book."""
    if sensor["source"]["kind"] == "file":
        return hits_of(plan, home, values, sensor, book, stores)
    return book.sensed(sensor["name"])[1]


def _changes(sensor: JsonObject, book: RequestBook, look: Callable[[Any], State]) -> list[str]:
    """A hit for each state that is not the one before; it is in the book before anyone acts on it."""
    cursor, hits = book.sensed(sensor["name"])
    state = look(cursor)
    if state.cursor == cursor:
        return hits
    # A state may come again after another one: its hit is another one too.
    fresh = [state.hit if state.hit not in hits else f"{state.hit}#{len(hits) + 1}"] if state.hit is not None else []
    book.note_sensed(sensor["name"], cursor, fresh, state.cursor)
    return [*hits, *fresh]


def _told(plan: Plan, home: Path, values: Values, source: JsonObject, where: str, cursor: Any) -> State:
    """What a web service says: the value at the path in its JSON, or a digest of all that it says."""
    service = make(resource_call(plan, source["resource"], values, data_dir(home)))
    if not isinstance(service, HttpResource):
        raise Configuration(f"{where}: resource {source['resource']} is no web service")
    body = service.get(source.get("path") or "")
    if not source.get("cursorPath"):
        digest = hashlib.sha256(body).hexdigest()[:16]
        return State(digest, digest)
    try:
        found = _at(json.loads(body), source["cursorPath"])
    except ValueError as error:
        raise Validation(f"{where}: {source['resource']} answered no JSON: {error}", code="SENSOR") from None
    # Nothing there, or null: the service has nothing to tell.
    return (
        State(cursor, None) if found is None else State(found, found if isinstance(found, str) else json.dumps(found))
    )


def _at(tree: Any, path: str) -> Any:
    """What stands at a path such as `$.page.next` or `$.items[0].id`, None if nothing does; checked with the spec."""
    for name, number in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path):
        if name:
            tree = tree.get(name) if isinstance(tree, dict) else None
        else:
            tree = tree[int(number)] if isinstance(tree, list) and int(number) < len(tree) else None
    return tree


def _asked(plan: Plan, home: Path, values: Values, sensor: JsonObject, book: RequestBook) -> list[str]:
    """Calls the function with the cursor that it returned last; its hits are in the book before anyone acts on them."""
    cursor, hits = book.sensed(sensor["name"])
    entrypoint = sensor["source"]["entrypoint"]
    place = {"key": f"sensor:{sensor['name']}", "run": {}}
    step = Step(plan, home, place, sensor["name"], "poll", 1, None, None, None, {"cursor": cursor})
    with contextlib.chdir(step.code_dir) if step.code_dir.is_dir() else contextlib.nullcontext():
        answer, _ = call_entrypoint(step, values, entrypoint, list, is_plain=True)
    answer = answer.data if isinstance(answer, Result) else answer
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not isinstance(answer[0], tuple | list):
        raise Validation(f"{entrypoint} gave {answer!r}: give (hits, cursor), hits a list of texts", code="SENSOR")
    fresh, after = [str(hit) for hit in answer[0]], answer[1]
    if fresh or after != cursor:
        book.note_sensed(sensor["name"], cursor, fresh, after)
    return list(dict.fromkeys([*hits, *fresh]))
