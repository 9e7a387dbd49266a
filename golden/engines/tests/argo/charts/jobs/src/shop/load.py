"""What the jobs' steps do: rows, and ends of all kinds."""

from __future__ import annotations

import time
from typing import Any


def orders(pg: Any) -> list[dict[str, int]]:
    """Returns three rows."""
    return [{"n": n} for n in (1, 2, 3)]


def ends(category: str) -> None:
    """Ends as asked."""
    from regauge_runtime.errors import Permanent, Transient

    if category:
        raise {"TRANSIENT": Transient, "PERMANENT": Permanent}[category]("as asked")


def lost() -> list[dict[str, int]]:
    """Takes so long that a pod can be lost meanwhile."""
    time.sleep(8)
    return [{"n": 7}]
