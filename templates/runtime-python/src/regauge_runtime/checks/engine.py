"""The DuckDB in which checks run, whatever holds the tables: the same outcomes for all stores."""

from __future__ import annotations

import threading
from typing import Any, Self

import pyarrow as pa

from regauge_runtime.checks.parity import CHECKSUM
from regauge_runtime.cuts import quoted_table
from regauge_runtime.errors import Validation
from regauge_runtime.sql_run import connect, execute, register


class CheckConnection:
    """A connection that knows some tables and is interrupted after some seconds."""

    def __init__(self, relations: dict[str, pa.Table], seconds: float) -> None:
        self._connection = connect()
        register(self._connection, relations)
        self._timer = threading.Timer(seconds, self._connection.interrupt)

    def __enter__(self) -> Self:
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()
        self._connection.close()

    def rows(self, query: str, binds: dict[str, Any] | None = None) -> pa.Table:
        """Returns the rows of a query's last statement; Validation when it gives none."""
        found = execute(self._connection, query, binds or {})
        if found is None:
            raise Validation("the query must give rows")
        return found


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
