"""A loaded object as places and values, what differs between two of them, and places without names."""

from __future__ import annotations

import re
from typing import Any

# By which of these an item of a list is told from the others.
_NAMES = ("task_id", "name", "asset_key", "check_name", "label", "key", "job_name", "engineName", "upstream_asset_key")
# What tells of the generation, not of the product: hashes, and where files lie.
_PROVENANCE = {
    "fileloc", "relative_fileloc", "_processor_dags_folder", "bundle_name",
    "regauge/generator", "snapshot_id", "parent_snapshot_id", "job_snapshot_id", "op_names", "sha256",
}  # fmt: skip
_VERSIONS = ("codeVersion", "code_version")
_HASH = re.compile("[0-9a-f]{12,}")
# Maps whose keys are names.
_NAMED = ("children", "pools", "values", "data")
_DEEPEST = 9


def flat(loaded: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Returns place → value; items of lists go by their name where they have one."""
    found: dict[tuple[str, ...], Any] = {}
    if isinstance(loaded, dict) and loaded:
        for key, value in loaded.items():
            # A version of the code is a hash, unless an author wrote it.
            is_hash = key in _VERSIONS and bool(_HASH.fullmatch(str(value)))
            if key not in _PROVENANCE and not is_hash:
                is_name = bool(path) and path[-1] in _NAMED
                found |= flat(value, (*path, f"@{key}" if is_name else str(key)))
    elif isinstance(loaded, list) and loaded:
        for number, item in enumerate(loaded):
            found |= flat(item, (*path, _name(item) or f"[{number}]"))
    else:
        found[path] = loaded
    return found


def _name(item: Any) -> str:
    if isinstance(item, dict):
        if "asset_key" in item and "name" in item:  # a check, whose name is one only in its asset
            return f"@{_text(item['asset_key'])}/{item['name']}"
        for member in (item, item.get("__var")):
            if isinstance(member, dict):
                for name in _NAMES:
                    if name in member:
                        return f"@{_text(member[name])}"
    return ""


def _text(name: Any) -> str:
    return "/".join(map(str, name.get("path", name.values()))) if isinstance(name, dict) else str(name)


def changed(before: dict[tuple[str, ...], Any], after: dict[tuple[str, ...], Any], owner: str) -> set[str]:
    """Returns the places that differ, with `self` for the leaf's owner and `*` for any other name or position."""
    places = set()
    for one, other in ((before, after), (after, before)):
        prefixes = {path[:length] for path in other for length in range(len(path) + 1)}
        for path, value in one.items():
            if path in other:
                if value != other[path]:
                    places.add(_place(path, _plain(owner)))
            else:  # the first step that the other lacks stands for all below it
                length = next((n for n in range(1, len(path)) if path[:n] not in prefixes), len(path))
                places.add(_place(path[:length], _plain(owner)))
    return places


def _place(path: tuple[str, ...], owner: str) -> str:
    if path[0] == "plan":
        return "plan"  # the step reads it, alike on every engine
    steps = []
    for step in path[:_DEEPEST]:
        if step.startswith("["):
            steps.append("*")
        elif step.startswith("@"):
            # A renamed owner is the same: its name has one letter more.
            steps.append("self" if owner and re.search(f"(^|_){owner}x?(_|$)", _plain(step)) else "*")
        else:
            steps.append(step)
    return "/".join(steps)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
