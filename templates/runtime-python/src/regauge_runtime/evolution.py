"""How a table's columns may change while it is written: what its declared evolution allows, alike for all stores.

| change                                                          | none | additive | full | full, allowBreaking |
|-----------------------------------------------------------------|------|----------|------|---------------------|
| add a column that may be null, widen a type, let a column be null | no   | yes      | yes  | yes                 |
| rename a column by `was`                                        | no   | no       | yes  | yes                 |
| drop a column that is no longer declared, add a required one    | no   | no       | no   | yes                 |

A column that may not be dropped stays and is null in new rows; anything else that may not be is a Configuration error.
So is a required column for a table with rows, which have no value for it: Iceberg takes it, and nobody reads them then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from regauge_runtime.columns import widened
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject


@dataclass
class ColumnChanges:
    """What is to be done to a table's columns, in this order; false when nothing is."""

    renamed: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    added: list[pa.Field] = field(default_factory=list)
    wider: list[pa.Field] = field(default_factory=list)
    is_breaking: bool = False

    def __bool__(self) -> bool:
        return bool(self.renamed or self.dropped or self.optional or self.added or self.wider)


def column_changes(have: pa.Schema, wanted: pa.Schema, plan: JsonObject) -> ColumnChanges:
    """Returns how a table of the columns `have` comes to hold `wanted`; Configuration when its evolution forbids it."""
    rule: JsonObject = plan.get("evolution") or {}
    mode = rule.get("mode", "additive")
    change = ColumnChanges(is_breaking=mode == "full" and bool(rule.get("allowBreaking", False)))
    declared: list[JsonObject] = plan.get("columns", [])
    change.renamed = _renamed(have, declared)
    if change.renamed and mode != "full":
        old, new = next(iter(change.renamed.items()))
        raise _forbidden(plan, mode, f"{old} would be renamed to {new}", "full")
    names = [change.renamed.get(name, name) for name in have.names]
    known = dict(zip(names, have, strict=True))
    for one in wanted:
        if one.name not in known:
            change.added.append(one)
        elif widened(known[one.name].type, one.type) != known[one.name].type:
            change.wider.append(one)
        if declared and one.name in known and one.nullable and not known[one.name].nullable:
            change.optional.append(one.name)
    touched = [one.name for one in (*change.added, *change.wider)] + change.optional
    if mode == "none" and touched:
        raise _forbidden(plan, mode, f"{', '.join(touched)} would change", "additive")
    lost = [one.name for one in change.added if not one.nullable]
    if lost and not change.is_breaking:
        raise _forbidden(plan, mode, f"the required column {', '.join(lost)} would be added", "full, allowBreaking")
    if change.is_breaking and declared:
        change.dropped = [name for name in names if name not in wanted.names]
    return change


def require_no_rows(change: ColumnChanges, plan: JsonObject, has_rows: Callable[[], bool]) -> None:
    """Raises Configuration when a required column would be added to a table that has rows."""
    lost = [one.name for one in change.added if not one.nullable]
    if lost and has_rows():
        told = f"the required column {', '.join(lost)} would be added, and its rows have no value for it"
        raise Configuration(f"table {plan['name']}: {told}: let it be null, or empty the table first")


def _renamed(have: pa.Schema, declared: list[JsonObject]) -> dict[str, str]:
    """Returns the columns that are there under an old name only, and what they are called now."""
    now = {column["name"] for column in declared}
    found: dict[str, str] = {}
    for column in declared:
        if column["name"] not in have.names:
            old = next((name for name in column.get("was", []) if name in have.names and name not in now), None)
            if old is not None:
                found[old] = column["name"]
    return found


def _forbidden(plan: JsonObject, mode: str, what: str, needed: str) -> Configuration:
    return Configuration(f"table {plan['name']}: {what}, and its evolution is {mode}: write {needed}, or take it back")
