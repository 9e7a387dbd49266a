"""Columns: Iceberg types as Arrow types, and data made to fit what is declared or what a table has."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from regauge_runtime.cuts import PartitionCut
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject

_PRIMITIVES: dict[str, Any] = {
    "boolean": pa.bool_(),
    "int": pa.int32(),
    "long": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "timestamp": pa.timestamp("us"),
    "timestamptz": pa.timestamp("us", tz="UTC"),
    "string": pa.string(),
    "uuid": pa.uuid(),
    "binary": pa.binary(),
}


def arrow_type(text: str) -> pa.DataType:
    """Returns an Iceberg type such as `decimal(18,2)` or `list<struct<sku: string>>` as an Arrow type."""
    text = text.strip()
    if text in _PRIMITIVES:
        return _PRIMITIVES[text]
    if match := re.fullmatch(r"decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)", text):
        return pa.decimal128(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"fixed[\[(](\d+)[\])]", text):
        return pa.binary(int(match[1]))
    if match := re.fullmatch(r"(list|map|struct)<(.*)>", text, re.DOTALL):
        parts = _split(match[2])
        if match[1] == "list" and len(parts) == 1:
            return pa.list_(arrow_type(parts[0]))
        if match[1] == "map" and len(parts) == 2:
            return pa.map_(arrow_type(parts[0]), arrow_type(parts[1]))
        if match[1] == "struct" and all(":" in part for part in parts):
            fields = [part.split(":", 1) for part in parts]
            return pa.struct([pa.field(name.strip(), arrow_type(kind)) for name, kind in fields])
    raise Configuration(f"{text} is no type of a column")


def _split(text: str) -> list[str]:
    """Splits at the commas that stand outside of brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "<([") - (character in ">)]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def declared_schema(table: JsonObject, cut: PartitionCut | None) -> pa.Schema | None:
    """Returns a table's declared columns and the partition's; None when none are declared."""
    columns: list[JsonObject] = table.get("columns", [])
    if not columns:
        return None
    fields = [_declared(column) for column in columns]
    for column in cut.columns if cut else ():
        if column.column not in {field.name for field in fields}:
            fields.append(pa.field(column.column, arrow_type(column.column_type)))
    return pa.schema(fields)


def _declared(column: JsonObject) -> pa.Field:
    doc = {"doc": column["doc"]} if column.get("doc") else None
    is_required = column.get("required", False) or column.get("primaryKey", False)
    return pa.field(column["name"], arrow_type(column["type"]), not is_required, doc)


def with_partition(rows: pa.Table, cut: PartitionCut | None) -> pa.Table:
    """Returns the rows with the partition's columns; one that is there already gets the set's type."""
    for part in cut.columns if cut else ():
        field = pa.field(part.column, arrow_type(part.column_type))
        if part.column not in rows.column_names:
            # What a column of a time holds in a row that was given none: the window's start.
            rows = rows.append_column(field, pa.repeat(pa.scalar(part.low).cast(field.type), rows.num_rows))
        else:
            index = rows.column_names.index(part.column)
            rows = rows.set_column(index, field, _cast(rows.column(index), field, "the data"))
    return rows


def require_inside(rows: pa.Table, cut: PartitionCut, table: str) -> None:
    """Raises Validation when a row lies outside of the partition that is about to be replaced."""
    for part in cut.columns:
        inside = pc.fill_null(part.mask(rows), False)
        outside = rows.num_rows - int(pc.sum(inside).as_py() or 0)
        if outside:
            first = rows.filter(pc.invert(inside)).column(part.column)[0].as_py()
            what = f"{outside} of {rows.num_rows} rows for {table} lie outside of partition {cut.key}"
            raise Validation(f"{what}: {part.column} is {first!r}")


def conformed(rows: pa.Table, schema: pa.Schema, table: str, *, is_declared: bool) -> pa.Table:
    """Returns the rows as a schema says: its columns in its order, each cast without loss.

    Raises Validation for a required column that is missing or holds nulls, for a value that does not fit and, against
    declared columns, for a column that is not declared.
    """
    if is_declared and (extra := [name for name in rows.column_names if name not in schema.names]):
        raise Validation(f"{table} has no column {', '.join(extra)}: declare it, or leave it out of the data")
    duplicates = sorted({name for name in rows.column_names if rows.column_names.count(name) > 1})
    if duplicates:
        raise Validation(f"the data for {table} have {', '.join(duplicates)} more than once")
    arrays = []
    for field in schema:
        if field.name not in rows.column_names:
            if not field.nullable:
                raise Validation(f"the data for {table} lack the required column {field.name}")
            arrays.append(pa.nulls(rows.num_rows, field.type))
            continue
        array = _cast(rows.column(field.name), field, table)
        if not field.nullable and array.null_count:
            raise Validation(f"{table}: the required column {field.name} is null in {array.null_count} rows")
        arrays.append(array)
    return pa.Table.from_arrays(arrays, schema=schema)


def _cast(array: pa.ChunkedArray, field: pa.Field, table: str) -> pa.ChunkedArray:
    if array.type.equals(field.type):
        return array
    try:
        if pa.types.is_string(array.type) and field.type == pa.uuid():
            import uuid

            values = [None if text is None else uuid.UUID(text).bytes for text in array.to_pylist()]
            return pa.chunked_array([pa.array(values, pa.binary(16)).cast(pa.uuid())])
        if pa.types.is_floating(array.type) and pa.types.is_decimal(field.type):
            # By way of the shortest text: 12.8 is meant to be 12.8, not 12.800000000000000710…
            array = array.cast(pa.string())
        return array.cast(field.type, safe=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        why = str(error).splitlines()[0]
        raise Validation(f"{table}: column {field.name} does not fit {field.type}: {why}") from None


def storable(rows: pa.Table) -> pa.Table:
    """Returns rows of any Arrow type in the types that tables have; Validation for one that has no equal."""
    fields = [pa.field(field.name, _storable_type(field.name, field.type)) for field in rows.schema]
    if [field.type for field in fields] == rows.schema.types:
        return rows
    return pa.Table.from_arrays(
        [_cast(rows.column(i), field, "the data") for i, field in enumerate(fields)], schema=pa.schema(fields)
    )


def _storable_type(name: str, kind: pa.DataType) -> pa.DataType:
    t = pa.types
    if t.is_dictionary(kind):
        return _storable_type(name, kind.value_type)
    if t.is_null(kind) or t.is_large_string(kind) or t.is_string_view(kind):
        return pa.string()
    if t.is_large_binary(kind) or t.is_binary_view(kind):
        return pa.binary()
    if t.is_int8(kind) or t.is_int16(kind) or t.is_uint8(kind) or t.is_uint16(kind):
        return pa.int32()
    if t.is_uint32(kind):
        return pa.int64()
    if t.is_uint64(kind):
        return pa.decimal128(20, 0)
    if t.is_float16(kind):
        return pa.float32()
    if t.is_date64(kind):
        return pa.date32()
    if t.is_time(kind):
        return pa.time64("us")
    if t.is_timestamp(kind):
        return pa.timestamp("us", tz="UTC" if kind.tz else None)
    if t.is_list(kind) or t.is_large_list(kind) or t.is_fixed_size_list(kind) or t.is_list_view(kind):
        return pa.list_(_storable_type(name, kind.value_type))
    if t.is_struct(kind):
        return pa.struct([pa.field(field.name, _storable_type(name, field.type)) for field in kind])
    if t.is_map(kind):
        return pa.map_(_storable_type(name, kind.key_type), _storable_type(name, kind.item_type))
    if t.is_duration(kind) or t.is_interval(kind) or t.is_union(kind):
        raise Validation(f"column {name} has the type {kind}, which no table can hold: cast it")
    return kind


def widened(old: pa.DataType, new: pa.DataType) -> pa.DataType:
    """Returns the type that a table's column shall have so that new data fit, within Iceberg's promotions."""
    t = pa.types
    if t.is_int32(old) and t.is_int64(new):
        return new
    if t.is_float32(old) and t.is_float64(new):
        return new
    if t.is_decimal(old) and t.is_decimal(new) and old.scale == new.scale and new.precision > old.precision:
        return new
    return old
