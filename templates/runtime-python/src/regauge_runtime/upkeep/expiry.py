"""Forgets old snapshots of a table, keeps the records that they carry, and deletes the files that only they named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyiceberg.table.refs import MAIN_BRANCH, SnapshotRefType
from pyiceberg.table.update import AssertRefSnapshotId
from pyiceberg.table.update.snapshot import ExpireSnapshots

from regauge_runtime import failpoints
from regauge_runtime.iceberg_commit import until_committed
from regauge_runtime.kept_records import (
    KEPT,
    MAINTAINED_BY,
    Kept,
    chain,
    in_order,
    packed,
    properties_of,
    record_of,
    still_needed,
    unpacked,
)
from regauge_runtime.upkeep.files import Removed, remove, sizes_of, snapshot_files

if TYPE_CHECKING:
    from pyiceberg.table import Table, Transaction
    from pyiceberg.table.metadata import TableMetadata
    from pyiceberg.table.snapshots import Snapshot


@dataclass(frozen=True)
class Age:
    """How long snapshots stay: those younger than `max_age_ms`, and of each branch the newest `least` in any case."""

    max_age_ms: int
    least: int


def expire(
    load: Callable[[], Table], age: Age, now_ms: int, *, is_appended: bool, maintained_by: str
) -> tuple[int, Removed]:
    """Expires snapshots in one commit; returns how many, and what was deleted after it."""
    doomed: list[Snapshot] = []

    def stage(table: Table, transaction: Transaction) -> Callable[[Table], bool] | None:
        metadata = table.metadata
        stays = remaining(metadata, age, now_ms)
        doomed[:] = [snapshot for snapshot in metadata.snapshots if snapshot.snapshot_id not in stays]
        if not doomed:
            return None
        gone = {snapshot.snapshot_id for snapshot in doomed}
        # Which records are found elsewhere was judged by this head.
        head = AssertRefSnapshotId(ref=MAIN_BRANCH, snapshot_id=metadata.current_snapshot_id)  # type: ignore[call-arg]
        transaction._apply((), (head,))
        if lost := _lost(metadata, gone, is_appended=is_appended):
            carrier = {KEPT: packed(lost), MAINTAINED_BY: maintained_by}
            transaction.update_snapshot(snapshot_properties=carrier, branch=MAIN_BRANCH).overwrite().commit()
        ExpireSnapshots(transaction).by_ids(sorted(gone)).commit()
        return lambda newer: not any(snapshot.snapshot_id in gone for snapshot in newer.metadata.snapshots)

    if not until_committed(load, stage, ("before-expiry", "expired")):
        return 0, Removed()
    # What is deleted is judged by the table as it is now: a neighbour may have made a branch meanwhile.
    table = load()
    live = snapshot_files(table.io, table.metadata.snapshots)
    candidates = snapshot_files(table.io, doomed, known=live)
    failpoints.reach("before-removal")
    return len(doomed), remove(table.io, sizes_of(table.io, candidates))


def remaining(metadata: TableMetadata, age: Age, now_ms: int) -> set[int]:
    """Returns the ids of the snapshots that stay.

    Of a branch a whole stretch from its head back stays, because records are found from parent to parent. Snapshots
    that only carry records of others do not count as the branch's newest.
    """
    cutoff = now_ms - age.max_age_ms
    stays = {snapshot.snapshot_id for snapshot in metadata.snapshots if snapshot.timestamp_ms >= cutoff}
    for ref in metadata.refs.values():
        stays.add(ref.snapshot_id)
        if ref.snapshot_ref_type == SnapshotRefType.TAG:
            continue
        own_cutoff = cutoff if ref.max_snapshot_age_ms is None else now_ms - ref.max_snapshot_age_ms
        least = age.least if ref.min_snapshots_to_keep is None else ref.min_snapshots_to_keep
        history = list(chain(metadata, ref.snapshot_id))
        length = counted = 0
        for place, snapshot in enumerate(history, 1):
            if snapshot.timestamp_ms >= own_cutoff or (counted < least and KEPT not in properties_of(snapshot)):
                length = place
            counted += KEPT not in properties_of(snapshot)
        stays.update(snapshot.snapshot_id for snapshot in history[:length])
    return stays


def _lost(metadata: TableMetadata, gone: set[int], *, is_appended: bool) -> list[Kept]:
    """Returns the records that somebody may ask for and that nobody would find once these snapshots are gone."""
    found: list[Kept] = []
    lost: list[Kept] = []
    is_behind = False
    for snapshot in chain(metadata, metadata.current_snapshot_id):
        # A snapshot behind a gap is not found either, even when a tag holds it.
        is_behind = is_behind or snapshot.snapshot_id in gone
        record = record_of(snapshot, "")
        if record is not None:
            (lost if is_behind else found).append(Kept(record, snapshot.timestamp_ms))
    for snapshot in metadata.snapshots:
        if snapshot.snapshot_id in gone:
            lost += unpacked(properties_of(snapshot).get(KEPT, ""), "")
    ids = {one.record.snapshot for one in lost}
    needed = still_needed([*found, *in_order(lost)], is_appended=is_appended)
    return [one for one in needed if one.record.snapshot in ids]
