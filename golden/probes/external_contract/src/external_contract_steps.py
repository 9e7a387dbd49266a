"""Somebody who promised more of two tables than they have, and knows nothing of Regauge."""

from pathlib import Path

import pyarrow as pa
from regauge_runtime.plan import Plan
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values


def write(context):
    """Append a row to each table; of the runtime nothing is used but the way to the catalog."""
    home = Path.cwd().parent
    stores = Stores(Plan.load(home), Values.load(home), context.data_dir)
    rows = pa.table({"n": [1]})
    for name in ("promised.strict", "promised.warned", "promised.kept"):
        catalog = stores.of_table(name).catalog
        catalog.create_namespace_if_not_exists("promised")
        catalog.create_table_if_not_exists(name, schema=rows.schema).append(rows)
