"""Each kind of check as SQL; the same text is what the result shows for the reader to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regauge_runtime.cuts import Cut, quoted, quoted_table, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.sql_text import replace_binds


KINDS = frozenset({"not_null", "range", "accepted_values", "unique", "row_count", "sql", "python"})


def require_known(checks: list[JsonObject]) -> None:
    """Raises Configuration for an enabled check of a kind that is unknown here: trying again would not help."""
    for check in checks:
        kind = check["test"]["kind"]
        if check.get("enabled", True) and kind not in KINDS:
            raise Configuration(f"check {check['name']}: checks of kind {kind} are unknown")


@dataclass(frozen=True)
class CheckQuery:
    """`count` gives one row: failed, total; `offenders` the rows that break the rule (without a limit)."""

    count: str
    offenders: str


def columns_of(test: JsonObject) -> list[str]:
    """Returns the columns that a test is about, none for a whole-table test."""
    return list(test.get("columns", [])) or ([test["column"]] if "column" in test else [])


def query_of(test: JsonObject, table: str, cut: Cut | None) -> CheckQuery:
    """Returns the queries of a test on a table's column or rows."""
    source = quoted_table(table) + (f" where {cut.condition()}" if cut else "")
    and_cut = f" and {cut.condition()}" if cut else ""
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
        case "unique":
            key = ", ".join(quoted(column) for column in test["columns"])
            groups = f"select {key}, count(*) as rows_with_it from {source} group by {key}"
            sums = "coalesce(sum(rows_with_it - 1), 0) as failed, coalesce(sum(rows_with_it), 0) as total"
            return CheckQuery(
                f"select {sums} from ({groups}) as groups",
                f"{groups} having count(*) > 1 order by {key}",
            )
        case "row_count":
            low, high = test.get("min"), test.get("max")
            limits = [
                f"count(*) < {low}" if low is not None else None,
                f"count(*) > {high}" if high is not None else None,
            ]
            wrong = " or ".join(limit for limit in limits if limit) or "false"
            return CheckQuery(
                f"select case when {wrong} then 1 else 0 end as failed, count(*) as total from {source}",
                f"select count(*) as row_count from {source} having {wrong}",
            )
        case kind:
            raise Configuration(f"checks of kind {kind} are unknown")
    return CheckQuery(
        f"select count(*) filter (where {broken}) as failed, count(*) as total from {source}",
        f"select * from {quoted_table(table)} where ({broken}){and_cut}",
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
