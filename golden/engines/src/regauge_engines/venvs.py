"""Virtual environments from lock files: made by uv, kept under the hash of the lock, never changed afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from regauge_engines.cache import content_key, entry, uv
from regauge_engines.cli import ROOT

LOCKS = Path(__file__).parent / "locks"


class LockNotInstalled(Exception):
    """uv could not make an environment; the message holds what it printed."""


def adapter_lock(engine: str, line: str | None = None) -> Path:
    """Returns the lock that an adapter puts into its bundles, for a line of the engine ("1.12"), or its newest."""
    locks = ROOT / f"adapters/{engine}/src/main/resources/templates/{engine}/locks"
    if line is not None:
        return locks / line / f"{engine}.txt"
    return max(locks.rglob(f"{engine}.txt"), key=_line)


def _line(lock: Path) -> list[int]:
    """The engine's line that a lock is of, as its folder says: 1.13 after 1.12; empty for an engine of one line."""
    return [int(part) for part in lock.parent.name.split(".") if part.isdigit()]


def environment(lock: Path, *packages: Path, python: str | None = None) -> Path:
    """Returns the folder of the virtual environment with what `lock` (pinned requirements) and `packages` say.

    `packages` are wheels or source folders of ours, installed without their dependencies (the lock must hold them).
    `python` is an interpreter or a version; default: the one that runs this.
    """
    # Not our own environment's: each clone has one, and would make all the others anew.
    interpreter = python or getattr(sys, "_base_executable", sys.executable)

    def build(folder: Path) -> None:
        run_uv("venv", "--quiet", "--allow-existing", "--python", interpreter, str(folder))
        target = ["--quiet", "--python", str(folder / "bin/python")]
        run_uv("pip", "install", *target, "--requirements", str(lock))
        if packages:
            run_uv("pip", "install", *target, "--no-deps", *map(str, packages))

    version = sys.version if python is None else python
    return entry("venv", content_key(version, interpreter, lock, *packages), build)


def run_uv(*arguments: str, cwd: Path | None = None) -> str:
    """Runs uv to its end and returns what it printed on stdout; an error carries its stderr."""
    others = ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PYTHONPATH")
    variables = {k: v for k, v in os.environ.items() if k not in others}
    command: Sequence[str] = [str(uv()), *arguments]
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True)
    if done.returncode != 0:
        raise LockNotInstalled(f"uv {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return done.stdout
