"""The cache folder of the engines: what is slow to make is kept under the hash of what it was made from.

Layout: `${REGAUGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/regauge}/engines/<kind>/<key>/`. Standard library only, for
the launcher imports it before any environment exists.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

UV_VERSION = "0.13.8"
_COMPLETE = ".complete"


def engines_folder() -> Path:
    """Returns the folder that holds everything the harness keeps between runs; made when absent."""
    own = os.environ.get("REGAUGE_CACHE")
    folder = Path(own or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "regauge") / "engines"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def content_key(*parts: str | bytes | Path) -> str:
    """Returns 16 hex digits over texts, bytes, files and folders (relative names, modes and contents, sorted)."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in _pieces(part):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()[:16]


def _pieces(part: str | bytes | Path) -> Iterator[bytes]:
    if isinstance(part, bytes):
        yield part
    elif isinstance(part, str):
        yield part.encode()
    elif part.is_dir():
        for path in sorted(part.rglob("*")):
            if path.is_symlink():
                yield f"{path.relative_to(part)} -> {path.readlink()}".encode()
            elif path.is_file():
                yield f"{path.relative_to(part)} {path.stat().st_mode & 0o111 != 0}".encode()
                yield path.read_bytes()
    else:
        yield part.read_bytes()


@contextlib.contextmanager
def lock(name: str) -> Iterator[None]:
    """Holds a lock between processes; it is released by the system when its holder dies."""
    folder = engines_folder() / "locks"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def entry(kind: str, key: str, build: Callable[[Path], None]) -> Path:
    """Returns the folder `<kind>/<key>`, filled by `build(folder)` when it is not there yet.

    It is built in place (virtual environments hold their own path) and marked when complete; what a failed or
    interrupted build left is removed. Two processes never build the same entry at once: the second waits and finds it.
    """
    folder = engines_folder() / kind / key
    with contextlib.suppress(FileNotFoundError):
        # The time of the last use, for `drop_unused`.
        os.utime(folder / _COMPLETE)
        return folder
    with lock(f"{kind}-{key}"):
        if not (folder / _COMPLETE).exists():
            if folder.exists():
                shutil.rmtree(folder)
            folder.mkdir(parents=True)
            try:
                build(folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            (folder / _COMPLETE).touch()
    return folder


def drop_unused(kind: str, hours: float) -> None:
    """Removes the entries of a kind that nobody has asked for in the last hours."""
    for mark in (engines_folder() / kind).glob(f"*/{_COMPLETE}"):
        if mark.stat().st_mtime < time.time() - hours * 3600:
            with lock(f"{kind}-{mark.parent.name}"):
                shutil.rmtree(mark.parent, ignore_errors=True)


def uv() -> Path:
    """Returns the path of `uv`: the one on PATH, else a pinned one that pip puts into the cache."""
    found = shutil.which("uv")
    if found is not None:
        return Path(found)

    def build(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"uv=={UV_VERSION}"], check=True)

    return entry("uv", content_key(UV_VERSION, sys.version), build) / "bin/uv"
