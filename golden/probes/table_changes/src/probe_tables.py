"""Tables as an older version of the product left them."""

from __future__ import annotations

from pathlib import Path


def make_old_ones(context):
    """Make the tables, each with one row, under this product's name; say nothing of rows of its own."""
    import pyarrow as pa
    from regauge_runtime.plan import Plan
    from regauge_runtime.stores import Stores
    from regauge_runtime.values import Values

    home = Path.cwd().parent
    plan = Plan.load(home)
    catalog = Stores(plan, Values.load(home), context.data_dir).default().catalog
    catalog.create_namespace_if_not_exists("table_changes")
    for name, rows in (
        ("called_so_once", pa.table({"n": pa.array([1], pa.int32())})),
        ("columns", pa.table({"n": pa.array([1], pa.int32()), "title": ["old"]})),
        ("rigid", pa.table({"n": pa.array([1], pa.int64())})),
    ):
        table = catalog.create_table(
            f"table_changes.{name}", rows.schema, properties={"format-version": "2", "regauge.product": plan.scope}
        )
        table.append(rows)
