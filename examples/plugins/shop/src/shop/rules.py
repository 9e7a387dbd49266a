"""The shop's rules, each a function of a row."""

from __future__ import annotations

from typing import Any


def earns(row: dict[str, Any]) -> bool:
    """Revenue is above the cost."""
    return bool(row["revenue"] > row["cost"])
