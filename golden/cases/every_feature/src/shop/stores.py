"""Sales of each store."""

from __future__ import annotations

from typing import Any


def sales(context: Any) -> list[dict[str, Any]]:
    """Return one row for the run's store."""
    return [{"sold": 1}]
