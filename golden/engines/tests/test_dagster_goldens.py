"""Every approved bundle is a code location that the real Dagster loads with nothing of its plan missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT
from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.venvs import adapter_lock

LOCK = adapter_lock("dagster")
BUNDLES = sorted(ROOT.glob("golden/cases/*/expected/dagster"))


def test_there_are_some() -> None:
    assert BUNDLES


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.parents[1].name)
def test_the_bundles_own_test_of_its_definitions(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(folder, copy)
    (copy / "locks").mkdir(exist_ok=True)
    shutil.copy(LOCK, copy / "locks")  # the goldens hold its digest only
    bundle, run = DagsterBundle(copy), DagsterRun(tmp_path / "run", {})
    plan = bundle.plan
    expected = f"{len(plan.get('assets', []))} assets and {len(plan.get('jobs', []))} jobs are as planned"
    assert run.command(bundle, "tests/test_definitions.py").strip() == expected
