"""What others published of a table that this product reads: another product's records, else the table's snapshots."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from regauge_runtime.errors import Configuration
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import PASSED, Record
from regauge_runtime.stores import Stores


def published_outside(outside: JsonObject, stores: Stores) -> list[Record]:
    """Returns the records of what is made outside, newest first; nothing of what has no table, or none yet.

    Of a table that a Regauge product writes these are its records, the failed ones among them. Of any other one there
    is one for the newest snapshot that added rows: nobody says which partition that was. What has no partitions here is
    one whole, whatever its maker calls the parts.
    """
    from regauge_runtime.iceberg_store import IcebergStore, records_on_main
    from regauge_runtime.kept_records import last_adding

    found: list[Record] = []
    for output in outside["outputs"]:
        name = output["table"]
        store = stores.of_table(name)
        if not isinstance(store, IcebergStore):
            raise Configuration(
                f"{outside['key']}: {store.name} keeps no snapshots, so nobody sees what is new in {name}"
            )
        if not store.exists(name):
            continue
        table = store.catalog.load_table(name)
        found = list(records_on_main(table, name, None))
        if not found and (snapshot := last_adding(table.metadata)) is not None:
            at = datetime.fromtimestamp(snapshot.timestamp_ms / 1000, UTC)
            number = str(snapshot.snapshot_id)
            found = [_record(outside["key"], number, at, name)]
    return found if outside["partitionSet"] else _as_whole(found)


def _as_whole(records: list[Record]) -> list[Record]:
    """The newest record of all of it; of what its maker has in parts, that of the part that was published last."""
    whole = [record for record in records if record.partition == NO_PARTITION]
    passed = [record for record in records if record.status == PASSED]
    newest = whole or [max(passed, key=lambda record: record.published_at)] if whole or passed else []
    return [dataclasses.replace(record, partition=NO_PARTITION) for record in newest]


def _record(key: str, snapshot: str, at: datetime, table: str) -> Record:
    shown = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return Record(f"snapshot:{snapshot}", "", key, NO_PARTITION, 1, "", PASSED, {}, {}, 0, shown, table, snapshot)
