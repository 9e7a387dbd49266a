"""Cuts of a table: the rows of one partition, as an Iceberg expression, as SQL and as a mask over Arrow data.

| type of the partition column | rows of the partition                                     |
|------------------------------|-----------------------------------------------------------|
| string, and int, long        | the column equals the key                                 |
| date                         | the column equals the window's first local day            |
| timestamptz, timestamp       | start <= column < end; a timestamp without zone is UTC    |
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import Configuration
from regauge_runtime.partitions import MultiSet, PartitionSet, StaticSet, TimeSet

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.expressions import BooleanExpression


class Cut(ABC):
    """Some rows of a table."""

    @abstractmethod
    def expression(self) -> BooleanExpression:
        """Returns the cut as an Iceberg row filter."""

    @abstractmethod
    def condition(self) -> str:
        """Returns the cut as a SQL condition, the same text for DuckDB and PostgreSQL."""

    @abstractmethod
    def mask(self, rows: pa.Table) -> pa.ChunkedArray | pa.BooleanArray:
        """Returns for each row whether it lies in the cut; null for a null."""


@dataclass(frozen=True)
class ColumnCut(Cut):
    """The rows whose column equals `low`, or lies in [low, high) when there is a `high`."""

    column: str
    column_type: str
    low: Any
    high: Any = None

    def expression(self) -> BooleanExpression:
        from pyiceberg.expressions import And, EqualTo, GreaterThanOrEqual, LessThan

        if self.high is None:
            return compared(EqualTo, self.column, self.low)
        return And(
            compared(GreaterThanOrEqual, self.column, self.low),
            compared(LessThan, self.column, self.high),
        )

    def condition(self) -> str:
        column = quoted(self.column)
        if self.high is None:
            return f"{column} = {sql_literal(self.low)}"
        return f"{column} >= {sql_literal(self.low)} and {column} < {sql_literal(self.high)}"

    def mask(self, rows: pa.Table) -> pa.ChunkedArray:
        import pyarrow as pa
        import pyarrow.compute as pc

        values = rows.column(self.column)
        low = pa.scalar(self.low).cast(values.type)
        if self.high is None:
            return pc.equal(values, low)
        high = pa.scalar(self.high).cast(values.type)
        return pc.and_(pc.greater_equal(values, low), pc.less(values, high))


@dataclass(frozen=True)
class PartitionCut(Cut):
    """The rows of one partition: each of its columns, of which a set of several dimensions has several, says so."""

    key: str
    columns: tuple[ColumnCut, ...]

    def expression(self) -> BooleanExpression:
        return joined("And", [part.expression() for part in self.columns])

    def condition(self) -> str:
        return " and ".join(part.condition() for part in self.columns)

    def mask(self, rows: pa.Table) -> pa.ChunkedArray:
        import pyarrow.compute as pc

        return functools.reduce(pc.and_, (part.mask(rows) for part in self.columns))


@dataclass(frozen=True)
class AnyCut(Cut):
    """The rows that lie in one of several partitions; of none: no row."""

    parts: tuple[PartitionCut, ...]

    def expression(self) -> BooleanExpression:
        from pyiceberg.expressions import AlwaysFalse, In

        values = {each for each, other in self._plain() if other is None}
        if len(values) > 1:
            column = self.parts[0].columns[0].column
            among: Any = In  # whose own types say less than it takes
            found: BooleanExpression = among(column, {v.isoformat() if isinstance(v, date) else v for v in values})
            return found
        return joined("Or", [part.expression() for part in self._merged()]) if self.parts else AlwaysFalse()

    def condition(self) -> str:
        return " or ".join(f"({part.condition()})" for part in self._merged()) or "false"

    def mask(self, rows: pa.Table) -> pa.ChunkedArray | pa.BooleanArray:
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self.parts:
            return pa.repeat(False, rows.num_rows)
        return functools.reduce(pc.or_, (part.mask(rows) for part in self._merged()))

    def _plain(self) -> list[tuple[Any, Any]]:
        """The [low, high) of partitions of one column, oldest first; empty for those of several."""
        if not self.parts or len(self.parts[0].columns) > 1:
            return []
        return sorted((part.columns[0].low, part.columns[0].high) for part in self.parts)

    def _merged(self) -> list[Cut]:
        """The partitions, but windows that follow each other as one."""
        plain = self._plain()
        if not plain or plain[0][1] is None:
            return list(self.parts)
        spans = [plain[0]]
        for low, high in plain[1:]:
            if low <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
            else:
                spans.append((low, high))
        first = self.parts[0].columns[0]
        return [ColumnCut(first.column, first.column_type, low, high) for low, high in spans]


def cut_of(sets: PartitionSet, key: str) -> PartitionCut:
    """Returns the rows of a partition of a set."""
    if isinstance(sets, MultiSet):
        return PartitionCut(
            key, tuple(_column_cut(sets.dimensions[name], part) for name, part in sets.parts(key).items())
        )
    return PartitionCut(key, (_column_cut(sets, key),))


def columns_of(sets: PartitionSet) -> list[str]:
    """Returns the columns that say in which partition of a set a row lies; a set of several dimensions has several."""
    return [one.column for one in (sets.dimensions.values() if isinstance(sets, MultiSet) else [sets])]


def _column_cut(sets: TimeSet | StaticSet, key: str) -> ColumnCut:
    kind = sets.column_type
    window = sets.window(key)
    if kind == "string":
        return ColumnCut(sets.column, kind, key)
    if kind in ("int", "long"):
        return ColumnCut(sets.column, kind, int(key))
    if isinstance(sets, TimeSet) and window is not None:
        if kind == "date":
            return ColumnCut(sets.column, kind, sets.day_of(key))
        if kind == "timestamptz":
            return ColumnCut(sets.column, kind, *window)
        if kind == "timestamp":
            start, end = (instant.replace(tzinfo=None) for instant in window)
            return ColumnCut(sets.column, kind, start, end)
    elif kind == "date":
        return ColumnCut(sets.column, kind, date.fromisoformat(key))
    raise Configuration(f"partition set {sets.name} cannot have a column of type {kind}")


def joined(word: str, parts: list[BooleanExpression]) -> BooleanExpression:
    """Returns Iceberg filters joined by `And` or `Or`."""
    from pyiceberg import expressions

    return parts[0] if len(parts) == 1 else getattr(expressions, word)(*parts)


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
            return f"timestamptz '{value.astimezone(UTC).isoformat(sep=' ')}'"
        case datetime():
            return f"timestamp '{value.isoformat(sep=' ')}'"
        case date():
            return f"date '{value.isoformat()}'"
        case _:
            return "'" + str(value).replace("'", "''") + "'"


def compared(predicate: Any, column: str, value: Any) -> BooleanExpression:
    """Returns an Iceberg predicate; times go in as text, which pyiceberg reads exactly."""
    expression: BooleanExpression = predicate(column, value.isoformat() if isinstance(value, date) else value)
    return expression
