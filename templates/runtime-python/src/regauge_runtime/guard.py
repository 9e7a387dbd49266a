"""The guard of blocked partitions and the no-op of work that is done (semantics 6, 10, 19).

A mapping that names the partitions it stands for (identity, a window, a static one), and an unpartitioned upstream: the
step is blocked when the newest record of one of them failed a blocking check, whether it reads it or only comes after
it. A mapping that takes what there is (all, last, a free dimension): the step reads the partitions that are published
and leaves those out whose newest record failed (docs/adr/0005).
"""

from __future__ import annotations

from regauge_runtime.errors import Blocked
from regauge_runtime.outside import published_outside
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.reads import reads_of
from regauge_runtime.records import FAILED, Record, newest_by_partition, passed_of
from regauge_runtime.step import Step
from regauge_runtime.stores import RECORDS_TABLE, Stores


class RecordBook:
    """The newest records of assets, read once each."""

    def __init__(self, plan: Plan, stores: Stores) -> None:
        self._plan = plan
        self._stores = stores
        self._newest: dict[str, dict[str, Record]] = {}

    def all_of(self, asset: JsonObject) -> list[Record]:
        """Returns an asset's records, newest first for each of its tables; of what is made outside, anybody's."""
        if asset.get("isOutside"):
            return published_outside(asset, self._stores)
        tables = [output["table"] for output in asset.get("outputs", [])]
        found: list[Record] = []
        places = [(self._stores.of_table(table), table) for table in tables]
        if not tables or not all(store.exists(table) for store, table in places):
            # A step without outputs, or a function that never had any rows.
            places.append((self._stores.default(), RECORDS_TABLE))
        for store, table in places:
            found += [record for record in store.records(table) if record.asset == asset["key"]]
        return found

    def newest(self, key: str) -> dict[str, Record]:
        """Returns each partition's newest record; of several tables' the failed one counts."""
        if key not in self._newest:
            by_table: dict[str, list[Record]] = {}
            for record in self.all_of(self._plan.made(key)):
                by_table.setdefault(record.table, []).append(record)
            merged: dict[str, Record] = {}
            for records in by_table.values():
                for partition, record in newest_by_partition(records).items():
                    if partition not in merged or record.status == FAILED:
                        merged[partition] = record
            self._newest[key] = merged
        return self._newest[key]

    def unpublished(self, key: str) -> list[str]:
        """Returns the partitions of an asset whose newest record failed, by name."""
        return sorted(
            name for name, record in self.newest(key).items() if record.status == FAILED and name != NO_PARTITION
        )


class LeftOut(dict[str, list[str]]):
    """The partitions that a reader of all there is leaves out, by asset, with the records that say so."""

    def __init__(self, book: RecordBook) -> None:
        super().__init__()
        self.book = book


def require_unblocked(step: Step, book: RecordBook) -> LeftOut:
    """Raises Blocked when the step may not read; returns what readers of all there is leave out, by asset."""
    left_out = LeftOut(book)
    for upstream in step.plan.needs(step.asset):
        if step.asset.get("after") == "all-done" and not upstream.get("isRead", True):
            continue  # it comes after, however that ended
        key = upstream["asset"]
        reads = reads_of(step, key, upstream.get("mapping", "identity"), book)
        if reads is not None and not reads.is_named:
            names = book.unpublished(key)
            if names := names if reads.keys is None else [name for name in names if name in reads.keys]:
                left_out[key] = names
            continue
        for partition in [NO_PARTITION] if reads is None else reads.keys or []:
            record = book.newest(key).get(partition)
            if record is not None and record.status == FAILED:
                failed = ", ".join(sorted(name for name, status in record.checks.items() if status == "failed"))
                at = "" if partition == NO_PARTITION else f" of {partition}"
                made = f"{record.run_key}, attempt {record.attempt}"
                raise Blocked(f"{key}{at} failed a blocking check ({failed}) in {made}")
    return left_out


def done_tables(step: Step, stores: Stores) -> dict[str, Record]:
    """Returns the outputs that this run key has published for this partition already, by table.

    For a step without outputs, or whose function gave none, the table is that of the records.
    """
    places = [output["table"] for output in step.asset.get("outputs", [])]
    done = {}
    for table in [*places, RECORDS_TABLE]:
        if table == RECORDS_TABLE and any(stores.of_table(place).exists(place) for place in places):
            continue
        store = stores.default() if table == RECORDS_TABLE else stores.of_table(table)
        mine = (record for record in store.records(table) if record.asset == step.key)
        if found := passed_of(mine, step.run_key, step.record_partition):
            done[table] = found
    return done
