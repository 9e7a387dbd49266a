"""Loads what a step reads, cut to the mapped partitions (semantics 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regauge_runtime.cuts import Cut, cut_of
from regauge_runtime.errors import Configuration, Permanent
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


def load_inputs(step: Step, stores: Stores, left_out: dict[str, list[str]]) -> list[LoadedInput]:
    """Returns the step's inputs in the plan's order; Permanent when a table does not exist."""
    loaded = []
    for entry in step.asset.get("inputs", []):
        table, producer = entry["table"], entry.get("asset")
        store = stores.of_table(table)
        if not store.exists(table):
            hint = f": run {producer} first" if producer else ""
            raise Permanent(f"input table {table} does not exist{hint}", code="INPUT_MISSING")
        rows, snapshot = store.read(table, selection_of(step, producer, entry["mapping"], left_out))
        loaded.append(LoadedInput(entry["as"], table, rows, snapshot))
    return loaded


def selection_of(step: Step, producer: str | None, mapping: object, left_out: dict[str, list[str]]) -> Selection:
    """Returns the rows of a table that a step reads by a mapping; Configuration for one this runtime does not know."""
    if mapping not in ("identity", "all"):
        kind = next(iter(mapping)) if isinstance(mapping, dict) else mapping
        raise Configuration(f"{step.key} reads by a mapping of kind {kind}, which this runtime does not know")
    sets = step.plan.partitions_of(step.plan.asset(producer) if producer else step.asset)
    if sets is None:
        return Selection()
    if mapping == "identity" and step.partition is not None:
        return Selection(only=cut_of(sets, step.partition))
    return Selection(without=tuple(cut_of(sets, key) for key in left_out.get(producer or "", [])))


def own_cut(step: Step) -> Cut | None:
    """Returns the rows of the step's own partition, None for an unpartitioned asset."""
    sets = step.plan.partitions_of(step.asset)
    return cut_of(sets, step.partition) if sets is not None and step.partition is not None else None
