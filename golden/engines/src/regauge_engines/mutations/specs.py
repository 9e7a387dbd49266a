"""The compact products of the matrix, their leaves, and one product grafted into another."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
    "catalogs|environments|partitions|pools|resources|params|tags|labels|values|config|env|properties|headers|alerts"
    "|external|jobs|args|vars|nodeSelector|fieldMapping|multi|dims|columnLineage|capabilities|replicas|conf"
).split("|")
_NAMED_HERE = ("assets[].metadata", "assets[].inputs[].mapping.static", "assets[].deps[].mapping.static")
_NOT_NAMED_HERE = ("assets[].partitions",)
# Maps that hold what an author likes, in any depth; in them only a reference is a field.
_FREE = ("config", "args", "vars", "python.params", "assets[].metadata")
_REFERENCES = ("env", "service", "secretRef")
# What says for which engine and what file a product is, and what no engine is told.
_LEFT_OUT = ("apiVersion", "kind", "targets", "silence")
# Above so many values a product is no compact one.
_COMPACT = 120
# So many products are hosts of other products' parts, the smallest.
_HOSTS = 28


@dataclass(frozen=True)
class Spec:
    """A product: its name, its tree, and the folders that have its code."""

    name: str
    tree: Tree
    folders: tuple[Path, ...]


@dataclass(frozen=True)
class Leaf:
    """A written value: where it lies, and the same without names and positions."""

    path: Path_
    schema: str
    value: Any = field(hash=False)


def compact_specs() -> list[Spec]:
    """Returns the probes' parts as products, the small golden cases, and the matrix's own products."""
    found = []
    for kind in ("probes", "cases", "mutations/products"):
        for file in sorted((ROOT / "golden" / kind).glob("*/product.yaml")):
            tree = YAML(typ="safe").load(file.read_text("utf-8"))
            if "apiVersion" not in tree:
                tree = {**copy.deepcopy(_HEAD), **tree}
            tree.pop("targets", None)
            tree.pop("services", None)  # of a probe; they are files of their own
            if len(list(leaves(tree))) <= _COMPACT:
                folders = (file.parent,) if kind == "cases" else (file.parent, ROOT / "golden/probes/steps")
                found.append(Spec(f"{kind.removeprefix('mutations/')}/{file.parent.name}", tree, folders))
    return found


def hosts(specs: Sequence[Spec]) -> list[Spec]:
    """Returns the small probes, which take parts of other products without telling more of the whole product."""
    whole = ("qualityGate", "observability", "defaults", "alerts", "hooks")
    found = [
        spec
        for spec in specs
        if spec.name.startswith("probes/")
        and not any(part in spec.tree for part in whole)
        and spec.tree["code"] == _HEAD["code"]
    ]
    return sorted(found, key=lambda spec: len(list(leaves(spec.tree))))[:_HOSTS]


def grafted(donor: Spec, host: Spec) -> Spec:
    """Returns the donor's product with all that the host's has beside it; paths of the donor's values stay."""
    tree = _together(donor.tree, host.tree)
    return Spec(f"{donor.name} in {host.name}", tree, (*host.folders, *donor.folders))


def _together(first: Tree, second: Tree) -> Tree:
    if isinstance(first, dict) and isinstance(second, dict):
        extra = {key: value for key, value in second.items() if key not in first}
        return {key: _together(value, second.get(key)) for key, value in first.items()} | extra
    if isinstance(first, list) and isinstance(second, list):
        return first + [value for value in second if value not in first]
    return first


def leaves(tree: Tree, path: Path_ = (), schema: str = "", is_free: bool = False) -> Iterator[Leaf]:
    """Yields the written values of a product that an engine may be told."""
    if isinstance(tree, dict) and tree:
        last = schema.rpartition(".")[2]
        is_named = (last in _NAMED and schema not in _NOT_NAMED_HERE) or schema in _NAMED_HERE
        opens = not is_free and any(schema == free or schema.endswith(f".{free}") for free in _FREE)
        for key, value in tree.items():
            if not path and key in _LEFT_OUT:
                continue
            if is_free and not (key in _REFERENCES and len(tree) == 1):
                yield from leaves(value, (*path, key), schema, True)
                continue
            step = "*" if (is_named and not is_free) or opens else str(key)
            yield from leaves(value, (*path, key), f"{schema}.{step}" if schema else step, opens)
    elif isinstance(tree, list) and tree:
        for number, value in enumerate(tree):
            yield from leaves(value, (*path, number), schema if is_free else f"{schema}[]", is_free)
    elif tree is not None:
        yield Leaf(path, schema, tree)


def owner(spec: Spec, leaf: Leaf) -> str:
    """Returns the name of the asset, job, pool … that the leaf belongs to, empty for the product's own."""
    if len(leaf.path) > 1 and isinstance(leaf.path[1], int):
        item = spec.tree[leaf.path[0]][leaf.path[1]]
        if isinstance(item, dict):
            return str(item.get("key") or item.get("name") or "")
    elif len(leaf.path) > 1 and leaf.path[0] in _NAMED:
        return str(leaf.path[1])
    return ""
