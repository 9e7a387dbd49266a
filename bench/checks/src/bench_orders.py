"""Orders for the bench of checks."""

import os

import duckdb
import pyarrow as pa

QUERY = """
select i as id, i % 50000 as customer, (i * 7919 % 99991)::double as amount, (i * 7919 % 99991) * 0.19 as tax,
  ['de', 'fr', 'it', 'es'][i % 4 + 1] as country, 'someone' || (i % 50000) || '@example.org' as email
from range({count}) as numbers(i)
"""


def orders() -> pa.Table:
    """Returns as many orders as the variable ORDERS says; none breaks a check."""
    return duckdb.sql(QUERY.format(count=int(os.environ["ORDERS"]))).to_arrow_table()
