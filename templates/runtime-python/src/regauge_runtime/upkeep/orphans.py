"""Deletes the files in a table's folders that nothing of the table names: what failed writes and crashes left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration
from regauge_runtime.upkeep.files import Removed, remove, snapshot_files

if TYPE_CHECKING:
    from pyiceberg.io.pyarrow import PyArrowFileIO
    from pyiceberg.table import Table

_MOST_NAMED = 20


@dataclass
class Orphans:
    """What was found, what of it was deleted, and the first paths of a run that only looks."""

    found: Removed
    removed: Removed
    paths: list[str]


def remove_orphans(table: Table, older_than: datetime, *, is_dry_run: bool) -> Orphans:
    """Deletes, or only finds, the files last changed before an instant that no part of the table names.

    Raises Configuration when the files of another table lie among them, or when the files cannot be listed.
    """
    io = _pyarrow_io(table)
    # Listed first: what is made meanwhile is not in the list, so that it cannot be taken for an orphan.
    listed = _listed(table, io, older_than)
    named = {_plain(io, path) for path in _named(table)}
    orphans = {path: size for path, size in listed.items() if _plain(io, path) not in named}
    _require_own(table, orphans)
    found = Removed(len(orphans), sum(orphans.values()))
    if is_dry_run:
        return Orphans(found, Removed(), sorted(orphans)[:_MOST_NAMED])
    return Orphans(found, remove(io, orphans), [])


def _listed(table: Table, io: PyArrowFileIO, older_than: datetime) -> dict[str, int]:
    """Returns the files in the table's data and metadata folders by address, with their bytes."""
    from pyarrow.fs import FileSelector, FileType

    found: dict[str, int] = {}
    for folder in _folders(table):
        scheme, netloc, path = io.parse_location(folder, io.properties)
        prefix = folder[: len(folder) - len(path)] if folder.endswith(path) else ""
        selector = FileSelector(path, allow_not_found=True, recursive=True)
        for one in io.fs_by_scheme(scheme, netloc).get_file_info(selector):
            if one.type == FileType.File and one.mtime is not None and one.mtime < older_than:
                found[prefix + one.path] = one.size
    return found


def _folders(table: Table) -> list[str]:
    """The folders that are the table's alone; another table may lie beside them in its location."""
    location = table.location().rstrip("/")
    properties = table.properties
    data = properties.get("write.data.path", f"{location}/data")
    metadata = properties.get("write.metadata.path", f"{location}/metadata")
    return [data.rstrip("/"), metadata.rstrip("/")]


def _named(table: Table) -> set[str]:
    """Returns all that the table's newest metadata and their snapshots name."""
    metadata = table.metadata
    named = set(snapshot_files(table.io, metadata.snapshots))
    named.add(table.metadata_location)
    named.update(entry.metadata_file for entry in metadata.metadata_log)
    named.update(one.statistics_path for one in [*metadata.statistics, *metadata.partition_statistics])
    named.add(f"{table.location().rstrip('/')}/metadata/version-hint.text")
    return named


def _require_own(table: Table, orphans: dict[str, int]) -> None:
    own = str(table.metadata.table_uuid)
    for path in orphans:
        if path.endswith(".metadata.json"):
            with table.io.new_input(path).open() as stream:
                uuid = json.loads(stream.read()).get("table-uuid")
            if uuid != own:
                name = ".".join(table.name())
                raise Configuration(
                    f"{path} is of another table ({uuid}) than {name} ({own}): no orphan is removed, "
                    "for the other's files would be taken for some; delete them yourself if that table is gone"
                )


def _plain(io: PyArrowFileIO, path: str) -> str:
    """Returns an address without its scheme: `s3://` and `s3a://`, a path and `file://` are one file."""
    return io.parse_location(path, io.properties)[2].replace("//", "/")


def _pyarrow_io(table: Table) -> PyArrowFileIO:
    from pyiceberg.io.pyarrow import PyArrowFileIO

    if not isinstance(table.io, PyArrowFileIO):
        raise Configuration(f"the files of {'.'.join(table.name())} cannot be listed with {type(table.io).__name__}")
    return table.io
