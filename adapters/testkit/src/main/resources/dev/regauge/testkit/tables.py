"""Prints what the tables of a catalog hold as lines of a trace: python tables.py RUNNER."""

import json
import os
import sys

from pyiceberg.catalog.sql import SqlCatalog

catalog = SqlCatalog("lake", uri=os.environ["CATALOG_URI"], warehouse=os.environ["WAREHOUSE"])
for space in sorted(catalog.list_namespaces()):
    for name in sorted(catalog.list_tables(space)) if space != ("regauge",) else ():
        rows = catalog.load_table(name).scan().to_arrow()
        values = sorted(([str(row[column]) for column in rows.column_names] for row in rows.to_pylist()))
        print(json.dumps({
            "v": 1, "kind": "table", "runner": sys.argv[1], "table": ".".join(name),
            "columns": rows.column_names, "rows": values,
        }))  # fmt: skip
