"""A run of kind `maintain`: deletes old rows, writes small files together, expires snapshots, removes orphans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration, failure_error, failure_of
from regauge_runtime.iceberg_schema import retention as snapshot_retention
from regauge_runtime.iceberg_store import IcebergStore
from regauge_runtime.nessie import keeps_snapshots
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.upkeep.expiry import Age, expire
from regauge_runtime.upkeep.orphans import remove_orphans
from regauge_runtime.upkeep.rewriting import rewrite
from regauge_runtime.upkeep.row_ttl import delete_old_rows

if TYPE_CHECKING:
    from pyiceberg.table import Table

COUNTED = (
    "rowsDeleted",
    "filesRewritten",
    "bytesRewritten",
    "filesWritten",
    "snapshotsExpired",
    "orphansFound",
    "filesRemoved",
    "bytesRemoved",
)


def run_maintain(step: Step, stores: Stores) -> Produced:
    """Keeps the run's tables up, one after the other; a table that fails keeps the others from nothing.

    Raises the first failure when all tables had their turn.
    """
    told: dict[str, JsonObject] = {}
    failures: dict[str, Exception] = {}
    for name in step.asset["run"].get("tables", []):
        try:
            told[name] = _kept_up(step, stores, name)
        except Exception as error:  # noqa: BLE001 - raised below
            failures[name] = error
    if failures:
        name, first = next(iter(failures.items()))
        failure = failure_of(first)
        others = f" (and of {', '.join([*failures][1:])})" if len(failures) > 1 else ""
        raise failure_error(replace(failure, message=f"upkeep of {name}{others}: {failure.message}"))
    totals = {count: sum(one.get(count, 0) for one in told.values()) for count in COUNTED}
    return Produced(metadata={"maintain": totals | {"tables": told}})


def _kept_up(step: Step, stores: Stores, name: str) -> JsonObject:
    run, plan, store = step.asset["run"], step.plan.table(name), stores.of_table(name)
    if not isinstance(store, IcebergStore):
        raise Configuration(f"table {name} is no Iceberg table: {store.name} keeps its files itself")
    if not store.exists(name):
        return {"isMissing": True}
    if not keeps_snapshots(store.catalog):
        raise Configuration(f"table {name} is of a Nessie catalog, whose own garbage collector keeps its files up")
    load: Callable[[], Table] = lambda: store.own(name)  # noqa: E731
    now = datetime.now(UTC)
    retention: JsonObject = plan.get("retention") or {}
    told: JsonObject = {}
    if "rowTtlSeconds" in retention:
        told["rowsDeleted"] = delete_old_rows(load, retention, now, step.run_key)
    if wanted := run.get("rewriteDataFiles"):
        done = rewrite(load, plan, wanted["targetBytes"], wanted["strategy"], step.run_key)
        told |= {"filesRewritten": done.files, "bytesRewritten": done.size, "filesWritten": done.written}
    removed = []
    if wanted := run.get("expireSnapshots"):
        # What the table says of itself counts, for it is said of this one alone.
        said = snapshot_retention(plan) | plan.get("properties", {})
        age = Age(
            int(said.get("history.expire.max-snapshot-age-ms", wanted["olderThanSeconds"] * 1000)),
            int(said.get("history.expire.min-snapshots-to-keep", wanted["retainLast"])),
        )
        now_ms = int(now.timestamp() * 1000)
        told["snapshotsExpired"], files = expire(
            load, age, now_ms, is_appended=_is_appended(step, name), maintained_by=step.run_key
        )
        removed.append(files)
    if wanted := run.get("removeOrphans"):
        before = now - timedelta(seconds=wanted["olderThanSeconds"])
        orphans = remove_orphans(load(), before, is_dry_run=wanted["dryRun"])
        told["orphansFound"] = orphans.found.files
        if wanted["dryRun"]:
            told |= {"orphanBytes": orphans.found.size, "orphans": orphans.paths}
        removed.append(orphans.removed)
    told |= {"filesRemoved": sum(one.files for one in removed), "bytesRemoved": sum(one.size for one in removed)}
    return told


def _is_appended(step: Step, name: str) -> bool:
    """Whether rows are appended to a table: then each run key that wrote some has to be remembered."""
    outputs = [output for asset in step.plan.assets for output in asset.get("outputs", []) if output["table"] == name]
    return any(output.get("write") == "append" for output in outputs)
