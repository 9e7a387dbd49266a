"""The pinned Python tools of the build (flit, ruff, uv) in a folder of the cache.

A fresh machine needs only ``python3`` with pip. The folder is keyed by the pins, so it is made once; another process
that makes it at the same time wins or loses by one atomic rename.

Usage: ``python3 python_tools.py {uv|ruff} ARGUMENT...`` runs the tool; its exit code is the tool's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PINS = ("flit-core==3.12.0", "ruff==0.17.5", "uv==0.13.8")


def cache_folder() -> Path:
    """Return the cache of Regauge, as every part of it computes it."""
    if "REGAUGE_CACHE" in os.environ:
        return Path(os.environ["REGAUGE_CACHE"])
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "regauge"


def tools_folder() -> Path:
    """Return the folder with the tools' modules and their programs in ``bin``; makes it when it is absent."""
    key = hashlib.sha256(f"{sys.version_info[:2]} {PINS}".encode()).hexdigest()[:12]
    folder = cache_folder() / f"python-tools-{key}"
    if not (folder / "bin" / "uv").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="python-tools-", dir=folder.parent))
        # --target instead of a venv: it may be renamed, because nothing in it holds its own path.
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--root-user-action=ignore", "--no-deps", "--target", str(made)]
        subprocess.run([*command, *PINS], check=True)
        try:
            made.rename(folder)
        except OSError:
            shutil.rmtree(made)
    return folder


def main(arguments: list[str]) -> int:
    """Run the tool that the first argument names."""
    tool, *rest = arguments
    return subprocess.run([str(tools_folder() / "bin" / tool), *rest], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
