"""The check of columns: those of the data and of the table against the declared ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regauge_runtime.checks.tables import CheckedTable
from regauge_runtime.columns import arrow_type
from regauge_runtime.cuts import PartitionCut, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step

if TYPE_CHECKING:
    import pyarrow as pa


def schema_outcome(test: JsonObject, step: Step, target: CheckedTable, cut: PartitionCut | None) -> JsonObject:
    """Returns how many of the declared columns are not as declared, and with `exact` how many are there beside them.

    The data of the run must have every declared column, and the table as well, with its type where the catalog knows
    types as declared (a database has its own).
    """
    plan = step.plan.table(target.table)
    declared: list[JsonObject] = plan.get("columns", [])
    if not declared:
        raise Configuration(f"table {target.table} declares no columns with which to compare")
    has_types = plan.get("storeKind", "catalog") == "catalog"
    added = set(plan.get("metadataColumns", [])) | {column.column for column in (cut.columns if cut else ())}
    sample = []
    for column in declared:
        name = column["name"]
        if name not in target.schema.names:
            sample.append({"column": name, "declared": column["type"], "found": None})
        elif has_types and not is_alike(target.schema.field(name).type, arrow_type(column["type"])):
            found = str(target.schema.field(name).type)
            sample.append({"column": name, "declared": column["type"], "found": found})
        elif target.given is not None and name not in {*target.given, *added}:
            sample.append({"column": name, "declared": column["type"], "found": None, "where": "the data"})
    if test.get("mode", "exact") == "exact":
        known = {column["name"] for column in declared} | added
        for field in target.schema:
            if field.name not in known:
                sample.append({"column": field.name, "declared": None, "found": str(field.type)})
    query = columns_query(target.table)
    total = max(len(declared), len(sample))
    return {"failedCount": len(sample), "totalCount": total, "query": query, "reproSql": query, "sample": sample[:20]}


def columns_query(name: str) -> str:
    """Returns the query by which a reader sees a table's columns."""
    schema, _, table = name.rpartition(".")
    return (
        "select column_name, data_type from information_schema.columns"
        f" where table_schema = {sql_literal(schema)} and table_name = {sql_literal(table)}"
    )


def is_alike(found: pa.DataType, declared: pa.DataType) -> bool:
    """Tells whether a column has a type as far as it is compared: of nested ones the outermost."""
    import pyarrow as pa

    return bool(found.equals(declared)) or (pa.types.is_nested(found) and found.id == declared.id)
