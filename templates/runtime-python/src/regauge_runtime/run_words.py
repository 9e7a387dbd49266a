"""What a run may say about itself: SQL binds and template words (semantics 21); standard library only."""

from __future__ import annotations

import json
from typing import Any

from regauge_runtime.partitions import format_instant
from regauge_runtime.step import Step


def binds(step: Step) -> dict[str, Any]:
    """Returns the SQL binds: the partition, its window as aware datetimes, and the parameters."""
    start, end = step.window if step.window else (None, None)
    return {"partition": step.partition, "partition_start": start, "partition_end": end} | step.params


def template_words(step: Step, item: Any = None) -> dict[str, str]:
    """Returns the words of a template: `partition`, its start and end, `attempt`, `run_key`, `asset`, `params.x`.

    A fan-out's step has also `item`: a text as it is, any other value as JSON.
    """
    start, end = (format_instant(instant) for instant in step.window) if step.window else ("", "")
    words = {
        "partition": step.partition or "",
        "partition_start": start,
        "partition_end": end,
        "attempt": str(step.attempt),
        "run_key": step.run_key,
        "asset": step.key,
    }
    if "each" in step.asset:
        words["item"] = item if isinstance(item, str) else json.dumps(item)
    return words | {f"params.{name}": "" if value is None else str(value) for name, value in step.params.items()}
