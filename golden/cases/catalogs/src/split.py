"""Sorts orders by their amount."""

from __future__ import annotations

from typing import Any


def by_amount(context: Any, orders: Any) -> dict[str, list[dict[str, float]]]:
    """Return the large amounts and the small ones, which readers see at the same moment."""
    amounts = [{"amount": row["amount"]} for row in orders.to_pylist()]
    return {
        "large": [row for row in amounts if row["amount"] >= 100],
        "small": [row for row in amounts if row["amount"] < 100],
    }
