"""Does the effect of a message once, although it may arrive twice; standard library only.

The ids of the events whose effects are done stand in a table beside the effects. An id is written in the transaction of
its effect, so both are there or neither is, wherever the consumer was killed. Of DuckDB and PostgreSQL.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

PROCESSED_EVENTS = "processed_events"

_TABLE = """create table if not exists {table} (
    event_id varchar primary key,
    processed_at timestamp with time zone not null default current_timestamp
)"""


def create_processed_events(connection: Any, table: str = PROCESSED_EVENTS) -> None:
    """Makes the table that `once` notes ids in, unless it is there; consumers of different effects have one each."""
    with _transaction(connection) as cursor:
        cursor.execute(_TABLE.format(table=_name(table)))


@contextlib.contextmanager
def once(connection: Any, event_id: str, table: str = PROCESSED_EVENTS) -> Iterator[bool]:
    """A transaction for the effect of an event, and whether it is still to be done.

        with once(connection, message.event_id) as is_new:
            if is_new:
                connection.execute("update totals set amount = amount + 1")

    Commits at the block's end; rolls back what an exception leaves behind, the id with it. `connection`: of psycopg,
    psycopg2 or duckdb, in no transaction. Another process that has the same event waits for this one's end.
    """
    mark = "?" if type(connection).__module__.partition(".")[0] in ("duckdb", "_duckdb") else "%s"
    note = f"insert into {_name(table)} (event_id) values ({mark}) on conflict do nothing returning event_id"
    with _transaction(connection) as cursor:
        cursor.execute(note, [event_id])
        yield cursor.fetchone() is not None


@contextlib.contextmanager
def _transaction(connection: Any) -> Iterator[Any]:
    """A transaction of a connection's own; a driver that begins one by itself is asked for none."""
    is_duckdb = type(connection).__module__.partition(".")[0] in ("duckdb", "_duckdb")
    begins = is_duckdb or getattr(connection, "autocommit", False)
    cursor = connection if is_duckdb else connection.cursor()
    if begins:
        cursor.execute("begin")
    try:
        yield cursor
    except BaseException:
        if begins:
            cursor.execute("rollback")
        else:
            connection.rollback()
        raise
    if begins:
        cursor.execute("commit")
    else:
        connection.commit()


def _name(table: str) -> str:
    """Returns a table's name, with or without a schema, quoted."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in table.split("."))
