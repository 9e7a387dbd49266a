"""A resource of the shop's own."""

from __future__ import annotations


def connect(retries: int) -> dict[str, int]:
    """Return what the assets get as ``geo``."""
    return {"retries": retries}
