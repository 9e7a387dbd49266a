"""What an asset of this plugin runs."""

from __future__ import annotations

from datetime import date
from typing import Any


def day(context: Any) -> list[dict[str, Any]]:
    """Returns the row of the partition's day."""
    found = date.fromisoformat(context.partition)
    return [{"day": found, "is_weekend": found.weekday() >= 5}]
