"""Checks that compare a table with another one: numbers of rows, aggregates, keys, checksums.

Both sides are put one under the other and grouped, which every database can do, instead of a full join by keys that may
be null, which PostgreSQL cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regauge_runtime.checks.queries import Asked, CheckQuery, Rows
from regauge_runtime.cuts import quoted, sql_literal
from regauge_runtime.errors import Validation
from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    import pyarrow as pa

CHECKSUM = "regauge_checksum"


def query_of(asked: Asked, rows: Rows, other: Rows) -> CheckQuery:
    """Returns the queries of a comparison."""
    require_columns(asked.test, other)
    match asked.test["kind"]:
        case "row_count_parity":
            return _row_count(asked, rows, other)
        case "aggregate_parity":
            return _aggregates(asked, rows, other)
        case "key_parity":
            return _keys(asked.test["keyColumns"], rows, other)
        case _:
            return _checksums(asked.test, rows, other)


def require_columns(test: JsonObject, other: Rows) -> None:
    """Raises Validation when the other table lacks a column by which is compared."""
    wanted = [*test.get("groupBy", []), *test.get("keyColumns", [])]
    if test["kind"] == "checksum_parity":
        wanted += test.get("columns", [])
    if missing := [name for name in wanted if name not in other.schema.names]:
        raise Validation(f"{other.table}: no column {', '.join(missing)}")


def _allowed(test: JsonObject, theirs: str) -> str:
    """Returns by how much the two may differ: the larger of both tolerances."""
    rate, number = float(test.get("tolerance", 0.0)), test.get("absoluteTolerance")
    return f"greatest({rate!r} * abs({theirs}), {0 if number is None else int(number)})"


def _row_count(asked: Asked, rows: Rows, other: Rows) -> CheckQuery:
    test = asked.test
    where = asked.text(test["where"]) if test.get("where") else None
    ours = f"(select count(*) as our_rows from {rows.source(where=where)}) as ours"
    theirs = f"(select count(*) as their_rows from {other.source(where=where)}) as theirs"
    allowed = _allowed(test, "their_rows")
    is_at_least = test.get("mode", "parity") == "gte"
    broken = f"our_rows < their_rows - {allowed}" if is_at_least else f"abs(our_rows - their_rows) > {allowed}"
    both = f"{ours} cross join {theirs}"
    return CheckQuery(
        f"select case when {broken} then 1 else 0 end as failed, our_rows as total from {both}",
        f"select our_rows, their_rows from {both} where {broken}",
    )


def _both(key: list[str], ours: dict[str, str], theirs: dict[str, str], rows: Rows, other: Rows) -> str:
    """Returns both sides by key, as a relation: `our_x` and `their_x` for each value x, `our_rows` and `their_rows`.

    `ours` and `theirs` are the aggregates of each side by the name of the value.
    """
    keys = "".join(f"{quoted(name)}, " for name in key)
    group = f" group by {keys.removesuffix(', ')}" if key else ""
    mine = "".join(f"{sql} as our_{name}, null as their_{name}, " for name, sql in ours.items())
    its = "".join(f"null as our_{name}, {sql} as their_{name}, " for name, sql in theirs.items())
    values = "".join(f"max(our_{name}) as our_{name}, max(their_{name}) as their_{name}, " for name in ours)
    our_side = f"select {keys}{mine}count(*) as our_rows, 0 as their_rows from {rows.source()}{group}"
    their_side = f"select {keys}{its}0 as our_rows, count(*) as their_rows from {other.source()}{group}"
    sums = "sum(our_rows) as our_rows, sum(their_rows) as their_rows"
    return f"(select {keys}{values}{sums} from ({our_side} union all {their_side}) as sides{group}) as pairs"


def _counted(pairs: str, broken: str, key: list[str]) -> CheckQuery:
    order = f" order by {', '.join(quoted(name) for name in key)}" if key else ""
    return CheckQuery(
        f"select count(*) filter (where {broken}) as failed, count(*) as total from {pairs}",
        f"select * from {pairs} where {broken}{order}",
    )


def _aggregates(asked: Asked, rows: Rows, other: Rows) -> CheckQuery:
    test = asked.test
    group_by: list[str] = test.get("groupBy", [])
    ours, theirs = {}, {}
    wrong = ["our_rows = 0", "their_rows = 0"] if group_by else []
    for one in test["aggregates"]:
        name, column = one["name"], one["targetColumn"]
        is_number = _is_number(rows.schema.field(column).type)
        # A table with one row for each group has the value as it is; of several rows numbers add up.
        ours[name] = f"{'sum' if is_number else 'max'}({quoted(column)})"
        theirs[name] = asked.text(one["expression"])
        mine, its = f"our_{name}", f"their_{name}"
        far = f"abs({mine} - {its}) > {_allowed(test, its)}" if is_number else f"{mine} <> {its}"
        wrong.append(f"({mine} is null) <> ({its} is null) or {far}")
    pairs = _both(group_by, ours, theirs, rows, other)
    return _counted(pairs, " or ".join(wrong), group_by)


def _keys(key: list[str], rows: Rows, other: Rows) -> CheckQuery:
    return _counted(_both(key, {}, {}, rows, other), "our_rows = 0 or their_rows = 0", key)


def _checksums(test: JsonObject, rows: Rows, other: Rows) -> CheckQuery:
    key: list[str] = test["keyColumns"]
    sides = []
    for one, another in ((rows, other), (other, rows)):
        algorithm = test.get("algorithm", "xxhash64")
        # What DuckDB cannot hash is a column of the rows already.
        checksum = CHECKSUM if algorithm == "xxhash64" else f"{algorithm}({row_text(test, one, another)})"
        # Of several rows with one key the least and the greatest checksum must be the same.
        sides.append({"least": f"min({checksum})", "greatest": f"max({checksum})"})
    pairs = _both(key, sides[0], sides[1], rows, other)
    chosen = _chosen(test, key, rows, other)
    if chosen or test.get("limit") is not None:
        order = ", ".join(quoted(name) for name in key)
        limit = f" order by {order} limit {int(test['limit'])}" if test.get("limit") is not None else ""
        pairs = f"(select * from {pairs}{f' where {chosen}' if chosen else ''}{limit}) as chosen"
    same = ("our_rows", "their_rows"), ("our_least", "their_least"), ("our_greatest", "their_greatest")
    return _counted(pairs, " or ".join(f"{one} is distinct from {another}" for one, another in same), key)


def _compared(test: JsonObject, rows: Rows, other: Rows) -> list[str]:
    """Returns the columns of a checksum: the named ones, or all that both have beside the key, by name."""
    both = sorted(set(rows.schema.names) & set(other.schema.names) - set(test["keyColumns"]))
    return list(test.get("columns") or both)


def row_text(test: JsonObject, side: Rows, another: Rows) -> str:
    """Returns a row of a side as one text, of which the checksum is made."""
    return _texts(_compared(test, side, another), side, another, int(test.get("floatPrecision", 6)))


def _chosen(test: JsonObject, key: list[str], rows: Rows, other: Rows) -> str | None:
    """Returns which keys are in the sample: by a hash of the key, so that both sides and every run choose the same."""
    share = test.get("sample")
    if share is None or float(share) >= 1:
        return None
    end = f"{min(int(float(share) * 2**32), 2**32 - 1):08x}"
    return f"substr(md5({_texts(key, rows, other, 6)}), 1, 8) < {sql_literal(end)}"


def _texts(columns: list[str], side: Rows, another: Rows, digits: int) -> str:
    """Returns the values of some columns as one text; each with its length before it, so that no two rows are alike."""
    texts = (_text(name, side.schema.field(name).type, another.schema.field(name).type, digits) for name in columns)
    return " || ".join(f"coalesce(length({text}) || ':' || {text}, '-')" for text in texts) or "''"


def _text(name: str, kind: pa.DataType, other: pa.DataType, digits: int) -> str:
    """Returns a value as text that is the same on both sides when the values are, whatever their types."""
    import pyarrow as pa

    column, t = quoted(name), pa.types
    if _is_number(kind) and _is_number(other):
        if t.is_floating(kind) or t.is_floating(other):
            # Adding nothing makes one zero of both.
            return f"printf('%.{digits}f', round(cast({column} as double), {digits}) + 0.0)"
        scale = max(one.scale if t.is_decimal(one) else 0 for one in (kind, other))
        return f"cast(cast({column} as decimal(38, {scale})) as varchar)"
    if t.is_timestamp(kind) or t.is_timestamp(other):
        return f"cast(cast({column} as timestamptz) as varchar)"
    return f"cast({column} as varchar)"


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def differences(test: JsonObject, rows: Rows, other: Rows) -> CheckQuery:
    """Returns the rows whose checksums differ as SQL that any of the databases runs, without the checksums."""
    key = test["keyColumns"]
    columns = _compared(test, rows, other)
    same = " and ".join(f"ours.{quoted(name)} = theirs.{quoted(name)}" for name in key)
    values = ", ".join(
        f"ours.{quoted(name)} as {quoted('our_' + name)}, theirs.{quoted(name)} as {quoted('their_' + name)}"
        for name in [*key, *columns]
    )
    digits = int(test.get("floatPrecision", 6))
    wrong = [f"{side}.{quoted(key[0])} is null" for side in ("ours", "theirs")]
    for name in columns:
        sides = [f"{side}.{quoted(name)}" for side in ("ours", "theirs")]
        if any(_is_float(one.schema.field(name).type) for one in (rows, other)):
            sides = [f"round(cast({side} as numeric(38, {max(digits, 1)})), {digits})" for side in sides]
        wrong.append(" is distinct from ".join(sides))
    ours, theirs = f"(select * from {rows.source()}) as ours", f"(select * from {other.source()}) as theirs"
    found = f"from {ours} full join {theirs} on {same} where {' or '.join(wrong)}"
    return CheckQuery(f"select count(*) as failed {found}", f"select {values} {found}")


def _is_float(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_floating(kind))
