"""Where sensors look, and what they have found so far."""

from __future__ import annotations

import contextlib
from fnmatch import fnmatchcase
from pathlib import Path

from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.python_run import call_entrypoint
from regauge_runtime.request_book import RequestBook
from regauge_runtime.step import Step, data_dir
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result


def hits_of(plan: Plan, home: Path, values: Values, sensor: JsonObject, book: RequestBook) -> list[str]:
    """Returns all that a sensor has found, oldest first where there is an order."""
    source = sensor["source"]
    match source["kind"]:
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
