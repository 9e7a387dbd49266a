"""Visits of the shop's pages, as its servers write them down."""

import json
from collections.abc import Iterator
from pathlib import Path


def visits(folder: str) -> Iterator[dict[str, object]]:
    """Yields the visits of all files in a folder."""
    for path in sorted(Path(folder).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
