"""Makes a day of events: 500,000 rows, the same on every call."""

import decimal

import pyarrow as pa

ROWS = 500_000


def rows(context):
    """Returns id, customer (5,000 of them), amount and a line of text for each event."""
    ids = list(range(ROWS))
    return pa.table(
        {
            "id": pa.array(ids, pa.int64()),
            "customer": pa.array([index * 7919 % 5000 for index in ids], pa.int64()),
            "amount": pa.array([decimal.Decimal(index % 10_000) / 100 for index in ids], pa.decimal128(12, 2)),
            "note": pa.array([f"event {index % 1000}" for index in ids]),
        }
    )
