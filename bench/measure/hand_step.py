"""The same Iceberg → Iceberg work as the bench's step, written by hand: what the runtime's cost is held against.

  hand_step.py CATALOG_URI WAREHOUSE PARTITION
"""

import sys

import duckdb
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.expressions import EqualTo

uri, warehouse, partition = sys.argv[1:]
catalog = SqlCatalog("lake", uri=uri, warehouse=warehouse)
events = catalog.load_table("bronze.events").scan(row_filter=EqualTo("partition_date", partition)).to_arrow()
connection = duckdb.connect()
connection.execute("create schema bronze")
connection.register("events_arrow", events)
connection.execute("create view bronze.events as select * from events_arrow")
result = connection.execute(
    "select customer, count(*) as events, sum(amount) as amount, ? as partition_date from bronze.events group by customer", [partition]
).to_arrow_table()
failed = connection.execute("select count(*) from (select customer from result group by customer having count(*) > 1)").fetchone()[0]
assert failed == 0
assert connection.execute("select count(*) from result where customer is null").fetchone()[0] == 0
table = catalog.load_table("silver.customers")
table.overwrite(result.cast(table.schema().as_arrow()), overwrite_filter=EqualTo("partition_date", partition))
