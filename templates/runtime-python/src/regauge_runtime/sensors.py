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


class Sensors:
    """The sensors of a product, in one pass over its jobs."""

    def __init__(self, plan: Plan, home: Path, values: Values, book: RequestBook, stores: Stores) -> None:
        self._plan = plan
        self._home = home
        self._values = values
        self._book = book
        self._stores = stores

    def look(self, name: str) -> list[str]:
        """Returns all that a sensor has found, oldest first where there is an order."""
        source = self._source(name)
        match source["kind"]:
            case "table":
                from regauge_runtime.table_sensor import table_state

                return self._changes(name, partial(table_state, source, self._stores))
            case "http":
                return self._changes(name, partial(self._told, f"sensor {name}", source))
            case "file":
                path = self._values.resolve(source["path"], f"sensor {name}: path")
                return _files(path, source["pattern"], self._home)
            case "python":
                return self._asked(name, source["entrypoint"])
            case kind:
                raise Configuration(f"sensor {name}: sensors of kind {kind} are unknown")

    def known(self, name: str) -> list[str]:
        """Returns what a sensor has found so far, without a new look where its hits are in the book."""
        return self.look(name) if self._source(name)["kind"] == "file" else self._book.sensed(name)[1]

    def _source(self, name: str) -> JsonObject:
        source: JsonObject = self._plan.tree["sensors"][name]["source"]
        return source

    def _changes(self, name: str, look: Callable[[Any], State]) -> list[str]:
        """A hit for each state that is not the one before; it is in the book before anyone acts on it."""
        cursor, hits = self._book.sensed(name)
        state = look(cursor)
        if state.cursor == cursor:
            return hits
        # A state may come again after another one: its hit is another one too.
        fresh = (
            [state.hit if state.hit not in hits else f"{state.hit}#{len(hits) + 1}"] if state.hit is not None else []
        )
        self._book.note_sensed(name, cursor, fresh, state.cursor)
        return [*hits, *fresh]

    def _told(self, where: str, source: JsonObject, cursor: Any) -> State:
        """What a web service says: the value at the path in its JSON, or a digest of all that it says."""
        service = make(resource_call(self._plan, source["resource"], self._values, data_dir(self._home)))
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
        if found is None:  # nothing there, or null: the service has nothing to tell
            return State(cursor, None)
        return State(found, found if isinstance(found, str) else json.dumps(found))

    def _asked(self, name: str, entrypoint: str) -> list[str]:
        """Calls the function with its last cursor; its hits are in the book before anyone acts on them."""
        cursor, hits = self._book.sensed(name)
        place = {"key": f"sensor:{name}", "run": {}}
        step = Step(self._plan, self._home, place, name, "poll", 1, None, None, None, {"cursor": cursor})
        with contextlib.chdir(step.code_dir) if step.code_dir.is_dir() else contextlib.nullcontext():
            answer, _ = call_entrypoint(step, self._values, entrypoint, list, is_plain=True)
        answer = answer.data if isinstance(answer, Result) else answer
        if not isinstance(answer, tuple | list) or len(answer) != 2 or not isinstance(answer[0], tuple | list):
            raise Validation(f"{entrypoint} gave {answer!r}: give (hits, cursor), hits a list of texts", code="SENSOR")
        fresh, after = [str(hit) for hit in answer[0]], answer[1]
        if fresh or after != cursor:
            self._book.note_sensed(name, cursor, fresh, after)
        return list(dict.fromkeys([*hits, *fresh]))


def _files(path: str, pattern: str, home: Path) -> list[str]:
    """The files of a folder by name, those under a hidden name left out: writers use them until a file is whole."""
    if "://" in path:
        raise Configuration(f"{path} is no folder: a file sensor looks at files that are mounted")
    folder = data_dir(home) / path  # an absolute path stays itself
    if not folder.is_dir():
        return []
    names = [file.name for file in folder.iterdir() if file.is_file()]
    return sorted(name for name in names if fnmatchcase(name, pattern) and not name.startswith("."))


def _at(tree: Any, path: str) -> Any:
    """What stands at a path such as `$.page.next` or `$.items[0].id`, None if nothing does; checked with the spec."""
    for name, number in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path):
        if name:
            tree = tree.get(name) if isinstance(tree, dict) else None
        else:
            tree = tree[int(number)] if isinstance(tree, list) and int(number) < len(tree) else None
    return tree
