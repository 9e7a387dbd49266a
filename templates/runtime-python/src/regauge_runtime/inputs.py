"""Loads what a step reads, cut to the mapped partitions (semantics 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regauge_runtime.cuts import AnyCut, PartitionCut, cut_of
from regauge_runtime.errors import Permanent
from regauge_runtime.guard import LeftOut
from regauge_runtime.reads import reads_of
from regauge_runtime.step import Step
from regauge_runtime.store import Selection
from regauge_runtime.stores import Stores

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class LoadedInput:
    """An input's rows; `name` is what a function calls it, `table` what SQL does."""

    name: str
    table: str
    rows: pa.Table
    snapshot: str | None


def load_inputs(step: Step, stores: Stores, left_out: LeftOut) -> list[LoadedInput]:
    """Returns the step's inputs in the plan's order; Permanent when a table does not exist."""
    loaded = []
    for entry in step.asset.get("inputs", []):
        table, producer = entry["table"], entry.get("asset") or entry.get("external")
        store = stores.of_table(table)
        if not store.exists(table):
            hint = f": run {producer} first" if entry.get("asset") else ""
            raise Permanent(f"input table {table} does not exist{hint}", code="INPUT_MISSING")
        rows, snapshot = store.read(table, selection_of(step, producer, entry["mapping"], left_out))
        loaded.append(LoadedInput(entry["as"], table, rows, snapshot))
    return loaded


def selection_of(step: Step, producer: str | None, mapping: object, left_out: LeftOut) -> Selection:
    """Returns the rows of a table that a step reads by a mapping."""
    if producer is None:
        # Of what others make, only a table that is cut as this asset is can be cut.
        own = own_cut(step)
        return Selection(only=own) if own is not None and mapping == "identity" else Selection()
    reads = reads_of(step, producer, mapping, left_out.book)
    sets = step.plan.partitions_of(step.plan.made(producer))
    if reads is None or sets is None:
        return Selection()
    names = left_out.get(producer, [])
    if reads.keys is None:
        return Selection(without=tuple(cut_of(sets, key) for key in names))
    cuts = tuple(cut_of(sets, key) for key in reads.keys if key not in names)
    return Selection(only=cuts[0] if len(cuts) == 1 else AnyCut(cuts))


def own_cut(step: Step) -> PartitionCut | None:
    """Returns the rows of the step's own partition, None for an unpartitioned asset."""
    sets = step.plan.partitions_of(step.asset)
    return cut_of(sets, step.partition) if sets is not None and step.partition is not None else None
