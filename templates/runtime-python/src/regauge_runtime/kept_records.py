"""Records that outlive their snapshots (docs/adr/0087, 0100).

A record lives in the summary of the snapshot that published it (docs/adr/0004). When upkeep expires such a snapshot,
its record moves into the summary of an empty one, in the same commit: as text of JSON, compressed, under `KEPT`. In a
catalog that forgets a table's snapshots each commit hands on the records of those before it, in its own summary.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regauge_runtime.records import PASSED, Record

if TYPE_CHECKING:
    from pyiceberg.table.metadata import TableMetadata
    from pyiceberg.table.snapshots import Snapshot

KEPT = "regauge.kept-records"
# The id of the newest snapshot that added rows, on one that adds none and whose catalog has forgotten that other one.
LAST_ADDING = "regauge.last-adding"
# The run key of the upkeep that made a snapshot, on every snapshot that upkeep makes.
MAINTAINED_BY = "regauge.maintained-by"


@dataclass(frozen=True)
class Kept:
    """A record, and when its snapshot was made: milliseconds since 1970, UTC."""

    record: Record
    at: int


def chain(metadata: TableMetadata, head: int | None) -> Iterator[Snapshot]:
    """Yields a snapshot and its ancestors, newest first, as far back as there are any."""
    by_id = {snapshot.snapshot_id: snapshot for snapshot in metadata.snapshots}
    snapshot = None if head is None else by_id.get(head)
    while snapshot is not None:
        yield snapshot
        parent = snapshot.parent_snapshot_id
        snapshot = None if parent is None else by_id.get(parent)


def record_of(snapshot: Snapshot, table: str) -> Record | None:
    """Returns the record in a snapshot's summary, or None when no step made the snapshot."""
    return Record.from_properties(properties_of(snapshot), table, str(snapshot.snapshot_id))


def properties_of(snapshot: Snapshot) -> dict[str, str]:
    """Returns what a snapshot's summary says beside its operation."""
    return snapshot.summary.additional_properties if snapshot.summary else {}


def kept_in(metadata: TableMetadata, table: str) -> list[Kept]:
    """Returns the records of expired snapshots, newest first; those of a main that was rolled back among them."""
    found = [one for snapshot in metadata.snapshots for one in unpacked(properties_of(snapshot).get(KEPT, ""), table)]
    return in_order(found)


def in_order(kept: Iterable[Kept]) -> list[Kept]:
    """Returns records newest first, each snapshot's once."""
    newest_first = sorted(kept, key=lambda one: one.at, reverse=True)
    return list({one.record.snapshot: one for one in newest_first}.values())


def still_needed(kept: Iterable[Kept], *, is_appended: bool) -> list[Kept]:
    """Returns the records that somebody may still ask for, from records that come newest first.

    Those are of each partition the newest one, which says whether it is blocked, and the newest that passed. A table
    that is appended to needs all that passed, for a run key that is run again must find that its rows are there.
    """
    found: list[Kept] = []
    seen: set[tuple[str, ...]] = set()
    for one in kept:
        record = one.record
        place = (record.product, record.asset, record.partition)
        wanted = {place, (*place, PASSED)} if record.status == PASSED else {place}
        if not wanted <= seen:
            found.append(one)
        elif is_appended and record.status == PASSED:
            # What it read and was asked is of no use any more; that it was done is.
            found.append(replace(one, record=replace(record, inputs={}, checks={}, state="")))
        seen |= wanted
    return found


def handed_on(metadata: TableMetadata, *, is_appended: bool) -> str:
    """Returns the records that the next snapshot carries when its catalog forgets those before it; empty for none."""
    found = [
        Kept(record, snapshot.timestamp_ms)
        for snapshot in chain(metadata, metadata.current_snapshot_id)
        if (record := record_of(snapshot, "")) is not None
    ]
    needed = still_needed(in_order([*found, *kept_in(metadata, "")]), is_appended=is_appended)
    return packed(needed) if needed else ""


def packed(kept: Iterable[Kept]) -> str:
    """Returns records as the text of a summary's property."""
    tree = [{**one.record.properties(), "at": one.at, "snapshot": one.record.snapshot} for one in kept]
    return base64.b85encode(zlib.compress(json.dumps(tree, separators=(",", ":")).encode(), 9)).decode()


def unpacked(text: str, table: str) -> Iterator[Kept]:
    """Yields the records of a property's text."""
    if not text:
        return
    for one in json.loads(zlib.decompress(base64.b85decode(text))):
        record = Record.from_properties(one, table, one["snapshot"])
        if record is not None:
            yield Kept(record, int(one["at"]))


def last_adding(metadata: TableMetadata) -> Snapshot | None:
    """Returns the newest snapshot of main that added rows: those of records, deletes and upkeep do not."""
    return next((one for one in chain(metadata, metadata.current_snapshot_id) if _adds(one)), None)


def adding_snapshot(metadata: TableMetadata) -> str | None:
    """Returns the id of the newest snapshot of main that added rows, also of one that its catalog has forgotten."""
    if (found := last_adding(metadata)) is not None:
        return str(found.snapshot_id)
    head = metadata.current_snapshot()
    return None if head is None else properties_of(head).get(LAST_ADDING)


def _adds(snapshot: Snapshot) -> bool:
    summary = snapshot.summary
    if summary is None or summary.operation.value == "replace" or MAINTAINED_BY in summary.additional_properties:
        return False
    return int(summary.get("added-records") or 0) > 0
