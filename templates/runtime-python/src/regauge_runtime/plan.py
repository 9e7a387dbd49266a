"""Reads `plan.json` and answers questions about it; standard library only."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from regauge_runtime.errors import Configuration
from regauge_runtime.listeners import standing_lineage, standing_telemetry
from regauge_runtime.partitions import PartitionSet, partition_set

JsonObject = dict[str, Any]

PLAN_VERSION = 1
PHASES = ("setup", "teardown")
_AFTER = {"setup": "all", "teardown": "all-done"}


class Plan:
    """A product's plan: what a step or the local runner needs to know, by name."""

    def __init__(self, tree: JsonObject) -> None:
        self.tree = tree
        # The keys of a dynamic partition set are in the product's records: whoever opens them says so here.
        self.keys_of: Callable[[str], list[str]] | None = None

    @classmethod
    def load(cls, home: Path) -> Plan:
        """Reads `<home>/plan.json`; Configuration when it is missing or of another version."""
        path = home / "plan.json"
        try:
            tree = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Configuration(f"{home} is no product home: it has no plan.json") from None
        if tree.get("version") != PLAN_VERSION:
            raise Configuration(f"{path} has version {tree.get('version')}, this runtime reads {PLAN_VERSION}")
        return cls(tree)

    @cached_property
    def _assets(self) -> dict[str, JsonObject]:
        return {asset["key"]: asset for asset in self.tree.get("assets", [])}

    @property
    def product(self) -> str:
        """The product's name."""
        return str(self.tree["product"]["name"])

    @property
    def scope(self) -> str:
        """The product's name that is global: `<domain>_<product>`."""
        return str(self.tree["product"]["scope"])

    @property
    def telemetry(self) -> JsonObject | None:
        """Where traces and counts go: whom the product names, else the environment; None where nobody listens."""
        return self.tree.get("telemetry") or standing_telemetry(os.environ)

    @property
    def lineage(self) -> JsonObject | None:
        """Where events of OpenLineage go: whom the product names, else the environment; None where nobody listens."""
        return self.tree.get("lineage") or standing_lineage(os.environ, self.product)

    @property
    def assets(self) -> list[JsonObject]:
        """All assets, upstream before downstream."""
        return list(self._assets.values())

    def asset(self, key: str) -> JsonObject:
        """Returns an asset; Configuration when the plan has none of that key.

        `<job>:setup` and `<job>:teardown` are the steps before and after all others of a job: as assets that have
        neither outputs nor upstream, and whose work leaves no record.
        """
        job, colon, phase = key.partition(":")
        if colon and phase in PHASES:
            return self._member("step", self.phases(job), key)
        return self._member("asset", self._assets, key)

    def made(self, key: str) -> JsonObject:
        """Returns an asset, or what is made outside under that key, as an asset that nobody here makes."""
        outside: JsonObject | None = self.tree.get("external", {}).get(key)
        if outside is None:
            return self.asset(key)
        outputs = [{"table": outside["table"]}] if "table" in outside else []
        limits = {"failAfterSeconds": outside["freshnessSeconds"]} if "freshnessSeconds" in outside else None
        made = {"key": key, "isOutside": True, "partitionSet": outside.get("partitionSet"), "outputs": outputs}
        return made | {"freshness": limits}

    @property
    def watched(self) -> list[JsonObject]:
        """Everything that may not grow old: assets, and what is made outside, as `made` has it."""
        outside = [self.made(key) for key in self.tree.get("external", {})]
        return [one for one in [*self.assets, *outside] if one.get("freshness")]

    def needs(self, asset: JsonObject) -> list[JsonObject]:
        """Returns what comes before an asset, assets and what is made outside alike, each with its mapping."""
        outside = [one | {"asset": one["external"]} for one in asset.get("external", [])]
        return [*asset.get("upstream", []), *outside]

    def phases(self, job: str) -> dict[str, JsonObject]:
        """Returns the steps before and after all others of a job, by key."""
        named = {f"{job}:{phase}": (phase, self.job(job).get(phase)) for phase in PHASES}
        return {
            key: {"key": key, "phase": phase, "run": run, "retry": {}, "after": _AFTER[phase]}
            for key, (phase, run) in named.items()
            if run is not None
        }

    def job(self, name: str) -> JsonObject:
        """Returns a job; Configuration when the plan has none of that name."""
        return self._member("job", {job["name"]: job for job in self.tree.get("jobs", [])}, name)

    def table(self, name: str) -> JsonObject:
        """Returns a table; Configuration when the plan has none of that name."""
        return self._member("table", self.tree.get("tables", {}), name)

    def resource(self, name: str) -> JsonObject:
        """Returns a resource; Configuration when the plan has none of that name."""
        return self._member("resource", self.tree.get("resources", {}), name)

    def catalog(self, name: str) -> JsonObject:
        """Returns a catalog; Configuration when the plan has none of that name."""
        return self._member("catalog", self.tree.get("catalogs", {}), name)

    def default_catalog(self) -> str | None:
        """Returns the default catalog's name, else the first one's, else None."""
        catalogs: dict[str, JsonObject] = self.tree.get("catalogs", {})
        return next(
            (name for name, catalog in catalogs.items() if catalog.get("isDefault")), next(iter(catalogs), None)
        )

    def partition_set(self, name: str) -> PartitionSet:
        """Returns a partition set; Configuration when the plan has none of that name, or of a kind unknown here."""
        members: dict[str, JsonObject] = self.tree.get("partitionSets", {})
        member = self._member("partition set", members, name)
        if member["kind"] == "multi":
            named = member["dimensions"].items()
            sets = {dimension: self._with_keys(self._member("partition set", members, of)) for dimension, of in named}
            member = member | {"dimensions": sets}
        try:
            return partition_set(self._with_keys(member))
        except ValueError as e:
            raise Configuration(f"the plan of {self.product}: {e}") from None

    def _with_keys(self, member: JsonObject) -> JsonObject:
        is_asked = member["kind"] == "dynamic" and self.keys_of is not None
        return member | {"values": self.keys_of(member["name"])} if is_asked and self.keys_of else member

    def partitions_of(self, asset: JsonObject) -> PartitionSet | None:
        """Returns an asset's partition set, or None when it has no partitions."""
        name = asset.get("partitionSet")
        return None if name is None else self.partition_set(name)

    def _member(self, what: str, members: dict[str, JsonObject], name: str) -> JsonObject:
        if name not in members:
            import difflib

            near = difflib.get_close_matches(name, members, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise Configuration(f"the plan of {self.product} has no {what} {name}{hint}")
        return members[name]
