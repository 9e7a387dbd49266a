"""Queries that Regauge itself makes, in the words of a warehouse: made once, for DuckDB, and said anew by sqlglot.

An author's own SQL is never rewritten here. sqlglot is in the step's environment of a product that has a warehouse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration

if TYPE_CHECKING:
    from sqlglot import exp


def in_dialect(query: str, dialect: str) -> str:
    """Returns a query of DuckDB's in the words of `postgres`, `trino`, `spark`, or a cloud's warehouse.

    Those are `snowflake`, `databricks` and `bigquery`.

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
        if unknown := tree.find(exp.Anonymous):
            # sqlglot lets such a call stand as it is, whatever it means over there.
            raise Configuration(f"no words of {dialect} are known for the function {unknown.name}")
        if dialect == "trino":
            tree = tree.transform(exact)
        if dialect not in ("duckdb", "postgres"):
            tree = tree.transform(_searched, dialect)
        return tree.sql(dialect=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    except UnsupportedError as error:
        raise Configuration(f"{dialect} has no words for a query of Regauge's: {error}") from None
    except SqlglotError as error:
        raise Configuration(f"a query of Regauge's cannot be said for {dialect}: {error}") from None


def _searched(node: exp.Expression, dialect: str) -> exp.Expression:
    """Returns a search by a regular expression as the dialect has it; any other node as it is.

    sqlglot hands the flags of DuckDB's function on to functions that take none, loses them for Spark, and makes a
    comparison with the whole text of a search in Snowflake, whose REGEXP_LIKE is one.
    """
    from sqlglot import exp

    if not isinstance(node, exp.RegexpLike):
        return node
    pattern, flags = node.expression, node.args.get("flag")
    flag = flags.name if flags else "c"
    if dialect == "snowflake":
        numbers = [exp.Literal.number(number) for number in (1, 1, 0)]
        found = exp.Anonymous(this="REGEXP_INSTR", expressions=[node.this, pattern, *numbers, exp.Literal.string(flag)])
        return exp.Paren(this=exp.GT(this=found, expression=exp.Literal.number(0)))
    if flag == "i":
        pattern = exp.Literal.string(f"(?i){pattern.name}")
    return exp.RegexpLike(this=node.this, expression=pattern)
