"""Hooks of the shop's own."""

from __future__ import annotations

from typing import Any


def keep(event: dict[str, Any]) -> None:
    """Say which event came."""
    print(event["event_type"])
