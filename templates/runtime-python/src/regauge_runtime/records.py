"""Materialization records: what was published, by whom, and whether its checks passed (semantics 6)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

PASSED = "passed"
FAILED = "failed"
PREFIX = "regauge."


@dataclass(frozen=True)
class Record:
    """One publication of one partition of one table; `partition` is `-` for an unpartitioned asset.

    `status` is passed or failed (a blocking check failed, the rows were not published), `inputs` maps a table to the
    snapshot that was read, `checks` a check to its outcome, `published_at` is RFC 3339 in UTC, and `snapshot` the
    Iceberg snapshot that carries the record, when one does. `state` is what an ingestion wants to know next time.
    """

    run_key: str
    product: str
    asset: str
    partition: str
    attempt: int
    code_version: str
    status: str
    inputs: dict[str, str] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    published_at: str = ""
    table: str = ""
    snapshot: str | None = None
    state: str = ""

    def properties(self) -> dict[str, str]:
        """Returns the record as properties of a snapshot's summary."""
        return {
            "regauge.run-key": self.run_key,
            "regauge.product": self.product,
            "regauge.asset": self.asset,
            "regauge.partition": self.partition,
            "regauge.attempt": str(self.attempt),
            "regauge.code-version": self.code_version,
            "regauge.status": self.status,
            "regauge.inputs": json.dumps(self.inputs, sort_keys=True),
            "regauge.checks": json.dumps(self.checks, sort_keys=True),
            "regauge.rows": str(self.rows),
            "regauge.published-at": self.published_at,
            **({"regauge.state": self.state} if self.state else {}),
        }

    @classmethod
    def from_properties(cls, properties: dict[str, str], table: str, snapshot: str) -> Record | None:
        """Returns the record in a snapshot's summary, or None when the snapshot was not made by a step."""
        if "regauge.run-key" not in properties or "regauge.status" not in properties:
            return None
        return cls(
            run_key=properties["regauge.run-key"],
            product=properties.get("regauge.product", ""),
            asset=properties.get("regauge.asset", ""),
            partition=properties.get("regauge.partition", ""),
            attempt=int(properties.get("regauge.attempt", "1")),
            code_version=properties.get("regauge.code-version", ""),
            status=properties["regauge.status"],
            inputs=json.loads(properties.get("regauge.inputs", "{}")),
            checks=json.loads(properties.get("regauge.checks", "{}")),
            rows=int(properties.get("regauge.rows", "0")),
            published_at=properties.get("regauge.published-at", ""),
            table=table,
            snapshot=snapshot,
            state=properties.get("regauge.state", ""),
        )

    def as_json(self) -> dict[str, Any]:
        """Returns the record as `regauge_runtime records` prints it."""
        names = {"run_key": "runKey", "code_version": "codeVersion", "published_at": "publishedAt"}
        return {names.get(name, name): value for name, value in asdict(self).items() if name != "state"}


def newest_by_partition(records: Iterable[Record]) -> dict[str, Record]:
    """Returns each partition's newest record from records that come newest first."""
    newest: dict[str, Record] = {}
    for record in records:
        newest.setdefault(record.partition, record)
    return newest


def passed_of(records: Iterable[Record], run_key: str, partition: str) -> Record | None:
    """Returns the passed record that a run key wrote for a partition: its work is done (semantics 6)."""
    for record in records:
        if record.run_key == run_key and record.partition == partition and record.status == PASSED:
            return record
    return None
