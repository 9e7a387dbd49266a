"""Tables in PostgreSQL, by psycopg 3."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import psycopg
import pyarrow as pa

from regauge_runtime.cuts import quoted, quoted_table, sql_literal
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.sql_session import Session, replace_by_key, where_of
from regauge_runtime.sql_store import SqlStore
from regauge_runtime.sql_text import binds_in, replace_binds
from regauge_runtime.store import Selection

if TYPE_CHECKING:
    from psycopg import Cursor

_SIMPLE = {
    16: pa.bool_(), 20: pa.int64(), 21: pa.int32(), 23: pa.int32(), 26: pa.int64(), 700: pa.float32(),
    701: pa.float64(),
    17: pa.binary(), 18: pa.string(), 19: pa.string(), 25: pa.string(), 1042: pa.string(), 1043: pa.string(),
    1082: pa.date32(), 1083: pa.time64("us"), 1114: pa.timestamp("us"), 1184: pa.timestamp("us", tz="UTC"),
}  # fmt: skip
_NUMERIC, _JSON = 1700, (114, 3802)
_NAMES = {
    pa.bool_(): "boolean", pa.int32(): "integer", pa.int64(): "bigint", pa.float32(): "real",
    pa.float64(): "double precision", pa.date32(): "date", pa.time64("us"): "time", pa.string(): "text",
    pa.binary(): "bytea",
}  # fmt: skip


def connection_string(config: dict[str, Any], name: str) -> str:
    """Returns a resource's DSN: its `dsn` (or `uri`, `url`), or what host, port, database, user and password give."""
    dsn = config.get("dsn") or config.get("uri") or config.get("url")
    if dsn:
        return re.sub(r"^(?:jdbc:)?postgres(?:ql)?(?:\+\w+)?://", "postgresql://", str(dsn))
    words = {
        "host": "host",
        "port": "port",
        "database": "dbname",
        "dbname": "dbname",
        "user": "user",
        "password": "password",
    }
    parts = {words[key]: str(value) for key, value in config.items() if key in words}
    if "host" not in parts:
        raise Configuration(f"resource {name} needs a dsn, or host, database, user and password")
    return psycopg.conninfo.make_conninfo("", **parts)


def connect(dsn: str) -> psycopg.Connection[Any]:
    """Opens a connection in UTC whose queries end soon after this process did."""
    connection = psycopg.connect(dsn, options="-c timezone=UTC", application_name="regauge-step")
    if connection.info.server_version >= 140000:
        connection.execute("set client_connection_check_interval = '2s'")
        connection.commit()
    return connection


class PostgresStore(SqlStore):
    """The tables of one PostgreSQL database."""

    @property
    def lock_dsn(self) -> str | None:
        """The database itself."""
        return self.target

    def open(self) -> PostgresSession:
        """Opens a connection; its transaction begins with the first statement."""
        return PostgresSession(self._connect())

    def query(self, query: str, binds: dict[str, Any]) -> pa.Table | None:
        """Runs a query on the database; the last statement's rows."""
        used = binds_in(query, binds)
        if used:
            marked = replace_binds(query, binds, lambda name: f"%({name})s", lambda text: text.replace("%", "%%"))
            arguments: dict[str, Any] | None = {name: binds[name] for name in used}
        else:
            marked, arguments = query, None
        with self._connect() as connection, psycopg.ClientCursor(connection) as cursor:
            cursor.execute(marked.encode(), arguments)
            while cursor.nextset():
                pass
            return _table_of(cursor) if cursor.description else None

    def _connect(self) -> psycopg.Connection[Any]:
        return connect(self.target)


class PostgresSession(Session):
    """A transaction on PostgreSQL."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def run(self, statement: str) -> None:
        """Runs a statement."""
        self._connection.execute(statement.encode())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Returns a query's rows."""
        return self._connection.execute(query.encode()).fetchall()

    def select(self, table: str, selection: Selection) -> pa.Table:
        """Returns the selected rows of a table."""
        return _table_of(self._connection.execute(f"select * from {quoted_table(table)}{where_of(selection)}".encode()))

    def columns(self, table: str) -> pa.Schema | None:
        """Returns a table's columns, or None when it does not exist."""
        if self.rows(f"select to_regclass({sql_literal(quoted_table(table))})")[0][0] is None:
            return None
        cursor = self._connection.execute(f"select * from {quoted_table(table)} limit 0".encode())
        required = {
            row[0]
            for row in self.rows(
                f"select attname from pg_attribute where attrelid = {sql_literal(quoted_table(table))}::regclass"
                " and attnum > 0 and attnotnull and not attisdropped"
            )
        }
        schema = _table_of(cursor).schema
        return pa.schema([pa.field(field.name, field.type, nullable=field.name not in required) for field in schema])

    def type_of(self, field: pa.Field) -> str:
        """Returns PostgreSQL's type for an Arrow column; nested ones are jsonb."""
        kind, t = field.type, pa.types
        if t.is_decimal(kind):
            return f"numeric({kind.precision},{kind.scale})"
        if t.is_timestamp(kind):
            return "timestamptz" if kind.tz else "timestamp"
        if t.is_nested(kind):
            return "jsonb"
        if kind == pa.uuid():
            return "uuid"
        if t.is_fixed_size_binary(kind):
            return "bytea"
        if kind not in _NAMES:
            raise Validation(f"column {field.name} has the type {kind}, which PostgreSQL cannot hold")
        return _NAMES[kind]

    def insert(self, table: str, rows: pa.Table) -> None:
        """Inserts rows by COPY."""
        self._copy(quoted_table(table), rows)

    def merge(self, table: str, rows: pa.Table, key: list[str]) -> None:
        """Replaces rows by key, by way of a temporary table."""
        self.run(f"create temporary table regauge_fresh (like {quoted_table(table)}) on commit drop")
        self._copy("regauge_fresh", rows)
        for statement in replace_by_key(table, "regauge_fresh", rows.column_names, key):
            self.run(statement)

    def make_records(self, table: str, columns: tuple[str, ...]) -> None:
        """Makes the record table."""
        numbers = ("attempt", "row_count")
        fields = ", ".join(f"{name} {'bigint' if name in numbers else 'text'} not null" for name in columns)
        self.run(f"create table {table} (id bigint generated always as identity primary key, {fields})")
        self.run(f"create index on {table} (table_name, id)")

    def lock_names(self, table: str) -> None:
        """Takes an advisory lock until the transaction ends: `create table if not exists` can fail in a race."""
        number = int.from_bytes(hashlib.sha256(f"ddl\0{table}".encode()).digest()[:8], "big", signed=True)
        self.run(f"select pg_advisory_xact_lock({number})")

    def commit(self) -> None:
        """Commits and closes."""
        self._connection.commit()
        self._connection.close()

    def roll_back(self) -> None:
        """Rolls back and closes."""
        with contextlib.suppress(psycopg.Error):
            self._connection.rollback()
        self._connection.close()

    def flat(self, rows: pa.Table) -> pa.Table:
        """Returns the rows with nested columns as JSON text, which jsonb takes."""
        for index, field in enumerate(rows.schema):
            if pa.types.is_nested(field.type):
                texts = [
                    None if value is None else json.dumps(value, default=str)
                    for value in rows.column(index).to_pylist()
                ]
                rows = rows.set_column(index, pa.field(field.name, pa.string()), pa.array(texts, pa.string()))
        return rows

    def _copy(self, target: str, rows: pa.Table) -> None:
        columns = ", ".join(quoted(name) for name in rows.column_names)
        with self._connection.cursor() as cursor, cursor.copy(f"copy {target} ({columns}) from stdin".encode()) as copy:
            for batch in rows.to_batches(10_000):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)


def _table_of(cursor: Cursor[Any]) -> pa.Table:
    """Returns a result as Arrow: numerics as decimals, uuid, json and everything else as text."""
    rows = cursor.fetchall()
    arrays, names = [], []
    for index, column in enumerate(cursor.description or []):
        values = [row[index] for row in rows]
        names.append(column.name)
        arrays.append(_array(values, column))
    return pa.Table.from_arrays(arrays, names=names)


def _array(values: list[Any], column: Any) -> pa.Array:
    if column.type_code in _SIMPLE:
        return pa.array(values, _SIMPLE[column.type_code])
    if column.type_code == _NUMERIC:
        if column.precision:
            return pa.array(values, pa.decimal128(column.precision, column.scale or 0))
        known = [value for value in values if value is not None]
        return pa.array(values) if known else pa.array(values, pa.decimal128(38, 9))
    if column.type_code in _JSON:
        return pa.array([None if value is None else json.dumps(value) for value in values], pa.string())
    return pa.array([None if value is None else str(value) for value in values], pa.string())
