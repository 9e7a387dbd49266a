"""One Iceberg commit: what it deletes and adds, tried again when a neighbour was quicker (semantics 20).

pyiceberg's own `overwrite` makes a snapshot for the delete and another for the insert; here both are one snapshot,
whose summary is the record. A conflict means planning the deletes again on the new head; the files written stay as
they are.
"""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyiceberg.exceptions import CommitFailedException, CommitStateUnknownException, ValidationException
from pyiceberg.expressions import AlwaysTrue, And, BooleanExpression, GreaterThanOrEqual, LessThanOrEqual
from pyiceberg.io.pyarrow import ArrowScan, _dataframe_to_data_files
from pyiceberg.table.refs import MAIN_BRANCH
from pyiceberg.table.update.snapshot import ManageSnapshots
from sqlalchemy.exc import OperationalError

from regauge_runtime import failpoints
from regauge_runtime.cuts import Cut, compared
from regauge_runtime.errors import Transient
from regauge_runtime.iceberg_at_once import at_once
from regauge_runtime.kept_records import KEPT, LAST_ADDING, adding_snapshot, handed_on, kept_in
from regauge_runtime.nessie import keeps_snapshots

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile, ManifestFile
    from pyiceberg.table import FileScanTask, Table, Transaction
    from pyiceberg.table.update.snapshot import _OverwriteFiles

    Landed = Callable[[Table], bool]
    Stage = Callable[[Table, Transaction], Landed | None]

PATIENCE_SECONDS = 300.0
_FIRST_WAIT, _LONGEST_WAIT = 0.05, 2.0
_CONFLICTS = (CommitFailedException, CommitStateUnknownException, ValidationException, OperationalError)


@dataclass
class Change:
    """What an output does to its table: `mode` is replace, merge or append.

    Replace deletes the rows of `cut` (None = all), merge those whose `key` columns equal a row's of `keys`, append and
    an empty change none; then the `files` are added.
    """

    mode: str
    cut: Cut | None = None
    key: list[str] = field(default_factory=list)
    keys: pa.Table | None = None
    files: list[DataFile] = field(default_factory=list)


EMPTY = Change("append")


def write_files(table: Table, rows: pa.Table) -> list[DataFile]:
    """Writes rows as data files that no snapshot knows yet."""
    if rows.num_rows == 0:
        return []
    return list(_dataframe_to_data_files(table_metadata=table.metadata, df=rows, io=table.io, write_uuid=uuid.uuid4()))


@dataclass
class TableCommit:
    """One snapshot of a branch of a table.

    `restart_branch` lets the branch begin anew at main's head, `remove_branch` drops another one in the same commit,
    and `is_done` may find in the newest table that somebody did the work already: then nothing is committed.
    """

    load: Callable[[], Table]
    change: Change
    properties: dict[str, str]
    branch: str = MAIN_BRANCH
    restart_branch: bool = False
    remove_branch: str | None = None
    is_done: Callable[[Table], str | None] = lambda table: None
    # The snapshot's id, once it is staged or found done.
    snapshot: str = ""

    def stage(self, table: Table, transaction: Transaction) -> Landed | None:
        """Puts the change into a transaction on the newest table; see `until_committed`."""
        if found := self.is_done(table):
            self.snapshot = found
            return None
        if self.restart_branch:
            _restart(transaction, self.branch)
        base = transaction.table_metadata.snapshot_by_name(self.branch)
        deleted, rewritten = planned(table, self.change, base.snapshot_id if base else None)
        carried = {} if keeps_snapshots(table.catalog) else _carried(table, self.change)
        producer = _with_own_evaluators(
            transaction.update_snapshot(snapshot_properties=self.properties | carried, branch=self.branch).overwrite()
        )
        for file in deleted:
            producer.delete_data_file(file)
        for file in [*rewritten, *self.change.files]:
            producer.append_data_file(file)
        producer.commit()
        if self.remove_branch and self.remove_branch in table.metadata.refs:
            ManageSnapshots(transaction).remove_branch(self.remove_branch).commit()
        self.snapshot = str(producer.snapshot_id)
        return lambda newer: _is_in(newer, producer.snapshot_id)

    @property
    def points(self) -> tuple[str, str]:
        """The failpoints around it."""
        return ("before-commit", "after-commit") if self.branch == MAIN_BRANCH else ("before-audit", "audited")


def commit(one: TableCommit) -> str:
    """Makes a commit and returns its snapshot's id; Transient when neighbours leave no gap for PATIENCE_SECONDS."""
    until_committed(one.load, one.stage, one.points)
    return one.snapshot


def commit_together(several: Sequence[TableCommit]) -> list[str]:
    """Makes commits to tables of one catalog at once: readers see all of them or none; returns the snapshots.

    Configuration when the catalog cannot; Transient when neighbours leave no gap for PATIENCE_SECONDS.
    """
    _until_all_are_committed([(one.load, one.stage) for one in several], several[0].points, at_once)
    return [one.snapshot for one in several]


def until_committed(load: Callable[[], Table], stage: Stage, points: tuple[str, str]) -> bool:
    """Commits what `stage` puts into a transaction, on the newest table again after each conflict.

    `stage` returns a test that tells of a newer table whether it holds the commit, for an answer may be lost on its way
    though the commit was made; None: nothing is to be done, and False is returned. `points` are those of `failpoints`
    before and after. Raises Transient when neighbours do not leave a gap for PATIENCE_SECONDS.
    """

    def alone(transactions: Sequence[Transaction]) -> None:
        (transaction,) = transactions
        transaction.commit_transaction()

    return _until_all_are_committed([(load, stage)], points, alone)


def _until_all_are_committed(
    parts: Sequence[tuple[Callable[[], Table], Stage]],
    points: tuple[str, str],
    bring: Callable[[Sequence[Transaction]], None],
) -> bool:
    deadline, wait = time.monotonic() + PATIENCE_SECONDS, _FIRST_WAIT
    while True:
        transactions: list[Transaction] = []
        landed: list[tuple[Callable[[], Table], Landed]] = []
        for load, stage in parts:
            table = load()
            # Trying again is ours: pyiceberg's way keeps the deletes that were planned on the old head.
            quick = table.metadata.properties | {"commit.retry.num-retries": "0"}
            table.metadata = table.metadata.model_copy(update={"properties": quick})
            transaction = table.transaction()
            has_landed = stage(table, transaction)
            if has_landed is not None:
                transactions.append(transaction)
                landed.append((load, has_landed))
        if not transactions:
            return False
        failpoints.reach(points[0])
        try:
            bring(transactions)
            failpoints.reach(points[1])
            return True
        except _CONFLICTS as error:
            if all(has_landed(load()) for load, has_landed in landed):
                return True
            if time.monotonic() > deadline:
                names = ", ".join(".".join(load().name()) for load, _ in landed)
                raise Transient(f"{names}: no commit in {PATIENCE_SECONDS} s: {error}") from error
            time.sleep(random.uniform(0, wait))
            wait = min(wait * 1.5, _LONGEST_WAIT)


def _carried(table: Table, change: Change) -> dict[str, str]:
    """Returns what a snapshot says of those before it, which its catalog will not know any more."""
    carried = {}
    if records := handed_on(table.metadata, is_appended=change.mode == "append"):
        carried[KEPT] = records
    if not change.files and (adding := adding_snapshot(table.metadata)) is not None:
        carried[LAST_ADDING] = adding
    return carried


def _is_in(newer: Table, snapshot: int) -> bool:
    """Tells whether a table's history holds a snapshot, or the record of it."""
    records = (kept.record.snapshot for kept in kept_in(newer.metadata, ""))
    return newer.snapshot_by_id(snapshot) is not None or str(snapshot) in records


def _with_own_evaluators(producer: _OverwriteFiles) -> _OverwriteFiles:
    """Lets each of pyiceberg's threads have its own test of which manifests may hold a file that is dropped.

    pyiceberg 0.12 shares one among the threads that look for the dropped files. It keeps the manifest that it looks at
    in itself, so one thread's answer could be about another's manifest, and the commit ended with "Missing required
    files to delete" over a file that is there.
    """
    build = producer._build_manifest_evaluator

    def build_for_threads(spec_id: int) -> Callable[[ManifestFile], bool]:
        own = threading.local()

        def may_hold(manifest: ManifestFile) -> bool:
            if not hasattr(own, "evaluator"):
                own.evaluator = build(spec_id)
            return bool(own.evaluator(manifest))

        return may_hold

    producer._build_manifest_evaluator = build_for_threads  # type: ignore[method-assign]
    return producer


def _restart(transaction: object, branch: str) -> None:
    metadata = transaction.table_metadata  # type: ignore[attr-defined]
    head = metadata.snapshot_by_name(MAIN_BRANCH)
    manage = ManageSnapshots(transaction)  # type: ignore[arg-type]
    if head is not None:
        manage.create_branch(head.snapshot_id, branch)
    elif branch in metadata.refs:
        manage.remove_branch(branch)
    else:
        return
    manage.commit()


def planned(table: Table, change: Change, snapshot: int | None) -> tuple[list[DataFile], list[DataFile]]:
    """Returns the files that a change drops from a snapshot, and those written for the rows of them that stay."""
    if change.mode == "append" or snapshot is None:
        return [], []
    row_filter = _filter(change)
    dropped, rewritten = [], []
    for task in table.scan(row_filter=row_filter, snapshot_id=snapshot).plan_files():
        if change.mode == "replace" and isinstance(task.residual, AlwaysTrue) and not task.delete_files:
            dropped.append(task.file)
            continue
        rows = rows_of(table, [task])
        kept = surviving(rows, change)
        if kept.num_rows < rows.num_rows or task.delete_files:
            dropped.append(task.file)
            rewritten += write_files(table, kept)
    return dropped, rewritten


def surviving(rows: pa.Table, change: Change) -> pa.Table:
    """Returns the rows that a change leaves in the table."""
    if change.mode == "append":
        return rows
    if change.mode == "merge":
        assert change.keys is not None
        # A join cannot carry every type of column, so it says only which rows stay.
        numbered = rows.select(change.key).append_column("__row", pa.array(range(rows.num_rows), pa.int64()))
        stay = numbered.join(change.keys, change.key, join_type="left anti").column("__row")
        return rows.take(pc.take(stay, pc.sort_indices(stay)))
    if change.cut is None:
        return rows.slice(0, 0)
    return rows.filter(pc.invert(pc.fill_null(change.cut.mask(rows), False)))


def _filter(change: Change) -> BooleanExpression:
    if change.mode == "replace":
        return AlwaysTrue() if change.cut is None else change.cut.expression()
    assert change.keys is not None
    column = change.keys.column(change.key[0])
    kind = column.type
    t = pa.types
    if change.keys.num_rows == 0 or not (t.is_integer(kind) or t.is_string(kind) or t.is_date(kind)):
        return AlwaysTrue()
    low, high = pc.min(column).as_py(), pc.max(column).as_py()
    return And(compared(GreaterThanOrEqual, change.key[0], low), compared(LessThanOrEqual, change.key[0], high))


def rows_of(table: Table, tasks: list[FileScanTask]) -> pa.Table:
    """Returns the rows of files as the table has them, without those that were deleted from them."""
    scan = ArrowScan(table.metadata, table.io, table.schema(), AlwaysTrue(), case_sensitive=True)
    rows: pa.Table = scan.to_table(tasks)
    return rows
