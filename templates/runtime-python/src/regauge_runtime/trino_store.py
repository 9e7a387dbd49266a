"""What a Trino has, for reading and for queries: no table of a step lives there (docs/adr/0106).

A step publishes rows and record at once, and Trino has no transaction for two statements that write: its connectors
take one statement each. So a query's rows come to the step, which publishes them where such a commit is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import pyarrow as pa

from regauge_runtime.cuts import PartitionCut, quoted_table
from regauge_runtime.dialect_text import in_dialect
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import Record
from regauge_runtime.sql_session import where_of
from regauge_runtime.sql_text import replace_binds
from regauge_runtime.store import QueryStore, Selection, Staged
from regauge_runtime.trino_client import ABSENT, connect, step_error
from regauge_runtime.trino_types import arrow_type, arrow_value, is_as_it_is

BATCH_ROWS = 10_000


class TrinoStore(QueryStore):
    """The tables that a Trino shows, as its connectors have them."""

    def __init__(self, name: str, config: dict[str, Any], product: str) -> None:
        self.name = name
        self.product = product
        self._config = config

    def query(self, query: str, binds: dict[str, Any]) -> pa.Table | None:
        """Runs a statement with named binds; its rows, None when it changes something instead."""
        used: list[str] = []

        def mark(name: str) -> str:
            used.append(name)
            return "?"

        marked = replace_binds(query, binds, mark).strip().removesuffix(";")
        return self._asked(lambda cursor: self._rows(cursor, marked, [binds[name] for name in used]))

    def exists(self, table: str) -> bool:
        """Tells whether a table or view is there."""
        return self._schema(table) is not None

    def schema(self, table: str) -> pa.Schema:
        """Returns a table's columns as Arrow types; none of them is known to be never null."""
        found = self._schema(table)
        if found is None:
            raise Configuration(f"{self.name} has no table {table}")
        return found

    def read(self, table: str, selection: Selection) -> tuple[pa.Table, str | None]:
        """Returns the selected rows; what snapshots a connector has, Trino does not tell in a word of its own."""
        query = in_dialect(f"select * from {quoted_table(table)}{where_of(selection)}", "trino")
        rows = self._asked(lambda cursor: self._rows(cursor, query, []))
        assert rows is not None
        return rows, None

    def records(self, table: str) -> Iterator[Record]:
        """Yields none: what is there, others have made."""
        return iter(())

    def rename(self, old: str, new: str) -> None:
        """Raises Configuration: the tables are others'."""
        self._refuse(new)

    def stage(
        self,
        plan: JsonObject,
        output: JsonObject,
        rows: pa.Table,
        cut: PartitionCut | None,
        record: Record,
        beside: Staged | None = None,
    ) -> Staged:
        """Raises Configuration."""
        self._refuse(plan["name"])

    def publish_together(self, outputs: Sequence[Staged], records: Sequence[Record]) -> list[str | None]:
        """Raises Configuration."""
        self._refuse(outputs[0].table)

    def note(self, table: str, record: Record) -> str | None:
        """Raises Configuration."""
        self._refuse(table)

    def note_without_table(self, table: str, record: Record) -> str | None:
        """Raises Configuration."""
        self._refuse(table)

    def _refuse(self, table: str) -> NoReturn:
        raise Configuration(f"{table}: {self.name} is a Trino, where no step writes rows and record at once")

    def _schema(self, table: str) -> pa.Schema | None:
        try:
            found = self._asked(lambda cursor: self._rows(cursor, f"select * from {quoted_table(table)} limit 0", []))
        except Exception as error:
            if getattr(error, "code", "").removeprefix("TRINO_") in ABSENT:
                return None
            raise
        assert found is not None
        return found.schema

    def _asked(self, ask: Callable[[Any], pa.Table | None]) -> pa.Table | None:
        import requests
        from trino import exceptions

        connection = connect(self._config, self.name)
        try:
            return ask(connection.cursor())
        except (exceptions.Error, exceptions.HttpError, requests.RequestException) as error:
            raise step_error(error, self.name) from None
        finally:
            connection.close()

    @staticmethod
    def _rows(cursor: Any, query: str, values: list[Any]) -> pa.Table | None:
        cursor.execute(query, values or None)
        first = cursor.fetchmany(BATCH_ROWS)
        if cursor.update_type is not None:
            return None
        names = [column[0] for column in cursor.description]
        if len(set(names)) < len(names):
            raise Validation(f"the query gives two columns one name: {', '.join(names)}")
        schema = pa.schema([pa.field(column[0], arrow_type(column[1], column[0])) for column in cursor.description])
        batches = []
        while first:
            batches.append(_batch(first, schema))
            first = cursor.fetchmany(BATCH_ROWS)
        return pa.Table.from_batches(batches, schema)


def _batch(rows: list[Any], schema: pa.Schema) -> pa.RecordBatch:
    arrays = []
    for field, values in zip(schema, zip(*rows, strict=True), strict=True):
        given = values if is_as_it_is(field.type) else [arrow_value(value, field.type) for value in values]
        arrays.append(pa.array(given, field.type))
    return pa.record_batch(arrays, schema=schema)
