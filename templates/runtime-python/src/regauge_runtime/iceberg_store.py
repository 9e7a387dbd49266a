"""Iceberg tables as a store: cut reads, records in snapshot summaries, and write, audit, publish (semantics 6, 19, 20).

A failed blocking check leaves main's rows as they were: the bad ones stay on the audit branch, where the catalog has
branches of a table, and an empty snapshot on main carries the failed record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
from pyiceberg.expressions import AlwaysTrue, And, BooleanExpression, Not

from regauge_runtime import failpoints
from regauge_runtime.catalogs import open_catalog, postgres_dsn
from regauge_runtime.columns import require_inside
from regauge_runtime.cuts import Cut, PartitionCut
from regauge_runtime.iceberg_commit import (
    EMPTY,
    Change,
    TableCommit,
    commit,
    commit_together,
    surviving,
    write_files,
)
from regauge_runtime.iceberg_schema import (
    branch_name,
    ensure_table,
    find_table,
    fitted,
    rename_table,
    require_owner,
    sorted_rows,
    storable_schema,
)
from regauge_runtime.kept_records import chain, kept_in, record_of
from regauge_runtime.nessie import keeps_snapshots
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import Record, passed_of
from regauge_runtime.store import Selection, Staged, Store, require_unique_keys

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.table import Table


class IcebergStore(Store):
    """The tables of one catalog, as one product sees them."""

    def __init__(self, name: str, settings: dict[str, str], product: str) -> None:
        self.name = name
        self.product = product
        self.settings = settings

    @cached_property
    def catalog(self) -> Catalog:
        """The opened catalog."""
        return open_catalog(self.name, self.settings)

    @property
    def lock_dsn(self) -> str | None:
        """Where step locks live: the catalog's PostgreSQL, or None."""
        return postgres_dsn(self.settings["uri"]) if self.settings["type"] == "sql" else None

    def exists(self, table: str) -> bool:
        """Tells whether the table exists."""
        return find_table(self.catalog, table) is not None

    def schema(self, table: str) -> pa.Schema:
        """Returns a table's columns as Arrow types."""
        return storable_schema(self.catalog.load_table(table))

    def rename(self, old: str, new: str) -> None:
        """Gives a table its new name."""
        rename_table(self.catalog, old, new, self.product)

    def records(self, table: str) -> Iterator[Record]:
        """Yields this product's records on main, newest first; none for a table that does not exist."""
        found = find_table(self.catalog, table)
        return iter(()) if found is None else records_on_main(found, table, self.product)

    def read(self, table: str, selection: Selection) -> tuple[pa.Table, str | None]:
        """Returns the selected rows of main and the snapshot that they come from."""
        found = self.catalog.load_table(table)
        head = found.current_snapshot()
        return _plain(found, selection, None), str(head.snapshot_id) if head else None

    def stage(
        self,
        plan: JsonObject,
        output: JsonObject,
        rows: pa.Table,
        cut: PartitionCut | None,
        record: Record,
        beside: Staged | None = None,
    ) -> StagedIceberg:
        """Writes the rows as files that nobody sees yet."""
        table = ensure_table(self.catalog, plan, rows.schema, cut, self.product)
        rows = sorted_rows(fitted(rows, table, plan["name"]), plan)
        mode = output.get("write", "replace")
        change = Change(mode, cut, output.get("key", []))
        if mode == "replace" and cut is not None:
            require_inside(rows, cut, plan["name"])
        if mode == "merge":
            change.keys = require_unique_keys(rows, change.key, plan["name"])
        change.files = write_files(table, rows)
        failpoints.reach("staged")
        return StagedIceberg(self, plan["name"], change, rows, bool(output.get("isAudited")), record)

    def note(self, table: str, record: Record) -> str:
        """Adds a record to a table without a change of its rows; returns the snapshot."""
        return commit(TableCommit(lambda: self.own(table), EMPTY, record.properties(), is_done=_done(record, table)))

    def note_without_table(self, table: str, record: Record) -> str:
        """Adds a record to the table that holds those of steps without outputs, as a row and in the summary."""
        row = record.properties()
        rows = pa.table({key.removeprefix("regauge.").replace("-", "_"): [value] for key, value in row.items()})
        # Products share this table, so nobody owns it.
        made = ensure_table(
            self.catalog, {"name": table, "properties": {"regauge.product": "*"}}, rows.schema, None, "*"
        )
        change = Change("append", files=write_files(made, fitted(rows, made, table)))
        load = lambda: self.catalog.load_table(table)  # noqa: E731
        return commit(TableCommit(load, change, row, is_done=_done(record, table)))

    def publish_together(self, outputs: Sequence[Staged], records: Sequence[Record]) -> list[str]:
        """Brings all outputs to their readers in one commit of the catalog; returns the snapshots."""
        commits = []
        for output, record in zip(outputs, records, strict=True):
            assert isinstance(output, StagedIceberg)
            commits.append(output.publication(record))
        return commit_together(commits)

    def own(self, name: str) -> Table:
        """Returns a table as it is now; Configuration when it is another product's."""
        table = self.catalog.load_table(name)
        require_owner(table, name, self.product)
        return table


class StagedIceberg(Staged):
    """Rows that are written but not published."""

    def __init__(
        self, store: IcebergStore, table: str, change: Change, rows: pa.Table, is_audited: bool, record: Record
    ) -> None:
        self.store = store
        self.table = table
        self.change = change
        self.rows = rows
        # Without branches nobody sees the rows before the commit that publishes them.
        has_branch = is_audited and keeps_snapshots(store.catalog)
        self.branch = branch_name(record.asset, record.partition) if has_branch else None
        self.audit_snapshot: str | None = None
        if self.branch is not None:
            # A first snapshot can only be main's, so a new table gets an empty one.
            commit(TableCommit(self._load, EMPTY, {}, is_done=_head))
            summary = {key: value for key, value in record.properties().items() if key != "regauge.status"}
            self.audit_snapshot = commit(
                TableCommit(self._load, change, summary, branch=self.branch, restart_branch=True)
            )

    def view(self, cut: Cut | None) -> pa.Table:
        """Returns the rows of the cut (None = the whole table) as they will be once published."""
        if cut is not None and cut == self.change.cut and self.change.mode == "replace" and self.audit_snapshot is None:
            return self.rows
        selection = Selection(only=cut)
        table = self._load()
        if self.audit_snapshot is not None:
            return _plain(table, selection, int(self.audit_snapshot))
        staying = surviving(_plain(table, selection, None), self.change)
        new = self.rows if cut is None else self.rows.filter(cut.mask(self.rows))
        return pa.concat_tables([staying.cast(new.schema), new])

    def publish(self, record: Record) -> str:
        """Brings rows and record to main in one commit; returns its snapshot."""
        return commit(self.publication(record))

    def publication(self, record: Record) -> TableCommit:
        """Returns the commit that brings rows and record to main."""
        summary = record.properties()
        if self.audit_snapshot is not None:
            summary["source-snapshot-id"] = self.audit_snapshot
        return TableCommit(
            self._load, self.change, summary, remove_branch=self.branch, is_done=_done(record, self.table)
        )

    def reject(self, record: Record) -> str:
        """Adds the failed record to main and leaves its rows as they were; returns the snapshot."""
        return self.store.note(self.table, record)

    def discard(self) -> None:
        """Leaves the files to the table's maintenance: no snapshot on main knows them."""

    def _load(self) -> Table:
        return self.store.own(self.table)


def records_on_main(table: Table, name: str, product: str | None) -> Iterator[Record]:
    """Yields a product's records from main's head back, those of all products for None.

    After those in snapshots come the ones whose snapshots have expired.
    """
    seen = set()
    for snapshot in chain(table.metadata, table.metadata.current_snapshot_id):
        record = record_of(snapshot, name)
        if record is not None:
            seen.add(record.snapshot)
            if product in (None, record.product):
                yield record
    for kept in kept_in(table.metadata, name):
        if kept.record.snapshot not in seen and product in (None, kept.record.product):
            yield kept.record


def _head(table: Table) -> str | None:
    head = table.current_snapshot()
    return str(head.snapshot_id) if head else None


def _done(record: Record, name: str) -> Callable[[Table], str | None]:
    """Returns a test that finds the record's work done on a table already."""

    def is_done(table: Table) -> str | None:
        found = passed_of(
            (seen for seen in records_on_main(table, name, record.product) if seen.asset == record.asset),
            record.run_key,
            record.partition,
        )
        return found.snapshot if found is not None else None

    return is_done


def _plain(table: Table, selection: Selection, snapshot: int | None) -> pa.Table:
    expression: BooleanExpression = AlwaysTrue() if selection.only is None else selection.only.expression()
    for cut in selection.without:
        expression = And(expression, Not(cut.expression()))
    rows = table.scan(row_filter=expression, snapshot_id=snapshot).to_arrow()
    plain = storable_schema(table)
    return pa.Table.from_arrays([rows.column(field.name).cast(field.type) for field in plain], schema=plain)
