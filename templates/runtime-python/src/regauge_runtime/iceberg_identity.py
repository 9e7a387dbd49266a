"""What a column is in Iceberg besides its name: the declared ids, and the primary key as identifier fields."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, cast

from pyiceberg.schema import Schema, assign_fresh_schema_ids
from pyiceberg.table import CreateTableTransaction
from pyiceberg.types import DoubleType, FloatType

from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    from pyiceberg.table import StagedTable, Table


def identified(transaction: CreateTableTransaction, columns: list[JsonObject], name: str) -> CreateTableTransaction:
    """Returns a transaction that makes the same table with its columns' declared ids and primary key.

    pyiceberg numbers every schema anew when a table is made, so the staged table is given its schema afterwards.
    """
    given = transaction.table_metadata.schema()
    wanted = declared_schema(given, columns, name)
    if wanted == given and wanted.identifier_field_ids == given.identifier_field_ids:
        return transaction
    staged = cast("StagedTable", transaction._table)  # the only way to it (pyiceberg 0.12)
    changes = {"schemas": [wanted], "last_column_id": wanted.highest_field_id}
    staged.metadata = staged.metadata.model_copy(update=changes)
    return CreateTableTransaction(staged)


def declared_schema(schema: Schema, columns: list[JsonObject], name: str) -> Schema:
    """Returns a schema with declared ids; columns without one, and parts of columns, get the next ones above them."""
    declared = {column["name"]: int(column["id"]) for column in columns if column.get("id")}
    numbered = schema
    if declared:
        above = itertools.count(max(declared.values()) + 1)
        # Asked for in the order of the columns first, then of their parts.
        asked = iter([declared.get(field.name) for field in schema.fields])
        numbered = assign_fresh_schema_ids(schema, lambda: next(asked, None) or next(above))
    key = [column["name"] for column in columns if column.get("primaryKey")]
    if floats := [each for each in key if isinstance(numbered.find_type(each), FloatType | DoubleType)]:
        sys.stderr.write(
            f"note: {name}: Iceberg takes no {floats[0]} of a floating type into a primary key: it has none\n"
        )
        key = []
    ids = [numbered.find_field(each).field_id for each in key]
    return Schema(*numbered.fields, schema_id=schema.schema_id, identifier_field_ids=ids)


def tell_other_ids(table: Table, columns: list[JsonObject]) -> None:
    """Says on stderr which columns have another id than declared: a column's id is given when it is made."""
    schema = table.schema()
    for column in columns:
        if column.get("id") and column["name"] in schema.column_names:
            found = schema.find_field(column["name"]).field_id
            if found != column["id"]:
                where = ".".join(table.name())
                sys.stderr.write(f"note: {where}: column {column['name']} has the id {found}, not {column['id']}\n")
