"""Writes small data files together, one commit for a table, by which no row changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyiceberg.table.refs import MAIN_BRANCH
from pyiceberg.table.snapshots import Operation, Summary
from pyiceberg.table.update.snapshot import _OverwriteFiles

from regauge_runtime.errors import Permanent
from regauge_runtime.iceberg_commit import rows_of, until_committed, write_files
from regauge_runtime.iceberg_schema import sorted_rows
from regauge_runtime.kept_records import MAINTAINED_BY
from regauge_runtime.upkeep.files import remove

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import FileScanTask, Table, Transaction

    from regauge_runtime.plan import JsonObject

# A file of three quarters of the target is as good as one of the whole.
_SMALL = 0.75
_ONE_FILE = str(1 << 60)


@dataclass
class Bin:
    """Files of one partition that become one."""

    tasks: list[FileScanTask]
    written: list[DataFile] = field(default_factory=list)


@dataclass
class Rewritten:
    """How many files a commit took out and brought, and the bytes of those taken out."""

    files: int = 0
    size: int = 0
    written: int = 0


class _Replace(_OverwriteFiles):
    """An overwrite that says that it changes no row; pyiceberg's summary knows no such operation yet."""

    def _summary(self, snapshot_properties: dict[str, str] | None = None) -> Summary:
        made = super()._summary(snapshot_properties or {})
        return Summary(operation=Operation.REPLACE, **made.additional_properties)


def rewrite(
    load: Callable[[], Table], plan: JsonObject, target_bytes: int, strategy: str, maintained_by: str
) -> Rewritten:
    """Rewrites the small files of main; those that a neighbour has changed meanwhile are left as they are."""
    table = load()
    bins = binned(list(table.scan().plan_files()), target_bytes)
    for one in bins:
        one.written = _together(table, one, plan if strategy == "sort" else {})
    done = Rewritten()
    left: list[Bin] = []

    def stage(table: Table, transaction: Transaction) -> Callable[[Table], bool] | None:
        nonlocal done
        now = {task.file.file_path: task for task in table.scan().plan_files()}
        whole = [one for one in bins if all(_is_unchanged(task, now) for task in one.tasks)]
        left[:] = [one for one in bins if one not in whole]
        done = Rewritten()
        if not whole:
            return None
        producer = _Replace(
            operation=Operation.OVERWRITE,
            transaction=transaction,
            io=table.io,
            branch=MAIN_BRANCH,
            snapshot_properties={MAINTAINED_BY: maintained_by},
        )
        for one in whole:
            for task in one.tasks:
                producer.delete_data_file(task.file)
                done.files += 1
                done.size += task.file.file_size_in_bytes
            for file in one.written:
                producer.append_data_file(file)
                done.written += 1
        producer.commit()
        return lambda newer: newer.snapshot_by_id(producer.snapshot_id) is not None

    if bins:
        until_committed(load, stage, ("before-rewrite", "rewritten"))
        remove(table.io, {file.file_path: 0 for one in left for file in one.written})
    return done


def binned(tasks: list[FileScanTask], target_bytes: int) -> list[Bin]:
    """Returns which files are written together: small ones of one partition, and any from which rows were deleted."""
    by_place: dict[tuple[int, object], list[FileScanTask]] = {}
    for task in sorted(tasks, key=lambda task: task.file.file_path):
        if task.delete_files or task.file.file_size_in_bytes < _SMALL * target_bytes:
            by_place.setdefault((task.file.spec_id, task.file.partition), []).append(task)
    found: list[Bin] = []
    for place in by_place.values():
        room = 0
        for task in place:
            size = task.file.file_size_in_bytes
            if room < size:
                found.append(Bin([]))
                room = target_bytes
            found[-1].tasks.append(task)
            room -= size
    return [one for one in found if len(one.tasks) > 1 or one.tasks[0].delete_files]


def _together(table: Table, one: Bin, plan: JsonObject) -> list[DataFile]:
    rows = rows_of(table, one.tasks)
    expected = sum(task.file.record_count for task in one.tasks)
    if not any(task.delete_files for task in one.tasks) and rows.num_rows != expected:
        name = ".".join(table.name())
        raise Permanent(f"{name}: files that should hold {expected} rows hold {rows.num_rows}", code="FILES_DAMAGED")
    # A bin is small enough for one file, whatever its rows are worth in memory.
    properties = table.metadata.properties | {"write.target-file-size-bytes": _ONE_FILE}
    table.metadata = table.metadata.model_copy(update={"properties": properties})
    return write_files(table, sorted_rows(rows, plan))


def _is_unchanged(task: FileScanTask, now: dict[str, FileScanTask]) -> bool:
    found = now.get(task.file.file_path)
    if found is None:
        return False
    before, after = ({file.file_path for file in one.delete_files} for one in (task, found))
    return before == after
