"""Each kind of check as SQL; the same text is what the result shows for the reader to run.

A query is built of parts, never by looking into a text: the rows under test and those of another table are each a
`Rows`, a column is quoted, a value is a literal. Every query runs in DuckDB, whatever holds the table; what is shown
is in the dialect of the database that holds it, so that its reader can run it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regauge_runtime.checks.dialects import DUCKDB, Dialect
from regauge_runtime.cuts import quoted, quoted_table, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.sql_text import replace_binds

if TYPE_CHECKING:
    import pyarrow as pa


ROW_KINDS = frozenset(
    {"not_null", "range", "accepted_values", "unique", "row_count", "pattern", "freshness", "relationships"}
    | {"expression", "row_count_parity", "aggregate_parity", "key_parity", "checksum_parity"}
)
KINDS = ROW_KINDS | {"sql", "python", "schema", "quality_gate", "dbt", "contract"}
WHOLE_KINDS = frozenset({"row_count", "sql", "freshness", "row_count_parity", "quality_gate"})
OPERATORS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})


def require_known(checks: list[JsonObject]) -> None:
    """Raises Configuration for an enabled check that is unknown here: trying again would not help."""
    for check in checks:
        kind = check["test"]["kind"]
        if not check.get("enabled", True):
            continue
        if kind not in KINDS:
            raise Configuration(f"check {check['name']}: checks of kind {kind} are unknown")
        if kind == "sql" and check["test"].get("op") not in OPERATORS:
            raise Configuration(f"check {check['name']}: compares by {check['test'].get('op')!r}, which is unknown")


@dataclass(frozen=True)
class Rows:
    """The rows of a table that a check looks at: those that a condition in SQL holds for, None = all."""

    table: str
    condition: str | None
    schema: pa.Schema

    def source(self, alias: str = "", where: str | None = None) -> str:
        """Returns what stands after `from`: the table, its alias and the condition."""
        name = quoted_table(self.table) + (f" as {alias}" if alias else "")
        conditions = [f"({one}\n)" if one is where else one for one in (where, self.condition) if one]
        return name + (f" where {' and '.join(conditions)}" if conditions else "")


@dataclass(frozen=True)
class CheckQuery:
    """`count` gives one row: failed, total; `offenders` the rows that break the rule (without a limit)."""

    count: str
    offenders: str


@dataclass(frozen=True)
class Asked:
    """A test with what it needs to become SQL: the time it is asked at, and the known binds."""

    test: JsonObject
    now: datetime
    binds: dict[str, Any]
    dialect: Dialect = DUCKDB

    def text(self, sql: str) -> str:
        """Returns an author's piece of SQL with its binds written out."""
        return filled(sql, self.binds)


def columns_of(test: JsonObject) -> list[str]:
    """Returns the columns of the asset's table that a test is about, none for a whole-table test."""
    match test["kind"]:
        case "aggregate_parity":
            return [*test.get("groupBy", []), *(one["targetColumn"] for one in test["aggregates"])]
        case "key_parity":
            return list(test["keyColumns"])
        case "checksum_parity":
            return [*test["keyColumns"], *test.get("columns", [])]
    return list(test.get("columns", [])) or ([test["column"]] if "column" in test else [])


def other_table(test: JsonObject) -> str | None:
    """Returns the table that a test compares with."""
    found = test.get("source") if "source" in test else test.get("to", {}).get("table")
    return None if found is None else str(found)


def query_of(asked: Asked, rows: Rows, other: Rows | None = None) -> CheckQuery:
    """Returns the queries of a test on a table's column or rows."""
    from regauge_runtime.checks import parity

    test = asked.test
    source = rows.source()
    match test["kind"]:
        case "not_null":
            broken = " or ".join(f"{quoted(column)} is null" for column in test["columns"])
        case "range":
            column = quoted(test["column"])
            ends = [(f"{column} < {{}}", test.get("min")), (f"{column} > {{}}", test.get("max"))]
            broken = " or ".join(form.format(sql_literal(end)) for form, end in ends if end is not None) or "false"
        case "accepted_values":
            column = quoted(test["column"])
            values = ", ".join(sql_literal(value) for value in test["values"] if value is not None)
            broken = f"{column} not in ({values})" if values else f"{column} is not null"
        case "pattern":
            is_exact = bool(test.get("caseSensitive", True))
            broken = f"not {asked.dialect.matches(quoted(test['column']), test['regex'], is_exact)}"
        case "expression":
            # A line of its own for the bracket: the condition may end in a comment. Null is no violation, as in SQL.
            broken = f"not ({asked.text(test['sql'])}\n)"
        case "unique":
            return _unique(test["columns"], source)
        case "row_count":
            return _row_count(test.get("min"), test.get("max"), source)
        case "freshness":
            return _freshness(test["column"], oldest_allowed(asked, rows), source)
        case "relationships":
            assert other is not None
            return _relationships(test["column"], test["to"]["column"], rows, other)
        case "row_count_parity" | "aggregate_parity" | "key_parity" | "checksum_parity":
            assert other is not None
            return parity.query_of(asked, rows, other)
        case kind:
            raise Configuration(f"checks of kind {kind} are unknown")
    return CheckQuery(
        f"select count(*) filter (where {broken}) as failed, count(*) as total from {source}",
        f"select * from {rows.source(where=broken)}",
    )


def _unique(columns: list[str], source: str) -> CheckQuery:
    key = ", ".join(quoted(column) for column in columns)
    groups = f"select {key}, count(*) as rows_with_it from {source} group by {key}"
    sums = "coalesce(sum(rows_with_it - 1), 0) as failed, coalesce(sum(rows_with_it), 0) as total"
    return CheckQuery(
        f"select {sums} from ({groups}) as groups",
        f"{groups} having count(*) > 1 order by {key}",
    )


def _row_count(low: int | None, high: int | None, source: str) -> CheckQuery:
    limits = [f"count(*) < {low}" if low is not None else "", f"count(*) > {high}" if high is not None else ""]
    wrong = " or ".join(limit for limit in limits if limit) or "false"
    return CheckQuery(
        f"select case when {wrong} then 1 else 0 end as failed, count(*) as total from {source}",
        f"select count(*) as row_count from {source} having {wrong}",
    )


def _freshness(name: str, oldest: str, source: str) -> CheckQuery:
    newest = f"max({quoted(name)})"
    wrong = f"{newest} is null or {newest} < {oldest}"
    return CheckQuery(
        f"select case when {wrong} then 1 else 0 end as failed, count(*) as total from {source}",
        f"select {newest} as newest, {oldest} as oldest_allowed from {source} having {wrong}",
    )


def oldest_allowed(asked: Asked, rows: Rows) -> str:
    """Returns the instant before which nothing may be the newest, as a literal of the column's own type."""
    from datetime import timedelta

    import pyarrow as pa

    name = asked.test["column"]
    instant = asked.now - timedelta(seconds=float(asked.test["maxAgeSeconds"]))
    kind = rows.schema.field(name).type
    if pa.types.is_date(kind):
        return sql_literal(instant.date())
    if pa.types.is_timestamp(kind):
        return sql_literal(instant if kind.tz else instant.replace(tzinfo=None))
    raise Configuration(f"{rows.table}: {name} is {kind}; age is told by a date or a timestamp")


def _relationships(column: str, foreign: str, rows: Rows, other: Rows) -> CheckQuery:
    ours = f"ours.{quoted(column)}"
    known = f"(select distinct {quoted(foreign)} as known from {other.source()}) as theirs"
    joined = f"(select * from {rows.source()}) as ours left join {known} on {ours} = theirs.known"
    broken = f"{ours} is not null and theirs.known is null"
    return CheckQuery(
        f"select count(*) filter (where {broken}) as failed, count(*) as total from {joined}",
        f"select ours.* from {joined} where {broken}",
    )


def filled(query: str, binds: dict[str, Any]) -> str:
    """Returns a query with its binds written out, for the reader to run."""
    return replace_binds(query, binds, lambda name: sql_literal(binds[name])).strip().rstrip(";")


def compares(value: Any, op: str, expected: Any) -> bool:
    """Tells whether a query's value is as expected; a null never is, but for `eq` and `ne` with null."""
    if op in ("eq", "ne") and (value is None or expected is None):
        return (value is expected) == (op == "eq")
    if value is None or expected is None:
        return False
    if isinstance(expected, (int, float)) and not isinstance(expected, bool) and not isinstance(value, (int, float)):
        from decimal import Decimal

        value, expected = Decimal(str(value)), Decimal(str(expected))
    elif isinstance(expected, str) and not isinstance(value, str):
        value = str(value)
    match op:
        case "eq":
            return bool(value == expected)
        case "ne":
            return bool(value != expected)
        case "lt":
            return bool(value < expected)
        case "le":
            return bool(value <= expected)
        case "gt":
            return bool(value > expected)
        case "ge":
            return bool(value >= expected)
    raise Configuration(f"a sql check compares by {op!r}, which is unknown")
