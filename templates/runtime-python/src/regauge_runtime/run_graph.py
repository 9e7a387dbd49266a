"""The steps of a local run and what each waits for; standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field

from regauge_runtime.errors import Configuration
from regauge_runtime.mappings import upstream_keys
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject, Plan

# Ends of a step that did nothing, and in which nothing failed.
IDLE = ("skipped", "blocked")


@dataclass
class Node:
    """One step of a run: an asset in a partition of the run, or once for all of them.

    `run_partition` is the run's partition in the runKey; `order` sorts steps: partitions oldest first, then the plan's.
    `before`: the steps of the packs that its own pack needs, each with whether the pack needs that very step.
    `is_broken`: it failed, or was left undone because something failed.
    """

    asset: JsonObject
    run_partition: str
    order: tuple[int, int]
    needs: list[Node] = field(default_factory=list)
    before: list[tuple[Node, bool]] = field(default_factory=list)
    result: JsonObject | None = None
    is_broken: bool = False

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
        """The last attempt's status, `skipped` or `not_run` without one, or None while it is open."""
        return None if self.result is None else str(self.result["status"])

    @property
    def priority(self) -> int:
        """Of steps that wait for the same slot the higher one goes first."""
        return int(self.asset.get("priority", 0))

    def end(self, result: JsonObject, *, is_broken: bool | None = None) -> None:
        """Ends the step; by default its status tells whether something broke."""
        self.result = result
        self.is_broken = result["status"] not in ("success", *IDLE) if is_broken is None else is_broken


@dataclass(frozen=True)
class Fate:
    """What becomes of a step whose needs have all ended: None = it runs, else its status without having run."""

    status: str | None = None
    is_broken: bool = False


def fate_of(node: Node) -> Fate | None:
    """Returns what the asset's `after` makes of the ends of its needs, None while one of them is open.

    `all`: each succeeded. `any-not-failed`: none broke and one succeeded at least; what was skipped or blocked does no
    harm. `all-done`: however they ended. A step that was kept from running only by skipped ones is skipped itself.
    """
    if any(need.status is None for need in [*node.needs, *(other for other, _ in node.before)]):
        return None
    of_pack = _fate_of_pack(node)
    if of_pack.status is not None:
        return of_pack
    after = node.asset.get("after", "all")
    if after == "all-done":
        return Fate()
    if any(need.is_broken for need in node.needs):
        return Fate("not_run", is_broken=True)
    idle = [need for need in node.needs if need.status != "success"]
    if not idle or (after == "any-not-failed" and len(idle) < len(node.needs)):
        return Fate()
    return _idle(idle)


def _fate_of_pack(node: Node) -> Fate:
    """A pack is one step (semantics 23): it begins when its needs were made, and nothing in their packs failed."""
    if any(other.is_broken for other, _ in node.before):
        return Fate("not_run", is_broken=True)
    idle = [other for other, is_needed in node.before if is_needed and other.status != "success"]
    return _idle(idle) if idle else Fate()


def _idle(idle: list[Node]) -> Fate:
    return Fate("skipped" if all(need.status == "skipped" for need in idle) else "not_run")


def build(
    plan: Plan, assets: list[str], edges: list[tuple[str, str]], partitions: list[str], job: str | None = None
) -> list[Node]:
    """Returns the run's steps, each after those that it needs.

    A job's setup comes before all that need nothing else, its teardown after everything.

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
                names = {node.run_partition, *_mapped(plan, before, node)}
                node.needs += [
                    need
                    for need in nodes[before]
                    if need.run_partition in names or whole in (need.run_partition, node.run_partition)
                ]
                node.order = max(node.order, *((need.order[0], node.order[1]) for need in node.needs))
    found = sorted((node for group in nodes.values() for node in group), key=lambda node: node.order)
    packs: list[JsonObject] = plan.job(job).get("packs", []) if job else []
    for pack in packs:
        _wait_for_packs(packs, pack, nodes, whole)
    phases = {asset["phase"]: asset for asset in plan.phases(job).values()} if job else {}
    if "setup" in phases:
        setup = Node(phases["setup"], whole, (-1, -1))
        for node in found:
            node.needs = node.needs or [setup]
        found = [setup, *found]
    if "teardown" in phases:
        found.append(Node(phases["teardown"], whole, (len(partitions), len(rank)), list(found)))
    return found


def _wait_for_packs(packs: list[JsonObject], pack: JsonObject, nodes: dict[str, list[Node]], whole: str) -> None:
    """Lets a pack's steps wait for all steps of the packs that it needs something of, in the same partition."""
    needs = set(pack.get("needs", []))
    others = [key for other in packs if needs & set(other["assets"]) for key in other["assets"]]
    for node in [node for key in pack["assets"] for node in nodes.get(key, [])]:
        for other in [other for key in others for other in nodes.get(key, [])]:
            if other.run_partition == node.run_partition or whole in (other.run_partition, node.run_partition):
                node.before.append((other, other.key in needs))


def _mapped(plan: Plan, before: str, node: Node) -> list[str]:
    """The partitions that a step's mapping names: those of a range that are made in the same run come first."""
    mapping = next((up.get("mapping") for up in node.asset.get("upstream", []) if up["asset"] == before), "identity")
    ours, theirs = plan.partitions_of(node.asset), plan.partitions_of(plan.asset(before))
    if ours is None or theirs is None or not isinstance(mapping, dict):
        return []
    return upstream_keys(mapping, ours, theirs, node.run_partition, lambda sets: [])
