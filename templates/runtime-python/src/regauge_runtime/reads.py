"""Which partitions of an upstream asset a step reads (semantics 10); standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import Configuration
from regauge_runtime.mappings import upstream_keys
from regauge_runtime.partitions import NO_PARTITION, MultiSet, PartitionSet, StaticSet
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import FAILED
from regauge_runtime.step import Step

if TYPE_CHECKING:
    from regauge_runtime.guard import RecordBook


@dataclass(frozen=True)
class Reads:
    """The partitions that a step reads, oldest first; None = all of them.

    `is_named`: the mapping names each of them, so that one that is not published blocks the reader. Otherwise it takes
    what there is, and one that is not published is left out (docs/adr/0005).
    """

    keys: list[str] | None
    is_named: bool


def reads_of(step: Step, upstream: str, mapping: Any, book: RecordBook) -> Reads | None:
    """Returns what a step reads of an asset; None when that has no partitions."""
    return reads_at(step.plan, step.asset, step.partition, upstream, mapping, book)


def reads_at(
    plan: Plan, asset: JsonObject, partition: str | None, upstream: str, mapping: Any, book: RecordBook
) -> Reads | None:
    """Returns what a partition of an asset (None: all of it) reads of another one; None when that has no partitions."""
    theirs = plan.partitions_of(plan.made(upstream))
    if theirs is None:
        return None
    if mapping == "last":
        published = [key for key in _recorded(theirs, upstream, book) if book.newest(upstream)[key].status != FAILED]
        return Reads(published[-1:], is_named=False)
    ours = plan.partitions_of(asset)
    if mapping == "all" or ours is None or partition is None:
        return Reads(None, is_named=False)
    try:
        keys = upstream_keys(mapping, ours, theirs, partition, lambda sets: known_keys(sets, theirs, upstream, book))
    except (KeyError, TypeError, ValueError) as error:
        raise Configuration(f"{asset['key']} reads {upstream} by the mapping {mapping!r}: {error}") from None
    return Reads(keys, is_named=_is_named(mapping, theirs))


def _is_named(mapping: Any, theirs: PartitionSet) -> bool:
    if isinstance(mapping, dict) and "dims" in mapping:
        inner = mapping["dims"]
        is_free = isinstance(theirs, MultiSet) and set(theirs.dimensions) != set(inner)
        return not is_free and all(_is_named(each, theirs) for each in inner.values())
    return mapping not in ("all", "last")


def known_keys(sets: PartitionSet, theirs: PartitionSet, upstream: str, book: RecordBook) -> list[str]:
    """Returns the keys that there are of a set or a dimension of it: all values, and what was ever made of a time."""
    if isinstance(sets, StaticSet):
        return list(sets.values)
    if sets is theirs:
        return _recorded(theirs, upstream, book)
    assert isinstance(theirs, MultiSet)
    made = _recorded(theirs, upstream, book)
    parts = {theirs.parts(key)[name] for key in made for name, one in theirs.dimensions.items() if one is sets}
    return in_order(sets, parts)


def _recorded(sets: PartitionSet, upstream: str, book: RecordBook) -> list[str]:
    return in_order(sets, {key for key in book.newest(upstream) if key != NO_PARTITION and sets.contains(key)})


def in_order(sets: PartitionSet, keys: set[str]) -> list[str]:
    """Returns keys in the order of their set: by time, or as values were written."""
    if isinstance(sets, StaticSet):
        return [key for key in sets.values if key in keys]
    if isinstance(sets, MultiSet):
        return sorted(keys, key=lambda key: [_place(sets.dimensions[n], part) for n, part in sets.parts(key).items()])
    return sorted(keys, key=lambda key: _place(sets, key))


def _place(sets: PartitionSet, key: str) -> float:
    if isinstance(sets, StaticSet):
        return sets.values.index(key)
    window = sets.window(key)
    return window[0].timestamp() if window else 0.0
