"""What a store of tables can do, whatever holds them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regauge_runtime.cuts import Cut, PartitionCut
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import Record

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Selection:
    """Which rows of a table are read: those of `only` (None = all), but none of `without`."""

    only: Cut | None = None
    without: tuple[Cut, ...] = ()


class Staged(ABC):
    """An output that is written but not published."""

    table: str

    @abstractmethod
    def view(self, cut: Cut | None) -> pa.Table:
        """Returns the rows of a cut (None = the whole table) as they will be once published."""

    @property
    def row_count(self) -> int:
        """How many rows the output brings."""
        return int(self.rows.num_rows)

    rows: Any

    @abstractmethod
    def publish(self, record: Record) -> str | None:
        """Brings rows and record to the readers at once; returns the snapshot, where there are snapshots."""

    @abstractmethod
    def reject(self, record: Record) -> str | None:
        """Leaves the published rows as they were and adds the failed record."""

    @abstractmethod
    def discard(self) -> None:
        """Gives up without a trace, for a step that ends otherwise."""


class Store(ABC):
    """The tables of one catalog or database, as one product sees them."""

    name: str

    @property
    def lock_dsn(self) -> str | None:
        """The PostgreSQL in which step locks live, or None: then they are files."""
        return None

    @abstractmethod
    def exists(self, table: str) -> bool:
        """Tells whether a table exists."""

    @abstractmethod
    def schema(self, table: str) -> pa.Schema:
        """Returns the columns of a table that is there, as Arrow types."""

    @abstractmethod
    def rename(self, old: str, new: str) -> None:
        """Gives a table of this product its new name, its records with it; does nothing when a neighbour did."""

    @abstractmethod
    def records(self, table: str) -> Iterator[Record]:
        """Yields the product's records of a table, newest first."""

    @abstractmethod
    def read(self, table: str, selection: Selection) -> tuple[pa.Table, str | None]:
        """Returns the selected rows and the snapshot that they come from, where there are snapshots."""

    @abstractmethod
    def stage(
        self,
        plan: JsonObject,
        output: JsonObject,
        rows: pa.Table,
        cut: PartitionCut | None,
        record: Record,
        beside: Staged | None = None,
    ) -> Staged:
        """Writes the rows where no reader sees them yet; with `beside` they will be published in one commit with it."""

    @abstractmethod
    def publish_together(self, outputs: Sequence[Staged], records: Sequence[Record]) -> Sequence[str | None]:
        """Brings outputs that were staged beside each other to the readers at once, each with its record.

        Returns the snapshots, where there are snapshots. Configuration when the store cannot.
        """

    @abstractmethod
    def note(self, table: str, record: Record) -> str | None:
        """Adds a record to a table without a change of its rows."""

    @abstractmethod
    def note_without_table(self, table: str, record: Record) -> str | None:
        """Adds the record of a step that has no outputs."""


class QueryStore(Store):
    """A store that also runs an author's query."""

    @abstractmethod
    def query(self, query: str, binds: dict[str, Any]) -> pa.Table | None:
        """Runs a query with named binds and returns the rows of its last statement, None when it gives none."""


def require_unique_keys(rows: pa.Table, key: list[str], table: str) -> pa.Table:
    """Returns the key columns of rows to merge; Validation when two rows have one key, or a key is null."""
    if not key:
        raise Configuration(f"{table}: merge needs a key")
    if missing := [name for name in key if name not in rows.column_names]:
        raise Validation(f"the data for {table} lack the key column {', '.join(missing)}")
    keys = rows.select(key)
    if any(keys.column(name).null_count for name in key):
        raise Validation(f"{table}: a key ({', '.join(key)}) is null")
    surplus = keys.num_rows - keys.group_by(key).aggregate([]).num_rows
    if surplus:
        raise Validation(f"{table}: {surplus} rows have a key ({', '.join(key)}) that another row has too")
    return keys
