"""The steps of a local run and what each waits for; standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field

from regauge_runtime.errors import Configuration
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject, Plan


@dataclass
class Node:
    """One step of a run: an asset in a partition of the run, or once for all of them.

    `run_partition` is the run's partition in the runKey; `order` sorts steps: partitions oldest first, then the plan's.
    """

    asset: JsonObject
    run_partition: str
    order: tuple[int, int]
    needs: list[Node] = field(default_factory=list)
    result: JsonObject | None = None

    @property
    def key(self) -> str:
        """The asset's key."""
        return str(self.asset["key"])

    @property
    def partition(self) -> str | None:
        """The asset's partition, None for an unpartitioned one."""
        return self.run_partition if self.asset.get("partitionSet") else None

    @property
    def status(self) -> str | None:
        """The last attempt's status, `not_run`, or None while it is open."""
        return None if self.result is None else str(self.result["status"])


def build(plan: Plan, assets: list[str], edges: list[tuple[str, str]], partitions: list[str]) -> list[Node]:
    """Returns the run's steps, each after those that it needs.

    Partitioned assets run once per partition; unpartitioned ones once, after every partition of what they need.
    """
    chosen = [plan.asset(key) for key in assets]
    if not partitions and any(asset.get("partitionSet") for asset in chosen):
        raise Configuration("the run has partitioned assets: give --partition or --partitions")
    whole = (
        NO_PARTITION
        if not partitions
        else partitions[0]
        if len(partitions) == 1
        else f"{partitions[0]}..{partitions[-1]}"
    )
    rank = {asset["key"]: index for index, asset in enumerate(plan.assets)}
    nodes: dict[str, list[Node]] = {}
    for asset in sorted(chosen, key=lambda asset: rank[asset["key"]]):
        key = asset["key"]
        if asset.get("partitionSet"):
            nodes[key] = [Node(asset, partition, (index, rank[key])) for index, partition in enumerate(partitions)]
        else:
            nodes[key] = [Node(asset, whole, (0, rank[key]))]
        for before, after in edges:
            if after != key or before not in nodes:
                continue
            for node in nodes[key]:
                node.needs += [
                    need
                    for need in nodes[before]
                    if need.run_partition == node.run_partition or whole in (need.run_partition, node.run_partition)
                ]
                node.order = max(node.order, *((need.order[0], node.order[1]) for need in node.needs))
    return sorted((node for group in nodes.values() for node in group), key=lambda node: node.order)
