"""Cuts of a table: the rows of one partition, as an Iceberg expression, as SQL and as a mask over Arrow data.

| type of the partition column | rows of the partition                                     |
|------------------------------|-----------------------------------------------------------|
| string, and int, long        | the column equals the key                                 |
| date                         | the column equals the window's first local day            |
| timestamptz, timestamp       | start <= column < end; a timestamp without zone is UTC    |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import Configuration
from regauge_runtime.partitions import DailySet, PartitionSet

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.expressions import BooleanExpression


@dataclass(frozen=True)
class Cut:
    """The rows whose column equals `low`, or lies in [low, high) when there is a `high`."""

    column: str
    column_type: str
    key: str
    low: Any
    high: Any = None

    def expression(self) -> BooleanExpression:
        """Returns the cut as an Iceberg row filter."""
        from pyiceberg.expressions import And, EqualTo, GreaterThanOrEqual, LessThan

        if self.high is None:
            return compared(EqualTo, self.column, self.low)
        return And(
            compared(GreaterThanOrEqual, self.column, self.low),
            compared(LessThan, self.column, self.high),
        )

    def condition(self) -> str:
        """Returns the cut as a SQL condition, the same text for DuckDB and PostgreSQL."""
        column = quoted(self.column)
        if self.high is None:
            return f"{column} = {sql_literal(self.low)}"
        return f"{column} >= {sql_literal(self.low)} and {column} < {sql_literal(self.high)}"

    def mask(self, rows: pa.Table) -> pa.ChunkedArray:
        """Returns for each row whether it lies in the cut; null for a null."""
        import pyarrow as pa
        import pyarrow.compute as pc

        values = rows.column(self.column)
        low = pa.scalar(self.low).cast(values.type)
        if self.high is None:
            return pc.equal(values, low)
        high = pa.scalar(self.high).cast(values.type)
        return pc.and_(pc.greater_equal(values, low), pc.less(values, high))

    def value(self) -> Any:
        """Returns what the column holds in a row that was given none."""
        return self.low


def cut_of(sets: PartitionSet, key: str) -> Cut:
    """Returns the rows of a partition of a set."""
    kind = sets.column_type
    window = sets.window(key)
    if kind == "string":
        return Cut(sets.column, kind, key, key)
    if kind in ("int", "long"):
        return Cut(sets.column, kind, key, int(key))
    if isinstance(sets, DailySet) and window is not None:
        if kind == "date":
            return Cut(sets.column, kind, key, sets.day_of(key))
        if kind == "timestamptz":
            return Cut(sets.column, kind, key, *window)
        if kind == "timestamp":
            start, end = (instant.replace(tzinfo=None) for instant in window)
            return Cut(sets.column, kind, key, start, end)
    elif kind == "date":
        return Cut(sets.column, kind, key, date.fromisoformat(key))
    raise Configuration(f"partition set {sets.name} cannot have a column of type {kind}")


def quoted(identifier: str) -> str:
    """Returns a SQL identifier in double quotes."""
    return '"' + identifier.replace('"', '""') + '"'


def quoted_table(name: str) -> str:
    """Returns a dotted table name with each part quoted."""
    return ".".join(quoted(part) for part in name.split("."))


def sql_literal(value: Any) -> str:
    """Returns a value as a SQL literal that DuckDB and PostgreSQL both read."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime() if value.tzinfo is not None:
            return f"timestamptz '{value.astimezone(UTC).isoformat()}'"
        case datetime():
            return f"timestamp '{value.isoformat()}'"
        case date():
            return f"date '{value.isoformat()}'"
        case _:
            return "'" + str(value).replace("'", "''") + "'"


def compared(predicate: Any, column: str, value: Any) -> BooleanExpression:
    """Returns an Iceberg predicate; times go in as text, which pyiceberg reads exactly."""
    expression: BooleanExpression = predicate(column, value.isoformat() if isinstance(value, date) else value)
    return expression
