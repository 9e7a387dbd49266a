"""One transaction on a database, as the stores use it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self

from regauge_runtime.cuts import quoted, quoted_table
from regauge_runtime.store import Selection

if TYPE_CHECKING:
    import pyarrow as pa


class Session(ABC):
    """One connection with one transaction; as a context it commits, or rolls back when something was raised."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.roll_back()

    @abstractmethod
    def run(self, statement: str) -> None:
        """Runs a statement."""

    @abstractmethod
    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Returns a query's rows."""

    @abstractmethod
    def select(self, table: str, selection: Selection) -> pa.Table:
        """Returns the selected rows of a table, this transaction's own changes included."""

    @abstractmethod
    def columns(self, table: str) -> pa.Schema | None:
        """Returns a table's columns, or None when it does not exist."""

    @abstractmethod
    def type_of(self, field: pa.Field) -> str:
        """Returns the database's type for an Arrow column."""

    def flat(self, rows: pa.Table) -> pa.Table:
        """Returns the rows with what the database cannot nest as text."""
        return rows

    @abstractmethod
    def insert(self, table: str, rows: pa.Table) -> None:
        """Inserts rows."""

    @abstractmethod
    def merge(self, table: str, rows: pa.Table, key: list[str]) -> None:
        """Replaces the rows that have a key of the new ones, and adds the others."""

    @abstractmethod
    def make_records(self, table: str, columns: tuple[str, ...]) -> None:
        """Makes the record table: an `id` that grows, and the columns."""

    @abstractmethod
    def lock_names(self, table: str) -> None:
        """Keeps neighbours from making the same table at the same moment, until the transaction ends."""

    @abstractmethod
    def commit(self) -> None:
        """Commits and closes."""

    @abstractmethod
    def roll_back(self) -> None:
        """Rolls back and closes; harmless when closed already."""


def where_of(selection: Selection) -> str:
    """Returns a selection as a SQL condition with its `where`, or nothing."""
    conditions = [f"({selection.only.condition()})"] if selection.only else []
    # Not `is not true`: Trino has it not, and what a null makes of another form is not the same.
    conditions += [f"not coalesce(({cut.condition()}), false)" for cut in selection.without]
    return f" where {' and '.join(conditions)}" if conditions else ""


def replace_by_key(table: str, staging: str, names: list[str], key: list[str]) -> list[str]:
    """Returns the statements that merge a staging table into a table."""
    target = quoted_table(table)
    same = " and ".join(f"fresh.{quoted(name)} = {target}.{quoted(name)}" for name in key)
    columns = ", ".join(quoted(name) for name in names)
    return [
        f"delete from {target} where exists (select 1 from {staging} as fresh where {same})",
        f"insert into {target} ({columns}) select {columns} from {staging}",
    ]
