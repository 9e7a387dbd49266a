"""Makes Iceberg tables and lets their columns grow; safe when neighbours do the same at the same moment."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from typing import TYPE_CHECKING

import pyarrow as pa
from pyiceberg.exceptions import (
    CommitFailedException,
    NamespaceAlreadyExistsError,
    NoSuchTableError,
    TableAlreadyExistsError,
)
from pyiceberg.table.sorting import NullOrder
from pyiceberg.transforms import IdentityTransform, parse_transform
from pyiceberg.types import DecimalType, DoubleType, LongType, PrimitiveType

from regauge_runtime.columns import conformed, storable
from regauge_runtime.cuts import PartitionCut
from regauge_runtime.errors import Configuration, Transient
from regauge_runtime.evolution import column_changes, require_no_rows
from regauge_runtime.iceberg_identity import identified, tell_other_ids
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.table import Table

OWNER = "regauge.product"
_ROUNDS = 8


def find_table(catalog: Catalog, name: str) -> Table | None:
    """Returns a table, or None when the catalog has none of that name."""
    try:
        return catalog.load_table(name)
    except NoSuchTableError:
        return None


def require_owner(table: Table, name: str, product: str) -> None:
    """Raises Configuration when another product writes the table."""
    owner = table.properties.get(OWNER)
    if owner is not None and owner != product:
        raise Configuration(f"table {name} belongs to the product {owner}: {product} may not write it")


def ensure_table(
    catalog: Catalog, plan: JsonObject, schema: pa.Schema, cut: PartitionCut | None, product: str
) -> Table:
    """Returns the table of a plan, made if it is missing, with at least the columns of `schema`."""
    name = plan["name"]
    for _ in range(_ROUNDS):
        table = find_table(catalog, name)
        if table is None:
            try:
                return _create(catalog, plan, schema, cut, product)
            except (TableAlreadyExistsError, CommitFailedException):
                continue  # a neighbour was quicker
        require_owner(table, name, product)
        try:
            grown = _grow(table, schema, plan)
            tell_other_ids(grown, plan.get("columns", []))
            return grown
        except CommitFailedException:
            time.sleep(0.05)
    raise Transient(f"table {name} could not be made or changed: others change it all the time")


def rename_table(catalog: Catalog, old: str, new: str, product: str) -> None:
    """Gives a table its new name, unless a neighbour did; its files stay where they are."""
    found = find_table(catalog, old)
    if found is None or find_table(catalog, new) is not None:
        return
    require_owner(found, old, product)
    _make_namespace(catalog, new)
    with contextlib.suppress(NoSuchTableError, TableAlreadyExistsError):
        catalog.rename_table(old, new)


def _make_namespace(catalog: Catalog, table: str) -> None:
    try:
        catalog.create_namespace_if_not_exists(table.rsplit(".", 1)[0])
    except NamespaceAlreadyExistsError:
        pass
    except Exception as error:
        if "unique" not in str(error).lower():
            raise


def fitted(rows: pa.Table, table: Table, name: str) -> pa.Table:
    """Returns the rows in the table's own columns and order."""
    return conformed(rows, storable_schema(table), name, is_declared=False)


def storable_schema(table: Table) -> pa.Schema:
    """Returns a table's columns as plain Arrow types, without Iceberg's marks."""
    plain = storable(table.schema().as_arrow().empty_table()).schema
    required = {field.name for field in table.schema().fields if field.required}
    return pa.schema([pa.field(field.name, field.type, nullable=field.name not in required) for field in plain])


def _create(catalog: Catalog, plan: JsonObject, schema: pa.Schema, cut: PartitionCut | None, product: str) -> Table:
    name: str = plan["name"]
    _make_namespace(catalog, name)
    properties = {
        "format-version": "2",
        "write.parquet.compression-codec": "zstd",
        # A commit adds a metadata file; without this a backfill of a thousand days leaves a thousand behind.
        "write.metadata.delete-after-commit.enabled": "true",
        OWNER: product,
        **({"comment": plan["description"]} if plan.get("description") else {}),
        **retention(plan),
    } | plan.get("properties", {})
    transaction = catalog.create_table_transaction(name, schema, location=plan.get("location"), properties=properties)
    transaction = identified(transaction, plan.get("columns", []), name)
    fields: list[JsonObject] = plan.get("partitionBy", [])
    if not fields and cut is not None:
        # Days of a time column, for its identity would make a partition of every instant.
        fields = [
            {"column": part.column, "transform": "day" if part.column_type.startswith("timestamp") else "identity"}
            for part in cut.columns
        ]
    try:
        with transaction.update_spec() as spec:
            for field in fields:
                parsed = parse_transform(field["transform"])
                is_plain = isinstance(parsed, IdentityTransform)
                spec.add_field(field["column"], parsed, field.get("name") or (field["column"] if is_plain else None))
        if plan.get("sortBy"):
            with transaction.update_sort_order() as order:
                for field in plan["sortBy"]:
                    add = order.desc if field.get("direction") == "desc" else order.asc
                    nulls = NullOrder.NULLS_FIRST if field.get("nulls") == "first" else NullOrder.NULLS_LAST
                    add(field["column"], IdentityTransform(), nulls)
    except ValueError as error:
        raise Configuration(f"table {name}: {error}") from None
    return transaction.commit_transaction()


def retention(plan: JsonObject) -> dict[str, str]:
    """Returns a table's retention as the properties by which Iceberg's upkeep expires snapshots."""
    kept: JsonObject = plan.get("retention") or {}
    found = {}
    if kept.get("snapshotMaxAgeSeconds") is not None:
        found["history.expire.max-snapshot-age-ms"] = str(int(kept["snapshotMaxAgeSeconds"]) * 1000)
    if kept.get("keepLast") is not None:
        found["history.expire.min-snapshots-to-keep"] = str(int(kept["keepLast"]))
    return found


def _grow(table: Table, schema: pa.Schema, plan: JsonObject) -> Table:
    """Brings the table's columns to what is declared and given, within its declared evolution."""
    have = storable_schema(table)
    change = column_changes(have, schema, plan)
    require_no_rows(change, plan, lambda: table.scan(limit=1).to_arrow().num_rows > 0)
    wanted = {name: value for name, value in retention(plan).items() if table.properties.get(name) != value}
    if not change and not wanted:
        return table
    with table.transaction() as transaction:
        if wanted:
            transaction.set_properties(wanted)
        if change:
            with transaction.update_schema(allow_incompatible_changes=change.is_breaking) as update:
                for old, new in change.renamed.items():
                    update.rename_column(old, new)
                for name in change.dropped:
                    update.delete_column(name)
                for field in change.optional:
                    update.make_column_optional(field)
                if change.added:
                    update.union_by_name(pa.schema([field.with_nullable(True) for field in change.added]))
                for field in change.wider:
                    update.update_column(field.name, field_type=_iceberg_type(field))
            required = [field.name for field in change.added if not field.nullable]
            if required:
                with transaction.update_schema(allow_incompatible_changes=True) as update:
                    for name in required:
                        update.update_column(name, required=True)
    return table.refresh()


def _iceberg_type(field: pa.Field) -> PrimitiveType:
    if pa.types.is_decimal(field.type):
        return DecimalType(field.type.precision, field.type.scale)
    return LongType() if pa.types.is_int64(field.type) else DoubleType()


def sorted_rows(rows: pa.Table, plan: JsonObject) -> pa.Table:
    """Returns the rows in the table's sort order."""
    keys = [
        (field["column"], "descending" if field.get("direction") == "desc" else "ascending")
        for field in plan.get("sortBy", [])
    ]
    return rows.sort_by(keys) if keys else rows


def branch_name(asset: str, partition: str) -> str:
    """Returns the audit branch of an asset's partition, for example `audit_silver__days_2012-01-05`."""
    name = "audit_" + asset.replace("/", "__")
    if partition == NO_PARTITION:
        return name
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", partition)
    mark = "" if plain == partition else "_" + hashlib.sha256(partition.encode()).hexdigest()[:10]
    return f"{name}_{plain}{mark}"
