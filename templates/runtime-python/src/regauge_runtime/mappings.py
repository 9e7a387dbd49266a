"""Which keys of an upstream set a key stands for (semantics 10), read in both directions; standard library only.

A mapping is as plan.json has it: `identity`, `all`, `last`, `{"window": {start, end}}`, `{"static": {theirs: ours}}` or
`{"dims": {dimension: mapping}}`. Only the keys that exist count for what means all or the last of them: `known` gives
them for a set.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from regauge_runtime.partitions import MultiSet, PartitionSet, TimeSet, combined

Known = Callable[[PartitionSet], list[str]]


def upstream_keys(mapping: Any, ours: PartitionSet, theirs: PartitionSet, key: str, known: Known) -> list[str]:
    """Returns the upstream keys that one of our keys stands for, oldest first; ValueError for a text that is no key."""
    ours.window(key)
    _require_kind(mapping)
    if mapping == "identity":
        return [key] if theirs.contains(key) else []
    if mapping == "all":
        return known(theirs)
    if mapping == "last":
        return known(theirs)[-1:]
    if "window" in mapping:
        window = _shifted(mapping["window"], _timed(ours), key)
        return _timed(theirs).keys_around(*window) if window else []
    if "static" in mapping:
        return [each for each in known(theirs) if mapping["static"].get(each) == key]
    return _crossed(mapping["dims"], ours, theirs, key, known, upstream_keys)


def downstream_keys(mapping: Any, ours: PartitionSet, theirs: PartitionSet, key: str, known: Known) -> list[str]:
    """Returns the keys of ours that stand for an upstream key, oldest first: `upstream_keys` the other way round."""
    theirs.window(key)
    _require_kind(mapping)
    if mapping == "identity":
        return [key] if ours.contains(key) else []
    if mapping == "all":
        return known(ours) if key in known(theirs) else []
    if mapping == "last":
        return known(ours) if known(theirs)[-1:] == [key] else []
    if "window" in mapping:
        return _overlapping(mapping["window"], _timed(ours), _timed(theirs), key)
    if "static" in mapping:
        found = mapping["static"].get(key)
        return [found] if found is not None and ours.contains(found) else []

    def turned(inner: Any, of: PartitionSet, to: PartitionSet, part: str, keys: Known) -> list[str]:
        return downstream_keys(inner, to, of, part, keys)

    return _crossed(mapping["dims"], theirs, ours, key, known, turned)


def _require_kind(mapping: Any) -> None:
    kind = next(iter(mapping)) if isinstance(mapping, dict) else mapping
    if (
        kind not in ("identity", "all", "last")
        if isinstance(mapping, str)
        else kind not in ("window", "static", "dims")
    ):
        raise ValueError(f"mappings of kind {kind} are unknown")


def _shifted(window: dict[str, int], ours: TimeSet, key: str) -> tuple[datetime, datetime] | None:
    """The window of our key with its ends moved by so many of ours; None when nothing is left."""
    start = ours.boundary_from(key, window.get("start", 0))
    end = ours.boundary_from(key, window.get("end", 0) + 1)
    return (start, end) if start is not None and end is not None and start < end else None


def _overlapping(window: dict[str, int], ours: TimeSet, theirs: TimeSet, key: str) -> list[str]:
    start, end = theirs.window(key)
    before, after = max(0, window.get("end", 0) + 1), max(0, -window.get("start", 0))
    found = []
    for each in ours.keys_around(start, end, before, after):
        shifted = _shifted(window, ours, each)
        if shifted and shifted[0] < end and start < shifted[1]:
            found.append(each)
    return found


def _crossed(
    mappings: dict[str, Any],
    of: PartitionSet,
    to: PartitionSet,
    key: str,
    known: Known,
    mapped: Callable[..., list[str]],
) -> list[str]:
    """Each dimension of its own; one of `to` that is not named is free. A set without dimensions has the only name."""
    parts = of.parts(key) if isinstance(of, MultiSet) else dict.fromkeys(mappings, key)

    def part(name: str, target: PartitionSet) -> list[str]:
        own = of.dimensions.get(name) if isinstance(of, MultiSet) else of
        if name not in mappings or name not in parts or own is None:
            return known(target)
        return mapped(mappings[name], own, target, parts[name], known)

    if isinstance(to, MultiSet):
        return combined([part(name, target) for name, target in to.dimensions.items()])
    return part(min(mappings), to)


def _timed(sets: PartitionSet) -> TimeSet:
    if not isinstance(sets, TimeSet):
        raise ValueError(f"{sets.name} has no windows that could overlap others")
    return sets
