"""Tables in a DuckDB file. One process has the file at a time; another's lock is waited for, then TRANSIENT."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from regauge_runtime.cuts import quoted, quoted_table, sql_literal
from regauge_runtime.errors import Configuration, Transient
from regauge_runtime.sql_run import connect, execute
from regauge_runtime.sql_session import Session, replace_by_key, where_of
from regauge_runtime.sql_store import SqlStore
from regauge_runtime.store import Selection

if TYPE_CHECKING:
    import duckdb

PATIENCE_SECONDS = 10.0


def database_path(config: dict[str, Any], data: Path) -> str:
    """Returns a resource's file: `path` of its config, under `$REGAUGE_DATA` unless absolute."""
    path = config.get("path") or config.get("database")
    if not path or path == ":memory:":
        raise Configuration("a duckdb resource needs a `path` to a file")
    return str(data / str(path))


class DuckDbStore(SqlStore):
    """The tables of one DuckDB file."""

    def open(self) -> DuckDbSession:
        """Opens the file with a transaction begun; Transient when another process keeps it."""
        return DuckDbSession(self._connect())

    def query(self, query: str, binds: dict[str, Any]) -> pa.Table | None:
        """Runs a query on the file."""
        with self._connect() as connection:
            return execute(connection, query, binds)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        Path(self.target).parent.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return connect(self.target)
            except duckdb.IOException as error:
                if "lock" not in str(error).lower():
                    raise
                if time.monotonic() > deadline:
                    raise Transient(f"{self.name}: another process keeps {self.target}", code="DUCKDB_LOCKED") from None
            time.sleep(0.1)


class DuckDbSession(Session):
    """A transaction on a DuckDB file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute("begin")

    def run(self, statement: str) -> None:
        """Runs a statement."""
        self._connection.execute(statement).fetchall()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Returns a query's rows."""
        found: list[tuple[Any, ...]] = self._connection.execute(query).fetchall()
        return found

    def select(self, table: str, selection: Selection) -> pa.Table:
        """Returns the selected rows of a table."""
        query = f"select * from {quoted_table(table)}{where_of(selection)}"
        rows: pa.Table = self._connection.sql(query).to_arrow_table()
        return rows

    def columns(self, table: str) -> pa.Schema | None:
        """Returns a table's columns, or None when it does not exist."""
        schema, _, name = table.rpartition(".")
        found = self.rows(
            "select column_name, is_nullable from information_schema.columns where table_catalog = current_database()"
            f" and table_schema = {sql_literal(schema or 'main')} and table_name = {sql_literal(name)}"
            " order by ordinal_position"
        )
        if not found:
            return None
        types = self._connection.sql(f"select * from {quoted_table(table)} limit 0").to_arrow_table().schema
        return pa.schema(
            [pa.field(name, types.field(name).type, nullable=nullable == "YES") for name, nullable in found]
        )

    def type_of(self, field: pa.Field) -> str:
        """Returns DuckDB's own name of the type."""
        empty = pa.schema([field]).empty_table()
        self._connection.register("__regauge_type", empty)
        return str(self._connection.sql("select * from __regauge_type").types[0])

    def insert(self, table: str, rows: pa.Table) -> None:
        """Inserts rows."""
        self._connection.register("__regauge_rows", rows)
        columns = ", ".join(quoted(name) for name in rows.column_names)
        self.run(f"insert into {quoted_table(table)} ({columns}) select {columns} from __regauge_rows")

    def merge(self, table: str, rows: pa.Table, key: list[str]) -> None:
        """Replaces rows by key."""
        self._connection.register("__regauge_rows", rows)
        for statement in replace_by_key(table, "__regauge_rows", rows.column_names, key):
            self.run(statement)

    def make_records(self, table: str, columns: tuple[str, ...]) -> None:
        """Makes the record table."""
        self.run(f"create sequence {table}_id")
        numbers = ("attempt", "row_count")
        fields = ", ".join(f"{name} {'bigint' if name in numbers else 'varchar'} not null" for name in columns)
        self.run(f"create table {table} (id bigint primary key default nextval('{table}_id'), {fields})")

    def lock_names(self, table: str) -> None:
        """Does nothing: the file is this process's alone."""

    def commit(self) -> None:
        """Commits and closes."""
        self.run("commit")
        self._connection.close()

    def roll_back(self) -> None:
        """Rolls back and closes."""
        import duckdb

        with contextlib.suppress(duckdb.Error):
            self._connection.execute("rollback")
        self._connection.close()
