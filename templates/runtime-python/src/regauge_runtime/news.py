"""What is new upstream of a job, and for which of its partitions (semantics 14)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from regauge_runtime.guard import RecordBook
from regauge_runtime.mappings import downstream_keys
from regauge_runtime.partitions import NO_PARTITION, PartitionSet, parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.reads import in_order, known_keys, reads_at
from regauge_runtime.records import PASSED, Record


@dataclass(frozen=True)
class Edge:
    """An asset of a job and one that it depends on outside of the job."""

    asset: JsonObject
    upstream: str
    mapping: Any


@dataclass(frozen=True)
class EdgeNews:
    """What an edge's upstream partitions, mapped to one of ours, are like.

    `is_newer`: all that the mapping names are published after ours was; of a mapping that takes what there is, one.
    `token` stands for exactly these publications, `at` is when the last of them came.
    """

    is_newer: bool
    token: str
    at: str


class News:
    """A job's upstream, by the product's records."""

    def __init__(self, plan: Plan, job: JsonObject, book: RecordBook) -> None:
        self._plan = plan
        self._job = job
        self._book = book
        inside = set(job["assets"])
        self._edges = [
            Edge(asset, upstream["asset"], upstream.get("mapping", "identity"))
            for asset in map(plan.asset, job["assets"])
            for upstream in plan.needs(asset)
            if upstream["asset"] not in inside
        ]

    def tokens(self, partition: str) -> dict[str, str]:
        """Returns what there is upstream of a partition now, as one token for each asset."""
        return {name: ",".join(sorted(each.token for each in found)) for name, found in self._at(partition).items()}

    def due(self, which: str, settle_seconds: int, now: datetime) -> dict[str, dict[str, str]]:
        """Returns the partitions that all, or any, of the upstream assets have news for, oldest first, with tokens."""
        found = {}
        for partition in self._candidates(now):
            by_asset = self._at(partition)
            is_new = [all(each.is_newer for each in of_asset) for of_asset in by_asset.values()]
            if not is_new or not (all(is_new) if which == "all" else any(is_new)):
                continue
            newest = max(each.at for of_asset in by_asset.values() for each in of_asset)
            if parse_instant(newest) + timedelta(seconds=settle_seconds) <= now:
                found[partition] = self.tokens(partition)
        return found

    def _at(self, partition: str) -> dict[str, list[EdgeNews]]:
        found: dict[str, list[EdgeNews]] = {}
        for edge in self._edges:
            found.setdefault(edge.upstream, []).append(self._edge(edge, partition))
        return found

    def _edge(self, edge: Edge, partition: str) -> EdgeNews:
        own = partition if edge.asset.get("partitionSet") else NO_PARTITION
        ours = self._book.newest(edge.asset["key"]).get(own)
        since = ours.published_at if ours else ""
        key = None if own == NO_PARTITION else own
        reads = reads_at(self._plan, edge.asset, key, edge.upstream, edge.mapping, self._book)
        newest = self._book.newest(edge.upstream)
        if reads is None or (reads.is_named and reads.keys is not None):
            names = [NO_PARTITION] if reads is None else reads.keys or []
            published = [newest[name] for name in names if name in newest and newest[name].status == PASSED]
            is_newer = bool(names) and len(published) == len(names) and all(r.published_at > since for r in published)
        else:
            names = list(newest) if reads.keys is None else reads.keys
            published = [newest[name] for name in names if name in newest and newest[name].status == PASSED]
            is_newer = any(record.published_at > since for record in published)
        return EdgeNews(is_newer, _token(published), max((record.published_at for record in published), default=""))

    def _candidates(self, now: datetime) -> list[str]:
        """The partitions of ours that something published upstream could be for."""
        if self._job.get("partitionSet") is None:
            return [NO_PARTITION]
        ours = self._plan.partition_set(self._job["partitionSet"])
        complete = ours.keys_until(now)
        found: set[str] = set()
        for edge in self._edges:
            if edge.asset.get("partitionSet") is None:
                continue
            theirs = self._plan.partitions_of(self._plan.made(edge.upstream))
            for name, record in self._book.newest(edge.upstream).items():
                if record.status != PASSED:
                    continue
                if theirs is None or name == NO_PARTITION:
                    found.update(complete)
                elif theirs.contains(name):
                    found.update(self._downstream(edge, ours, theirs, name, complete))
        return in_order(ours, found)

    def _downstream(
        self, edge: Edge, ours: PartitionSet, theirs: PartitionSet, name: str, complete: list[str]
    ) -> list[str]:
        def known(sets: PartitionSet) -> list[str]:
            return complete if sets is ours else known_keys(sets, theirs, edge.upstream, self._book)

        return downstream_keys(edge.mapping, ours, theirs, name, known)


def _token(records: list[Record]) -> str:
    """One word for exactly these publications."""
    parts = sorted(f"{record.partition}\0{record.run_key}\0{record.published_at}" for record in records)
    return hashlib.sha256("\0\0".join(parts).encode()).hexdigest()[:16]
