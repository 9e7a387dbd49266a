"""Asks mypy about generated code, as the user of a bundle would in the bundle's own environment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from regauge_engines.cache import engines_folder


def type_errors(python: Path, folder: Path, paths: Sequence[str], roots: Sequence[str]) -> str:
    """Returns what mypy finds in the bundle's ``paths``; empty when it finds nothing.

    ``python`` is the engine's own interpreter, whose packages the code imports; ``roots`` are the folders of the bundle
    that its modules are named from.
    """
    command = [sys.executable, "-m", "mypy", "--python-executable", str(python), "--explicit-package-bases"]
    command += ["--cache-dir", str(engines_folder() / "mypy"), "--no-error-summary", *paths]
    environment = {"MYPYPATH": ":".join(str(folder / root) for root in roots), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.stdout + done.stderr
