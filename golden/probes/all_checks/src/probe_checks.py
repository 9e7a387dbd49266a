"""Rows of one day: as they should be, and wrong in every way that a check can find."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal


def source(context):
    """Return three orders of two customers, the last of them four hours before the day's end."""
    late = context.partition_end - timedelta(hours=4)
    return [
        {"id": number, "mail": f"{name}@example.com", "note": "", "customer": customer, "total": Decimal(total)}
        | {"placed": late}
        for number, name, customer, total in ((1, "ann", 10, "1.50"), (2, "bob", 10, "2.50"), (3, "cid", 20, "4.00"))
    ]


def kept(source):
    """Return the source's rows as they are, without the partition column, which the step adds."""
    return source.drop_columns(["partition_date"])


def broken(context):
    """Return two rows: an unknown customer, a negative total, a wrong mail, no note, a key too many, all too old."""
    early = context.partition_start + timedelta(hours=1)
    return [
        {"id": 1, "mail": "42", "customer": 99, "total": Decimal("-1.00"), "placed": early},
        {"id": 7, "mail": "dan@example.com", "customer": 10, "total": Decimal("2.50"), "placed": early},
    ]
