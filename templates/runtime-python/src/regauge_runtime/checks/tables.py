"""The tables that a step's checks look at: its own as they will be once published, and those they compare with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from regauge_runtime.checks.dialects import DUCKDB, POSTGRES, Dialect
from regauge_runtime.checks.queries import Rows
from regauge_runtime.checks.scope import Since
from regauge_runtime.cuts import Cut
from regauge_runtime.errors import Validation
from regauge_runtime.guard import LeftOut, RecordBook
from regauge_runtime.inputs import LoadedInput, selection_of
from regauge_runtime.sql_session import where_of
from regauge_runtime.step import Step
from regauge_runtime.store import Selection
from regauge_runtime.stores import Stores

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class CheckedTable:
    """A table under test.

    `view` gives the rows of a cut, None = of the whole table; `schema` are the table's columns, `given` those of the
    data that the run made, None when it wrote the table by itself.
    """

    output: str
    table: str
    view: Callable[[Cut | None], pa.Table]
    schema: pa.Schema
    given: list[str] | None = None


@dataclass(frozen=True)
class CheckTables:
    """What the checks of a step can look at; `asked_at` is when they began to."""

    step: Step
    stores: Stores
    own: list[CheckedTable]
    inputs: list[LoadedInput]
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def target(self, columns: list[str]) -> CheckedTable:
        """Returns the first output that has the columns; Validation when none has."""
        if not self.own:
            raise Validation("the step wrote no table that it could look at")
        for table in self.own:
            if all(column in table.schema.names for column in columns):
                return table
        names = ", ".join(table.table for table in self.own)
        raise Validation(f"{names}: no column {', '.join(columns)}")

    def other(self, name: str, cut: Cut | None) -> tuple[Rows, pa.Table]:
        """Returns the rows of another table that belong to a cut of ours, all of them for None."""
        mine = next((table for table in self.own if table.table == name), None)
        if mine is not None:
            return Rows(name, None, mine.schema), mine.view(None)
        store = self.stores.of_table(name)
        if not store.exists(name):
            raise Validation(f"table {name}, with which is compared, does not exist")
        selection = self._selection(name, cut)
        loaded = next((one for one in self.inputs if one.table == name), None)
        is_loaded = loaded is not None and cut is not None and not isinstance(cut, Since)
        rows = loaded.rows if loaded is not None and is_loaded else store.read(name, selection)[0]
        if isinstance(cut, Since) and cut.column in rows.schema.names:
            return Rows(name, cut.condition(), rows.schema), rows
        return Rows(name, where_of(selection).removeprefix(" where ") or None, rows.schema), rows

    def dialect(self, name: str) -> Dialect:
        """Returns the words of the database that holds a table."""
        plan = self.step.plan.table(name)
        if plan.get("storeKind", "catalog") == "resource":
            return POSTGRES if self.step.plan.resource(plan["store"])["type"] == "postgres" else DUCKDB
        return DUCKDB

    def reference(self, cut: Cut | None) -> datetime:
        """Returns the instant from which age counts: now, and for a partition that is over its end."""
        if cut is None or isinstance(cut, Since) or self.step.window is None:
            return self.asked_at
        return min(self.asked_at, self.step.window[1])

    @cached_property
    def _nothing_left_out(self) -> LeftOut:
        return LeftOut(RecordBook(self.step.plan, self.stores))

    def _selection(self, name: str, cut: Cut | None) -> Selection:
        if cut is None or isinstance(cut, Since):
            return Selection()
        nothing = self._nothing_left_out
        asset, producer = self.step.asset, self.step.plan.table(name).get("producer")
        for entry in asset.get("inputs", []):
            if entry["table"] == name:
                return selection_of(self.step, entry.get("asset"), entry["mapping"], nothing)
        for entry in asset.get("upstream", []):
            if entry["asset"] == producer:
                return selection_of(self.step, producer, entry["mapping"], nothing)
        if producer and self.step.plan.asset(producer).get("partitionSet") == asset.get("partitionSet"):
            return selection_of(self.step, producer, "identity", nothing)
        return Selection()
