"""Files of a semantic layer's models in a folder or an object store, below a folder of their asset's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

SUFFIX = ".yml"


def hand_over(place: str, base: Path, folder: str, files: dict[str, bytes]) -> JsonObject:
    """Makes `files` (by name) all that is in `folder` of the place, and returns how many were written and removed.

    The place is a folder, relative to `base`, or an address that pyarrow knows, such as `s3://bucket/model`. Each file
    is there whole or not at all. One that is as it was is left alone, so that who watches the folder sees changes only.
    """
    from pyarrow.fs import FileSelector, FileType

    store, root = _store(place, base)
    home = f"{root}/{folder}"
    store.create_dir(home, recursive=True)
    there = {
        info.base_name: info.path for info in store.get_file_info(FileSelector(home)) if info.type == FileType.File
    }
    written = 0
    for name, content in files.items():
        if name in there and _content(store, there[name]) == content:
            continue
        # Whoever reads the folder meanwhile takes no file of this name for a model.
        fresh = f"{home}/{name}.new"
        with store.open_output_stream(fresh) as out:
            out.write(content)
        store.move(fresh, f"{home}/{name}")
        written += 1
    old = [path for name, path in there.items() if name.endswith(SUFFIX) and name not in files]
    for path in old:
        store.delete_file(path)
    return {"written": written, "removed": len(old)}


def _store(place: str, base: Path) -> tuple[FileSystem, str]:
    import pyarrow as pa
    from pyarrow.fs import FileSystem

    address = place if "://" in place or place.startswith("file:") else str((base / place).absolute())
    try:
        store, root = FileSystem.from_uri(address)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise Configuration(f"models: {place} is no folder and no object store: {error}") from None
    return store, root.rstrip("/")


def _content(store: FileSystem, path: str) -> bytes:
    with store.open_input_stream(path) as file:
        content: bytes = file.read()
        return content
