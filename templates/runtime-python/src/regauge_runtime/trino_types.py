"""Trino's types as Arrow's, from the text by which a result names them: `row(id bigint, tags array(varchar))`."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa

from regauge_runtime.errors import Validation

_SIMPLE = {
    "boolean": pa.bool_(), "tinyint": pa.int32(), "smallint": pa.int32(), "integer": pa.int32(), "bigint": pa.int64(),
    "real": pa.float32(), "double": pa.float64(), "varchar": pa.string(), "char": pa.string(), "json": pa.string(),
    "varbinary": pa.binary(), "date": pa.date32(), "time": pa.time64("us"), "uuid": pa.string(),
    # The type of a null that nobody has cast.
    "unknown": pa.string(),
}  # fmt: skip
_TYPE = re.compile(r"(?P<name>[a-z]+)\s*(?:\((?P<inner>.*)\))?(?P<zone> with time zone)?", re.DOTALL)
_FIELD = re.compile(r'(?P<name>"(?:[^"]|"")*"|[^\s"(),]+)\s+(?P<type>\S.*)', re.DOTALL)


def arrow_type(text: str, column: str) -> pa.DataType:
    """Returns the Arrow type of a column; times are in microseconds. Validation when Arrow's tables have none."""
    found = _TYPE.fullmatch(text.strip())
    name, inner = (found["name"], found["inner"] or "") if found else ("", "")
    has_zone = bool(found and found["zone"])
    if name == "timestamp":
        return pa.timestamp("us", tz="UTC") if has_zone else pa.timestamp("us")
    if name in _SIMPLE and not has_zone:
        return _SIMPLE[name]
    match name, _parts(inner):
        case "decimal", [precision, scale]:
            return pa.decimal128(int(precision), int(scale))
        case "array", [item]:
            return pa.list_(arrow_type(item, column))
        case "map", [key, value]:
            return pa.map_(arrow_type(key, column), arrow_type(value, column))
        case "row", fields if all(_FIELD.fullmatch(field) for field in fields):
            return pa.struct([_field(field, column) for field in fields])
    raise Validation(f"column {column} has Trino's type {text}, of which there is no column: cast it in the query")


def arrow_value(value: Any, kind: pa.DataType) -> Any:
    """Returns a value of the client as Arrow takes it: a row by its fields' names, a map as pairs, a uuid as text."""
    if value is None:
        return None
    t = pa.types
    if t.is_struct(kind):
        return {field.name: arrow_value(item, field.type) for field, item in zip(kind, value, strict=True)}
    if t.is_list(kind):
        return [arrow_value(item, kind.value_type) for item in value]
    if t.is_map(kind):
        return [(arrow_value(key, kind.key_type), arrow_value(item, kind.item_type)) for key, item in value.items()]
    return str(value) if t.is_string(kind) else value


def is_as_it_is(kind: pa.DataType) -> bool:
    """Tells whether values of a type need no `arrow_value`."""
    return not (pa.types.is_nested(kind) or pa.types.is_string(kind))


def _field(text: str, column: str) -> pa.Field:
    found = _FIELD.fullmatch(text)
    assert found is not None
    name = found["name"]
    name = name[1:-1].replace('""', '"') if name.startswith('"') else name
    return pa.field(name, arrow_type(found["type"], f"{column}.{name}"))


def _parts(inner: str) -> list[str]:
    """Returns what commas outside of brackets and quotes part."""
    parts, depth, is_quoted = [""], 0, False
    for letter in inner:
        is_quoted ^= letter == '"'
        depth += 0 if is_quoted else {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0 and not is_quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
