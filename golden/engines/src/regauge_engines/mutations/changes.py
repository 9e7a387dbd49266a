"""What a value is changed to: what may stand there by its form, the schema, its neighbours and other products."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from regauge_engines.mutations.specs import Leaf, Path_, Tree

_FROM_OTHERS = 5
_OTHER_UNITS = {"S": "PT9S", "M": "PT11M", "H": "PT5H", "D": "P5D"}
_NEIGHBOURS = 4
_ALIKE = 3
# A value that gives something its name → the fields that name it elsewhere.
_NAME_GIVERS = {
    "assets[].key": ("asset", "inputs", "deps", "select", "assets", "target"),
    "jobs[].name": ("target", "jobs"),
    "sensors[].name": ("sensor",),
    "tables[].name": ("table", "source"),
    "assets[].outputs[].table": ("table", "tables", "source"),
}
# The parts whose members have their names as keys → the fields that name a member, or that hold such names.
_NAMING = {
    "resources": ("resources", "resource", "engine"),
    "partitions": ("partitions", "multi", "adds"),
    "pools": ("pools", "pool"),
    "alerts": ("alerts", "onFailure"),
    "catalogs": ("catalogs", "catalog"),
}
# What a step does when it does something else; a value that has no other one is changed with what it stands in.
_OTHER_RUN = {"command": ["true"]}


def _field(kind: str) -> str:
    return kind.rpartition(".")[2]


class Choices:
    """What may stand where: the values that some products have for each kind, and the product's JSON Schema."""

    def __init__(self, seen: dict[str, list[Any]], schema: dict[str, Any]) -> None:
        self._seen = seen
        self._definitions = schema["$defs"]
        # Of fields that have one name in several records, the values of all.
        self._alike: dict[str, list[Any]] = defaultdict(list)
        for kind, values in seen.items():
            if _field(kind) != "*":
                self._alike[_field(kind)] += [value for value in values if value not in self._alike[_field(kind)]]

    def changes(self, tree: Tree, leaf: Leaf) -> Iterator[Tree]:
        """Yields products that differ from the tree by the leaf, the most telling first; some are not sound."""
        if leaf.schema in _NAME_GIVERS:
            new = f"{leaf.value}x"
            yield _renamed(put(tree, leaf.path, new), str(leaf.value), new, _NAME_GIVERS[leaf.schema])
        for value in self._values(tree, leaf):
            yield put(tree, leaf.path, value)
        if isinstance(leaf.value, str):
            if leaf.path[-1] == "env":
                yield _renamed(tree, leaf.value, f"{leaf.value}_X", ("env", "values"))
            for part, fields in _NAMING.items():
                if leaf.value in tree.get(part, {}) and any(step in fields for step in leaf.path[-2:]):
                    # With what it names: the product has no other.
                    yield _renamed(tree, leaf.value, f"{leaf.value}x", fields)
        if leaf.schema == "assets[].run.noop":
            yield put(tree, leaf.path[:-1], _OTHER_RUN)
        yield without(tree, leaf.path)

    def _values(self, tree: Tree, leaf: Leaf) -> Iterator[Any]:
        value = leaf.value
        if isinstance(value, bool):
            yield not value
            return
        yield from _of_its_form(value)
        forms = list(self._forms(leaf.path))
        yield from (word for form in forms for word in form.get("enum", ()) if word != value)
        yield from islice(_neighbours(tree, leaf), _NEIGHBOURS)
        others = [other for other in self._seen.get(leaf.schema, []) if other != value and type(other) is type(value)]
        yield from others[:_FROM_OTHERS]
        alike = [other for other in self._alike.get(_field(leaf.schema), []) if type(other) is type(value)]
        yield from [other for other in alike if other != value][:_ALIKE]
        for form in forms:
            yield from (one for one in form.get("examples", ()) if one != value and type(one) is type(value))
            if value == []:
                yield from ([word] for word in form.get("items", {}).get("enum", ()))
            if value == {}:
                for name, field in form.get("properties", {}).items():
                    yield from ({name: one} for one in field.get("examples", ()))
        if isinstance(value, str):
            yield f"{value}x"

    def _forms(self, path: Path_) -> Iterator[dict[str, Any]]:
        """Yields what the schema has for a place, a form for each way that it may be written."""
        forms = [{"$ref": "#/$defs/ProductSpec"}]
        for step in path:
            found = []
            for form in self._resolved(forms):
                if isinstance(step, int):
                    found += [form["items"]] if "items" in form else []
                elif step in form.get("properties", {}):
                    found.append(form["properties"][step])
                elif isinstance(form.get("additionalProperties"), dict):
                    found.append(form["additionalProperties"])
            forms = found
        yield from self._resolved(forms)

    def _resolved(self, forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found, open_ = [], list(forms)
        while open_:
            form = open_.pop(0)
            if "$ref" in form:
                rest = {key: value for key, value in form.items() if key != "$ref"}
                open_.append(self._definitions[form["$ref"].rpartition("/")[2]] | rest)
                continue
            for key in ("anyOf", "oneOf", "allOf"):
                open_ += form.get(key, [])
            open_ += [form[key] for key in ("then", "else") if isinstance(form.get(key), dict)]
            if not any(form is other for other in found):
                found.append(form)
        return found


def _of_its_form(value: Any) -> Iterator[Any]:
    if isinstance(value, int | float):
        yield value + 1
        yield from (value / 2, value - 1) if value else ()
        return
    text = str(value)
    if re.fullmatch(r"P(T?\d+[SMHDW])+", text):
        yield _OTHER_UNITS.get(text[-1], "PT9S")
        yield "PT9S"
    elif day := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(-\d{2}:\d{2})?", text):
        for days in (1, -1, 7, 31):
            yield str(date.fromisoformat(day[1]) + timedelta(days=days)) + (day[2] or "")
        yield text[:8] + ("02" if day[1].endswith("01") else "01") + (day[2] or "")
    elif cron := re.fullmatch(r"(\d+) (\d+)(?:,[\d,]+)?((?: \S+){3})", text):
        yield "17 3 * * *"
        yield f"{cron[1]} {cron[2]}{cron[3]}"
    elif re.fullmatch(r"[*\d]\S*( \S+){4}", text):
        yield "17 3 * * *"
    elif re.fullmatch(r"[A-Z]\w+/\w+", text):
        yield "Asia/Kathmandu"
    elif "%Y-%m-%d" in text:
        yield text.replace("%Y-%m-%d", "%Y_%m_%d")


def _neighbours(tree: Tree, leaf: Leaf) -> Iterator[Any]:
    """Yields the other names of the product of the sort that the value is."""
    last = leaf.path[-1]
    if last == "env":
        environments = tree.get("environments", {}).values()
        yield from (name for one in environments for name in one.get("values", {}) if name != leaf.value)
        return
    if leaf.schema in _NAME_GIVERS or not isinstance(leaf.value, str):
        return
    assets = [asset["key"] for asset in tree.get("assets", [])]
    tables = [key.replace("/", ".") for key in assets] + [table["name"] for table in tree.get("tables", [])]
    sorts: list[list[str]] = [assets + list(tree.get("external", {})), tables]
    sorts += [[item.get("name", "") for item in tree.get(part, [])] for part in ("jobs", "sensors")]
    if "select" in leaf.path:
        sorts.append([leaf.value, *assets])
    if leaf.path[0] == "assets":
        outputs = tree["assets"][leaf.path[1]].get("outputs", [])
        sorts.append([column["name"] for output in outputs for column in output.get("columns", [])])
    sorts += [list(tree.get(part, {})) for part in ("pools", "partitions", "resources", "alerts", "catalogs", "params")]
    for names in sorts:
        if leaf.value in names:
            yield from (name for name in names if name != leaf.value)


def _with(tree: Tree, path: Path_, change: Callable[[Any], Any]) -> Tree:
    if not path:
        return change(tree)
    changed = copy.copy(tree)
    changed[path[0]] = _with(tree[path[0]], path[1:], change)
    return changed


def put(tree: Tree, path: Path_, value: Any) -> Tree:
    """Returns the tree with another value at the path."""
    return _with(tree, path, lambda _: value)


def without(tree: Tree, path: Path_) -> Tree:
    """Returns the tree without what lies at the path."""

    def taken(parent: Tree) -> Tree:
        rest = copy.copy(parent)
        del rest[path[-1]]
        return rest

    return _with(tree, path[:-1], taken)


def _renamed(tree: Tree, old: str, new: str, fields: tuple[str, ...], around: tuple[str, ...] = ()) -> Tree:
    """Returns the tree with another name in fields that have it, or that hold a map or list with it."""
    is_here = any(field in fields for field in around)
    if isinstance(tree, dict):
        is_member = bool(around) and around[-1] in fields
        return {
            (new if key == old and is_member else key): _renamed(value, old, new, fields, (*around[-1:], str(key)))
            for key, value in tree.items()
        }
    if isinstance(tree, list):
        return [_renamed(value, old, new, fields, around) for value in tree]
    return new if tree == old and is_here else tree
