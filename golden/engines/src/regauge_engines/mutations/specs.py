"""The compact products of the matrix, their leaves, and the values that a leaf is changed to."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from regauge_engines.cli import ROOT

Tree = Any
Path_ = tuple[str | int, ...]

# What a probe's part of a product lacks to be one; the leaf test of the ledger has the same.
_HEAD: dict[str, Any] = {
    "apiVersion": "regauge.dev/v1",
    "kind": "DataProduct",
    "metadata": {"name": "probe", "domain": "proof", "description": "what is proved", "owner": "me"},
    "code": {"paths": ["src"]},
    "catalogs": {"lake": {"type": "jdbc", "uri": {"env": "CATALOG_URI"}, "warehouse": {"env": "WAREHOUSE"}}},
    "environments": {"prod": {"values": {"CATALOG_URI": "postgresql://store/lake", "WAREHOUSE": "s3://lake"}}},
}
# Maps whose keys are names of the author's; all other keys are fields.
_NAMED = (
    "catalogs|environments|partitions|pools|resources|params|tags|labels|values|config|env|properties|headers"
    "|alerts|external|jobs|args"
).split("|")
_NAMED_HERE = ("assets[].metadata", "assets[].inputs[].mapping.static")
# What says for which engine and what file a product is, and what no engine is told.
_LEFT_OUT = ("apiVersion", "kind", "targets", "silence")
# Words of which the corpus has one alone.
_WORDS = {
    "action": ["block", "warn"],
    "flavor": ["unix", "quartz"],
    "keep": ["first", "last"],
    "overlap": ["skip", "allow", "queue"],
    "rowOrder": ["asc", "desc"],
    "type": ["string", "int"],
}
_FROM_OTHERS = 5
_OTHER_UNITS = {"S": "PT9S", "M": "PT11M", "H": "PT5H", "D": "P3D"}


@dataclass(frozen=True)
class Spec:
    """A product: its name, its tree, and the folder that has its code."""

    name: str
    tree: Tree
    folder: Path


@dataclass(frozen=True)
class Leaf:
    """A written value: where it lies, and the same without names and positions."""

    path: Path_
    schema: str
    value: Any


def compact_specs() -> list[Spec]:
    """Returns the probes' parts as products, and the small golden cases."""
    found = []
    for kind in ("probes", "cases"):
        for file in sorted((ROOT / "golden" / kind).glob("*/product.yaml")):
            tree = YAML(typ="safe").load(file.read_text("utf-8"))
            if "apiVersion" not in tree:
                tree = {**copy.deepcopy(_HEAD), **tree}
            tree.pop("targets", None)
            if len(list(leaves(tree))) <= 120:
                found.append(Spec(f"{kind}/{file.parent.name}", tree, file.parent))
    return found


def leaves(tree: Tree, path: Path_ = (), schema: str = "") -> Iterator[Leaf]:
    """Yields the written values of a product that an engine may be told."""
    if isinstance(tree, dict) and tree:
        is_named = schema.rpartition(".")[2] in _NAMED or schema in _NAMED_HERE
        for key, value in tree.items():
            if not path and key in _LEFT_OUT:
                continue
            step = "*" if is_named else str(key)
            yield from leaves(value, (*path, key), f"{schema}.{step}" if schema else step)
    elif isinstance(tree, list) and tree:
        for number, value in enumerate(tree):
            yield from leaves(value, (*path, number), f"{schema}[]")
    elif tree is not None:
        yield Leaf(path, schema, tree)


def changes(spec: Spec, leaf: Leaf, seen: dict[str, list[Any]]) -> Iterator[Tree]:
    """Yields products that differ from the spec by the leaf alone, the most telling first; some are not sound."""
    for value in _values(leaf, seen):
        yield _with(spec.tree, leaf.path, lambda _, value=value: value)
    if isinstance(leaf.value, str) and not leaf.schema.startswith("assets[].checks"):
        # A name: with everything that refers to it.
        yield _renamed(spec.tree, leaf.value, f"{leaf.value}x")
    yield _without(spec.tree, leaf.path)


def _values(leaf: Leaf, seen: dict[str, list[Any]]) -> Iterator[Any]:
    value = leaf.value
    if isinstance(value, bool):
        yield not value
        return
    if isinstance(value, int | float):
        yield value + 1
        yield from (value / 2, value - 1) if value else ()
    elif re.fullmatch(r"P(T?\d+[SMHDW])+", str(value)):
        yield _OTHER_UNITS.get(str(value)[-1], "PT9S")
        yield "PT9S"
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        yield str(value)[:8] + ("02" if str(value).endswith("01") else "01")
    elif re.fullmatch(r"[*\d]\S*( \S+){4}", str(value)):
        yield "17 3 * * *"
    elif re.fullmatch(r"[A-Z]\w+/\w+", str(value)):
        yield "Asia/Kathmandu"
    yield from (word for word in _WORDS.get(leaf.schema.rpartition(".")[2], []) if word != value)
    others = [other for other in seen.get(leaf.schema, []) if other != value and type(other) is type(value)]
    yield from others[:_FROM_OTHERS]
    if isinstance(value, str):
        yield f"{value}x"


def _with(tree: Tree, path: Path_, change: Any) -> Tree:
    if not path:
        return change(tree)
    changed = copy.copy(tree)
    changed[path[0]] = _with(tree[path[0]], path[1:], change)
    return changed


def _without(tree: Tree, path: Path_) -> Tree:
    def taken(parent: Tree) -> Tree:
        rest = copy.copy(parent)
        del rest[path[-1]]
        return rest

    return _with(tree, path[:-1], taken)


def _renamed(tree: Tree, old: str, new: str) -> Tree:
    if isinstance(tree, dict):
        return {new if key == old else key: _renamed(value, old, new) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_renamed(value, old, new) for value in tree]
    return new if tree == old else tree


def owner(spec: Spec, leaf: Leaf) -> str:
    """Returns the name of the asset, job, pool … that the leaf belongs to, empty for the product's own."""
    if len(leaf.path) > 1 and isinstance(leaf.path[1], int):
        item = spec.tree[leaf.path[0]][leaf.path[1]]
        if isinstance(item, dict):
            return str(item.get("key") or item.get("name") or "")
    elif len(leaf.path) > 1 and leaf.path[0] in _NAMED:
        return str(leaf.path[1])
    return ""
