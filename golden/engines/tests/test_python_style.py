"""The project's own Python is as its formatter and its linter want it, the probes' by the settings of these suites."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT

SETTINGS = ["--config", str(ROOT / "golden/engines/pyproject.toml")]
FOLDERS = {"golden/engines": [], "golden/probes": SETTINGS, "templates/runtime-python": []}


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
@pytest.mark.parametrize("folder", FOLDERS)
def test_ruff_finds_nothing(folder: str, command: list[str]) -> None:
    ruff = [str(Path(sys.executable).parent / "ruff"), *command, "--no-cache", *FOLDERS[folder], str(ROOT / folder)]
    done = subprocess.run(ruff, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
