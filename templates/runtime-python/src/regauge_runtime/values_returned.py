"""What a user's function may return beside plain data; standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Result:
    """The outcome of a function that does its own I/O, or that wants to say more than its data.

    `metadata` is shown by the engine, `rows` counts rows by table name, and `data` is what the function would
    otherwise have returned: a table, rows, or a dict by output name; None = nothing for the runtime to write.
    `partial` says what was left undone; the asset's `onPartial` decides whether the rest is published.
    `adds` are new keys by dynamic partition set, which there are from the publication on.
    """

    metadata: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    data: Any = None
    partial: str | None = None
    adds: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class CheckOutcome:
    """The answer of a Python check: `failed` rows of `total`, and some of them."""

    failed: int
    total: int = 1
    sample: list[dict[str, Any]] = field(default_factory=list)
