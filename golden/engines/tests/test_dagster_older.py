"""Every approved bundle loads on the older line of Dagster too, and a target that names that line gets its lock."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.venvs import adapter_lock, environment

LINE = "1.12"
LOCK = adapter_lock("dagster", LINE)
BUNDLES = sorted(ROOT.glob("golden/cases/*/expected/dagster"))


def own_test(bundle: Path, lock: Path, home: Path) -> str:
    """Runs the bundle's own test of its definitions where that lock is installed."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    variables |= {"DAGSTER_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(environment(lock) / "bin/python"), "tests/test_definitions.py"]
    done = subprocess.run(command, cwd=bundle, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.parents[1].name)
def test_the_bundle_loads_on_the_older_line(folder: Path, tmp_path: Path) -> None:
    assert " as planned" in own_test(folder, LOCK, tmp_path)


def test_a_target_of_the_older_line_gets_its_lock(tmp_path: Path) -> None:
    product = {
        "apiVersion": "regauge.dev/v1",
        "kind": "DataProduct",
        "metadata": {"name": "older"},
        "targets": [{"adapter": "dagster", "version": LINE}],
        "assets": [{"key": "a/one", "cron": "0 6 * * *", "run": {"sql": "select 1 as n"}}],
    }
    (tmp_path / "product.yaml").write_text(json.dumps(product), "utf-8")
    bundle = generate(tmp_path / "product.yaml", tmp_path / "out")["dagster"]
    assert f"dagster=={LINE}." in (bundle / "locks/dagster.txt").read_text("utf-8")
    assert f"dagster>={LINE},<1.13" in (bundle / "pyproject.toml").read_text("utf-8")
    assert " as planned" in own_test(bundle, bundle / "locks/dagster.txt", tmp_path)
