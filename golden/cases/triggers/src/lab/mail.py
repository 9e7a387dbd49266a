"""Letters."""

from __future__ import annotations


def news(cursor: int | None) -> tuple[list[str], int]:
    """Return the numbers of the letters that came since the cursor."""
    return [], cursor or 0
