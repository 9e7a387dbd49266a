"""The generated code of every approved bundle has no type error where Dagster itself is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from regauge_engines.cli import ROOT
from regauge_engines.type_check import type_errors
from regauge_engines.venvs import adapter_lock, environment

LOCK = adapter_lock("dagster")
BUNDLES = sorted(ROOT.glob("golden/cases/*/expected/dagster"))


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda folder: folder.parents[1].name)
def test_mypy_finds_nothing(bundle: Path) -> None:
    paths = [path for path in ["src"] if (bundle / path).exists()]
    assert type_errors(environment(LOCK) / "bin/python", bundle, paths, ["src"]) == ""
