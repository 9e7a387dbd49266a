"""Queries that Regauge itself makes, in the words of a warehouse: made once, for DuckDB, and said anew by sqlglot.

An author's own SQL is never rewritten here. sqlglot is in the step's environment of a product that has a warehouse.
"""

from __future__ import annotations

from regauge_runtime.errors import Configuration


def in_dialect(query: str, dialect: str) -> str:
    """Returns a query of DuckDB's in the words of `trino`, `snowflake`, `databricks` or `bigquery`.

    Raises Configuration for what that warehouse has no words for.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError, UnsupportedError

    def exact(node: exp.Expression) -> exp.Expression:
        # Without a word about it Trino's times have milliseconds.
        if isinstance(node, exp.DataType) and not node.expressions and node.this in (
            exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPTZ, exp.DataType.Type.TIMESTAMPNTZ,
        ):  # fmt: skip
            node.set("expressions", [exp.DataTypeParam(this=exp.Literal.number(6))])
        return node

    try:
        tree = sqlglot.parse_one(query, read="duckdb")
        if dialect == "trino":
            tree = tree.transform(exact)
        return tree.sql(dialect=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    except UnsupportedError as error:
        raise Configuration(f"{dialect} has no words for a query of Regauge's: {error}") from None
    except SqlglotError as error:
        raise Configuration(f"a query of Regauge's cannot be said for {dialect}: {error}") from None
