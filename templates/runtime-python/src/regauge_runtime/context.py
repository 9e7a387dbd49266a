"""What a user's function gets as `context`; standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from regauge_runtime.partitions import format_instant, parse_instant


@dataclass(frozen=True)
class Context:
    """Whose attempt this is; `partition` is the asset's key or None, its start and end are in UTC."""

    product: str
    asset: str
    job: str
    run_key: str
    attempt: int
    partition: str | None
    partition_start: datetime | None
    partition_end: datetime | None
    data_dir: Path
    params: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Returns the context as JSON that `from_json` reads."""
        tree = dict(vars(self))
        tree["data_dir"] = str(self.data_dir)
        for name in ("partition_start", "partition_end"):
            tree[name] = format_instant(tree[name]) if tree[name] else None
        return tree

    @classmethod
    def from_json(cls, tree: dict[str, Any]) -> Context:
        """Returns the context that `as_json` wrote."""
        times = {
            name: parse_instant(tree[name]) if tree[name] else None for name in ("partition_start", "partition_end")
        }
        return cls(**(tree | times | {"data_dir": Path(tree["data_dir"])}))
