"""Which files snapshots need, what lies in a table's folders, and how files are deleted."""

from __future__ import annotations

from collections.abc import Container, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyiceberg.io import FileIO
    from pyiceberg.manifest import ManifestFile
    from pyiceberg.table.snapshots import Snapshot

_AT_ONCE = 8


@dataclass
class Removed:
    """How many files were deleted, and how many bytes they had."""

    files: int = 0
    size: int = 0


def snapshot_files(
    io: FileIO, snapshots: Iterable[Snapshot], known: Container[str] = frozenset()
) -> dict[str, int | None]:
    """Returns the paths of manifest lists, manifests, data and delete files of snapshots, with their bytes.

    None stands for a size that no metadata says. What is `known` is left out; a manifest that is known is not read.
    """
    found: dict[str, int | None] = {}
    manifests: dict[str, ManifestFile] = {}
    for snapshot in snapshots:
        if snapshot.manifest_list and snapshot.manifest_list not in known:
            found[snapshot.manifest_list] = None
            manifests |= {one.manifest_path: one for one in snapshot.manifests(io) if one.manifest_path not in known}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        listed = list(pool.map(lambda manifest: manifest.fetch_manifest_entry(io), manifests.values()))
    for manifest, entries in zip(manifests.values(), listed, strict=True):
        found[manifest.manifest_path] = manifest.manifest_length
        files = [entry.data_file for entry in entries]
        found |= {file.file_path: file.file_size_in_bytes for file in files if file.file_path not in known}
    return found


def sizes_of(io: FileIO, files: dict[str, int | None]) -> dict[str, int]:
    """Returns files with their bytes, asked for where they are not known; without those that are not there."""

    def size(path: str) -> int | None:
        try:
            return len(io.new_input(path))
        except FileNotFoundError:
            return None

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = dict(zip(files, pool.map(lambda path: files[path] or size(path), files), strict=True))
    return {path: found for path, found in asked.items() if found is not None}


def remove(io: FileIO, files: dict[str, int]) -> Removed:
    """Deletes files; one that a neighbour has deleted meanwhile is no error and does not count."""

    def delete(path: str) -> bool:
        try:
            io.delete(path)
        except FileNotFoundError:
            return False
        return True

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        gone = [path for path, is_gone in zip(files, pool.map(delete, files), strict=True) if is_gone]
    return Removed(len(gone), sum(files[path] for path in gone))
