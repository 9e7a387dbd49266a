"""What the step itself does to rows before they are written: one row for each key, and the columns that it adds."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import Record

METADATA_TYPES: dict[str, pa.DataType] = {
    "ingested_at": pa.timestamp("us", tz="UTC"),
    "row_id": pa.string(),
    "run_id": pa.string(),
}


def deduplicated(rows: pa.Table, output: JsonObject) -> pa.Table:
    """Returns the rows with one for each key: the first or last, in the order of a column or as they came.

    Of two that are alike in the column's order the one that came later counts as later; a null is before everything.
    Rows without the key's columns, and an output without `dedupe`, are returned as they are.
    """
    rule: JsonObject | None = output.get("dedupe")
    key: list[str] = output.get("key", [])
    if rule is None or not key or any(name not in rows.column_names for name in key):
        return rows
    order = rule.get("orderBy")
    if order is not None and order not in rows.column_names:
        raise Validation(f"the data for {output['table']} lack {order}, by which they are deduplicated")
    came = pa.array(range(rows.num_rows), pa.int64())
    ranked = pa.table({"came": came} | ({"by": rows.column(order)} if order else {}))
    keys = [("by", "ascending", "at_start")] * (order is not None) + [("came", "ascending", "at_start")]
    sequence = pc.sort_indices(ranked, sort_keys=keys)
    rank = pc.sort_indices(sequence)  # the place of each row in that order
    by_key = rows.select(key).append_column("__rank", rank.cast(pa.int64()))
    word = "min" if rule.get("keep") == "first" else "max"
    kept = by_key.group_by(key).aggregate([("__rank", word)])
    if kept.num_rows == rows.num_rows:
        return rows
    places = pc.take(sequence, kept.column(f"__rank_{word}"))
    return rows.take(pc.take(places, pc.sort_indices(places)))


def with_metadata_columns(rows: pa.Table, table: JsonObject, record: Record) -> pa.Table:
    """Returns the rows with the table's metadata columns, which the data must not have.

    `ingested_at` is when the attempt wrote (UTC), `run_id` the run's key, and `row_id` a text that no other row of any
    run has, and that a row keeps when the same run writes it again.
    """
    for name in table.get("metadataColumns", []):
        if name not in METADATA_TYPES:
            raise Configuration(f"table {table['name']}: there is no metadata column {name}")
        if name in rows.column_names:
            raise Validation(f"the data for {table['name']} have {name}, which the step adds")
        rows = rows.append_column(pa.field(name, METADATA_TYPES[name]), _values(name, rows.num_rows, table, record))
    return rows


def _values(name: str, count: int, table: JsonObject, record: Record) -> pa.Array:
    if name == "ingested_at":
        return pa.repeat(pa.scalar(datetime.now(UTC), METADATA_TYPES[name]), count)
    if name == "run_id":
        return pa.repeat(pa.scalar(record.run_key), count)
    of_run = hashlib.sha256("\0".join((record.run_key, record.partition, table["name"])).encode()).hexdigest()[:24]
    numbers = pc.cast(pa.array(range(count), pa.int64()), pa.string())
    return pc.binary_join_element_wise(of_run, numbers, "-")
