"""What starts runs in an approved bundle of Argo has no type error beside the runtime that it imports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT
from regauge_engines.type_check import type_errors

BUNDLES = sorted(file.parent for file in ROOT.glob("golden/cases/*/expected/argo/submit.py"))
RUNTIME = str(ROOT / "templates/runtime-python/src")


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda folder: folder.parents[1].name)
def test_mypy_finds_nothing(bundle: Path) -> None:
    found = type_errors(Path(sys.executable), bundle, ["submit.py"], [RUNTIME])
    assert [line for line in found.splitlines() if line.startswith("submit.py:")] == []
