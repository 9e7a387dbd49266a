"""Deletes the rows of a table that are older than its `rowTtl` says, by the table's own column of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from regauge_runtime.cuts import Cut, compared, quoted, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.iceberg_commit import Change, TableCommit, commit
from regauge_runtime.kept_records import MAINTAINED_BY, properties_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.expressions import BooleanExpression
    from pyiceberg.table import Table

    from regauge_runtime.plan import JsonObject


@dataclass(frozen=True)
class OlderCut(Cut):
    """The rows whose column lies before an instant or a day; a row without one stays."""

    column: str
    before: datetime | date

    def expression(self) -> BooleanExpression:
        from pyiceberg.expressions import LessThan

        return compared(LessThan, self.column, self.before)

    def condition(self) -> str:
        return f"{quoted(self.column)} < {sql_literal(self.before)}"

    def mask(self, rows: pa.Table) -> pa.ChunkedArray:
        import pyarrow as pa
        import pyarrow.compute as pc

        values = rows.column(self.column)
        return pc.less(values, pa.scalar(self.before).cast(values.type))


def delete_old_rows(load: Callable[[], Table], retention: JsonObject, now: datetime, maintained_by: str) -> int:
    """Deletes what is older than the table's `rowTtl` in one commit; returns how many rows that were."""
    cut = _cut(load(), retention["rowTtlColumn"], now - timedelta(seconds=retention["rowTtlSeconds"]))
    change = Change("replace", cut)
    is_nothing = True

    def is_done(table: Table) -> str | None:
        nonlocal is_nothing
        files = iter(table.scan(row_filter=cut.expression()).plan_files())
        is_nothing = next(files, None) is None
        return "-" if is_nothing else None

    snapshot = commit(TableCommit(load, change, {MAINTAINED_BY: maintained_by}, is_done=is_done))
    if is_nothing:
        return 0
    made = load().snapshot_by_id(int(snapshot))
    told = properties_of(made) if made else {}
    return int(told.get("deleted-records", 0)) - int(told.get("added-records", 0))


def _cut(table: Table, column: str, before: datetime) -> OlderCut:
    """Returns the old rows by the column's type: a date is a day in UTC, a time without a zone is UTC."""
    from pyiceberg.types import DateType, TimestampType, TimestamptzType

    found: Any = next((field.field_type for field in table.schema().fields if field.name == column), None)
    match found:
        case DateType():
            return OlderCut(column, before.astimezone(UTC).date())
        case TimestamptzType():
            return OlderCut(column, before)
        case TimestampType():
            return OlderCut(column, before.astimezone(UTC).replace(tzinfo=None))
    raise Configuration(f"table {'.'.join(table.name())} has no column {column} of a date or time: rowTtl is by one")
