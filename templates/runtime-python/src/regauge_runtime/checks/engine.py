"""The DuckDB in which checks run, whatever holds the tables: the same outcomes for all stores."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from regauge_runtime.checks.parity import CHECKSUM
from regauge_runtime.cuts import quoted_table
from regauge_runtime.errors import Validation
from regauge_runtime.sql_run import connect, execute, forget, is_one_select, register

if TYPE_CHECKING:
    import duckdb


class CheckEngine:
    """The DuckDB of a step's checks, open while it is entered.

    One does for all checks: to open and to close one costs 28 ms of CPU, more than most checks of a million rows. Only
    statements of the author's that may leave something behind get one of their own.
    """

    def __init__(self) -> None:
        self._shared: duckdb.DuckDBPyConnection | None = None
        self._known: dict[str, pa.Table] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._close()

    def knowing(
        self, relations: dict[str, pa.Table], seconds: float, query: str = "", binds: dict[str, Any] | None = None
    ) -> AbstractContextManager[CheckConnection]:
        """Returns a connection that knows these tables alone, and is interrupted after some seconds.

        `query` is the author's that will run there, with its binds; none for one that is made here.
        """
        if self._shared is None:
            self._shared = connect()
        if query and not is_one_select(self._shared, query, binds or {}):
            return _alone(relations, seconds)
        return self._together(self._shared, relations, seconds)

    @contextmanager
    def _together(
        self, shared: duckdb.DuckDBPyConnection, relations: dict[str, pa.Table], seconds: float
    ) -> Iterator[CheckConnection]:
        try:
            self._know(shared, relations)
            with _interrupted(shared, seconds):
                yield CheckConnection(shared)
        except BaseException:
            self._close()  # whatever state it is in, the next check is not asked there
            raise

    def _know(self, shared: duckdb.DuckDBPyConnection, relations: dict[str, pa.Table]) -> None:
        """Most checks look at what the one before looked at."""
        if [(name, id(rows)) for name, rows in relations.items()] != [(n, id(rows)) for n, rows in self._known.items()]:
            forget(shared, self._known)
            self._known = {}
            register(shared, relations)
            self._known = dict(relations)

    def _close(self) -> None:
        self._known = {}
        if self._shared is not None:
            self._shared.close()
            self._shared = None


class CheckConnection:
    """A connection that knows some tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, query: str, binds: dict[str, Any] | None = None) -> pa.Table:
        """Returns the rows of a query's last statement; Validation when it gives none."""
        found = execute(self._connection, query, binds or {})
        if found is None:
            raise Validation("the query must give rows")
        return found


@contextmanager
def _alone(relations: dict[str, pa.Table], seconds: float) -> Iterator[CheckConnection]:
    with connect() as connection:
        register(connection, relations)
        with _interrupted(connection, seconds):
            yield CheckConnection(connection)


@contextmanager
def _interrupted(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # one that fires at this moment shall not reach what comes next


def with_checksums(rows: pa.Table, table: str, text: str) -> pa.Table:
    """Returns the rows with the column CHECKSUM: the xxHash64, which DuckDB lacks, of a text that SQL makes of each."""
    import xxhash

    with connect() as connection:
        register(connection, {table: rows})
        texts = execute(connection, f"select {text} as row_text from {quoted_table(table)}", {})
    assert texts is not None
    sums = [xxhash.xxh64_hexdigest(one.encode()) for one in texts.column(0).to_pylist()]
    return rows.append_column(pa.field(CHECKSUM, pa.string()), pa.array(sums, pa.string()))


def plain(value: Any) -> Any:
    """Returns a value as JSON can say it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
