"""Data as functions give and take them; needs no more of pyarrow than any version since 14 has.

This module also runs in the user's environment, where pyarrow may be missing: then data are rows as dicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from regauge_runtime.errors import Validation


def as_table(data: Any, what: str) -> Any:
    """Returns what a function gave back as an Arrow table.

    Takes Arrow tables, batches and readers, anything with Arrow's C stream (polars, DuckDB), pandas frames, and rows as
    dicts. Raises Validation for anything else.
    """
    import pyarrow as pa

    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if isinstance(data, pa.RecordBatchReader):
        return data.read_all()
    if type(data).__module__.startswith("pandas"):
        return pa.Table.from_pandas(data, preserve_index=False).replace_schema_metadata(None)
    if hasattr(data, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(data).read_all()
    if (isinstance(data, Sequence) and not isinstance(data, (str, bytes))) or hasattr(data, "__next__"):
        items = list(data)
        if items and all(isinstance(item, pa.RecordBatch) for item in items):
            return pa.Table.from_batches(items)
        if all(isinstance(item, dict) for item in items):
            return _rows_table(items, what)
    raise Validation(f"{what} is a {type(data).__name__}: give a table, batches, a data frame or rows as dicts")


def _rows_table(rows: list[dict[str, Any]], what: str) -> Any:
    import pyarrow as pa

    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    try:
        columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise Validation(f"{what}: the rows do not fit in columns: {str(error).splitlines()[0]}") from None
    return pa.table(columns) if columns else pa.table({})


def as_rows(data: Any, what: str) -> list[dict[str, Any]]:
    """Returns what a function gave back as rows, where there is no pyarrow."""
    kind = type(data).__module__.split(".")[0]
    if kind == "pandas":
        records: list[dict[str, Any]] = data.astype(object).where(data.notna(), None).to_dict("records")
        return records
    if kind == "polars":
        return list(data.to_dicts())
    if (isinstance(data, Sequence) and not isinstance(data, (str, bytes))) or hasattr(data, "__next__"):
        items = list(data)
        if all(isinstance(item, dict) for item in items):
            return items
    raise Validation(f"{what} is a {type(data).__name__}: give a data frame or rows as dicts")


def plain_row(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a row in the classes that every Python has: no time zones but UTC, nothing of pandas or numpy."""
    return {str(name): plain(value) for name, value in row.items()}


def plain(value: Any) -> Any:
    """Returns a value in the classes that every Python has."""
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    elif hasattr(value, "item") and type(value).__module__ == "numpy":
        value = value.item()
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def as_annotated(value: Any, annotation: Any) -> Any:
    """Returns an input as a function's annotation asks: a pandas or polars frame, rows, else as it is."""
    name = annotation if isinstance(annotation, str) else f"{getattr(annotation, '__module__', '')}.{annotation!r}"
    name = name.lower()
    if "dataframe" in name and ("polars" in name or name.startswith("pl.")):
        import polars

        return polars.DataFrame(value) if isinstance(value, list) else polars.from_arrow(value)
    if "dataframe" in name:
        import pandas

        return pandas.DataFrame(value) if isinstance(value, list) else value.to_pandas()
    if not isinstance(value, list) and (
        name.startswith(("list", "typing.list")) or ("builtins." in name and "list" in name)
    ):
        return value.to_pylist()
    return value
