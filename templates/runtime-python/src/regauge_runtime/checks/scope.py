"""Which rows a check looks at: the run's partition, the last days of a time column, or the whole table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from regauge_runtime.cuts import Cut, compared, quoted, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.expressions import BooleanExpression


@dataclass(frozen=True)
class Since(Cut):
    """The rows whose column is `low` or later."""

    column: str
    low: Any

    def expression(self) -> BooleanExpression:
        """Returns the cut as an Iceberg row filter."""
        from pyiceberg.expressions import GreaterThanOrEqual

        return compared(GreaterThanOrEqual, self.column, self.low)

    def condition(self) -> str:
        """Returns the cut as a SQL condition."""
        return f"{quoted(self.column)} >= {sql_literal(self.low)}"

    def mask(self, rows: pa.Table) -> pa.ChunkedArray:
        """Returns for each row whether it lies in the cut; null for a null."""
        import pyarrow as pa
        import pyarrow.compute as pc

        values = rows.column(self.column)
        return pc.greater_equal(values, pa.scalar(self.low).cast(values.type))


def scope_of(check: JsonObject, own: Cut | None, schema: pa.Schema, now: datetime) -> Cut | None:
    """Returns the rows that a check looks at, None for all of the table.

    `own` is the run's partition, `schema` the table's columns; Configuration when the rolling window's column is none
    of them or no time.
    """
    if check.get("fullTable"):
        return None
    if check.get("scope", "auto") == "auto" and own is not None:
        return own
    column = check.get("scopeColumn")
    if column is None:
        return None
    if column not in schema.names:
        raise Configuration(f"check {check['name']}: its table has no column {column}")
    days = int(check.get("rollingWindowDays", 7))
    low = _as(schema.field(column).type, now - timedelta(days=days), check["name"], column)
    return Since(column, low)


def _as(kind: pa.DataType, instant: datetime, check: str, column: str) -> Any:
    """Returns an instant as a value of a column's type; a text column holds ISO dates, which sort as dates do."""
    import pyarrow as pa

    if pa.types.is_date(kind):
        return instant.date()
    if pa.types.is_timestamp(kind):
        return instant if kind.tz else instant.replace(tzinfo=None)
    if pa.types.is_string(kind):
        return instant.date().isoformat()
    raise Configuration(f"check {check}: {column} is {kind}, and a window of days needs a date or a timestamp")
