"""Our own Python and the generated one are as formatter and linter want them, each by the settings beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT

SETTINGS = ["--config", str(ROOT / "golden/engines/pyproject.toml")]
FOLDERS = {
    "adapters/cli/src/main/resources/python": SETTINGS,
    "golden/engines": [],
    "golden/probes": SETTINGS,
    "templates/runtime-python": [],
}
BUNDLES = [str(folder.relative_to(ROOT)) for folder in sorted(ROOT.glob("golden/cases/*/expected/*/"))]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
@pytest.mark.parametrize("folder", [*FOLDERS, *BUNDLES])
def test_ruff_finds_nothing(folder: str, command: list[str]) -> None:
    ruff = [
        str(Path(sys.executable).parent / "ruff"),
        *command,
        "--no-cache",
        *FOLDERS.get(folder, []),
        str(ROOT / folder),
    ]
    done = subprocess.run(ruff, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
