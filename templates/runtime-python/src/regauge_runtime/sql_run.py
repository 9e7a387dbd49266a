"""Runs a query: in an in-memory DuckDB over the inputs, or on the resource that the plan names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regauge_runtime.cuts import quoted, quoted_table
from regauge_runtime.errors import Configuration, Permanent
from regauge_runtime.inputs import LoadedInput
from regauge_runtime.run_words import binds, template_words
from regauge_runtime.sql_text import fill_template, replace_binds
from regauge_runtime.step import Step
from regauge_runtime.store import QueryStore
from regauge_runtime.stores import Stores

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def run_sql(step: Step, stores: Stores, inputs: list[LoadedInput], *, item: Any = None) -> pa.Table | None:
    """Returns the query's rows, or None when its last statement gives none."""
    run = step.asset["run"]
    query: str = run["query"]
    if run.get("isTemplated"):
        query = fill_template(query, template_words(step, item), f"{step.key}: the query")
    if engine := run.get("engine"):
        store = stores.named(engine, "resource")
        if not isinstance(store, QueryStore):
            raise Configuration(f"{step.key}: {engine} runs no SQL")
        return store.query(query, binds(step))
    with connect() as connection:
        register(connection, {loaded.table: loaded.rows for loaded in inputs})
        return execute(connection, query, binds(step))


def connect(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Opens a DuckDB whose times are in UTC and which fetches no extensions by itself."""
    import duckdb

    connection = duckdb.connect(path)
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set autoinstall_known_extensions = false")
    return connection


def register(connection: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    """Makes Arrow tables known under their dotted names."""
    for number, (name, rows) in enumerate(tables.items()):
        parts = name.split(".")
        if len(parts) > 3:
            raise Configuration(f"table {name}: SQL takes names of at most three parts")
        if len(parts) == 3:
            connection.execute(f"attach if not exists ':memory:' as {quoted(parts[0])}")
        if len(parts) > 1:
            connection.execute(f"create schema if not exists {quoted_table('.'.join(parts[:-1]))}")
        connection.register(f"__regauge_{number}", rows)
        connection.execute(f"create view {quoted_table(name)} as select * from __regauge_{number}")


def forget(connection: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    """Takes away what `register` made known."""
    for number, name in enumerate(tables):
        connection.execute(f"drop view if exists {quoted_table(name)}")
        connection.unregister(f"__regauge_{number}")


def is_one_select(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> bool:
    """Whether a query with named binds is a single SELECT, which leaves nothing behind in its connection."""
    import duckdb

    kinds = [statement.type for statement in _statements(connection, query, values)]
    return kinds == [duckdb.StatementType.SELECT]


def _statements(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> list[duckdb.Statement]:
    return connection.extract_statements(replace_binds(query, values, lambda name: f"$rg_{name}"))


def execute(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> pa.Table | None:
    """Runs statements with named binds; returns the last one's rows, or None when it gives none."""
    import duckdb

    statements = _statements(connection, query, values)
    if not statements:
        raise Permanent("the query is empty")
    rows: pa.Table | None = None
    for statement in statements:
        wanted = {f"rg_{name}": value for name, value in values.items() if f"rg_{name}" in statement.named_parameters}
        try:
            relation = connection.sql(statement.query, params=wanted) if wanted else connection.sql(statement.query)
        except duckdb.CatalogException as error:
            raise Permanent(f"{_first_lines(error)} (a step's SQL sees its inputs only)", code="SQL") from None
        rows = relation.to_arrow_table() if statement.type == duckdb.StatementType.SELECT else None
    return rows


def _first_lines(error: Exception) -> str:
    return " ".join(str(error).splitlines()[:2])
