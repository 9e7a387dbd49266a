"""What a table sensor sees: a state of its table that stands for new rows."""

from __future__ import annotations

from typing import Any

from regauge_runtime.cuts import quoted_table
from regauge_runtime.errors import Configuration
from regauge_runtime.iceberg_store import IcebergStore
from regauge_runtime.kept_records import adding_snapshot
from regauge_runtime.plan import JsonObject
from regauge_runtime.sensors import State
from regauge_runtime.sql_run import connect, execute, register
from regauge_runtime.store import QueryStore, Selection
from regauge_runtime.stores import Stores


def table_state(source: JsonObject, stores: Stores, cursor: Any) -> State:
    """Returns the state of a sensor's table after the one that `cursor` stands for.

    A table of a catalog has new rows with each snapshot that adds some, and if the sensor has a `where`, while any of
    its rows fits; the hit is the snapshot. A table of a database has new rows when more of them fit than at the last
    look; the hit is their number.
    """
    table, where = source["table"], source.get("where")
    resource = source.get("resource")
    store = stores.named(resource, "resource") if resource else stores.of_table(table)
    if isinstance(store, QueryStore):
        return _grown(store, table, where, int(cursor or 0))
    if not isinstance(store, IcebergStore):
        raise Configuration(f"table {table}: a sensor cannot look into {store.name}")
    if not store.exists(table):
        return State(cursor, None)
    adding = adding_snapshot(store.catalog.load_table(table).metadata)
    if adding is None or adding == cursor:
        return State(cursor, None)
    return State(adding, adding if not where or _fits(store, table, where) else None)


def _grown(store: QueryStore, table: str, where: str | None, before: int) -> State:
    if not store.exists(table):
        return State(before, None)
    condition = f" where ({where})" if where else ""
    found = store.query(f"select count(*) as rows_found from {quoted_table(table)}{condition}", {})
    assert found is not None
    count = int(found.column(0)[0].as_py())
    return State(count, str(count) if count > before else None)


def _fits(store: IcebergStore, table: str, where: str) -> bool:
    rows, _ = store.read(table, Selection())
    with connect() as connection:
        register(connection, {table: rows})
        found = execute(connection, f"select 1 from {quoted_table(table)} where ({where}) limit 1", {})
    return found is not None and found.num_rows > 0
