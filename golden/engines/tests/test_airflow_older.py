"""Every golden product, generated for the older line of Airflow, is read, serialised and typed by that Airflow."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from regauge_engines.cli import generate
from regauge_engines.type_check import type_errors
from regauge_engines.venvs import adapter_lock, environment
from regauge_engines.versions import bundle_of_line, golden_products

HERE = Path(__file__).parent
LINE = "3.2"


def inside(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the older Airflow's interpreter in a folder."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "PYTHON"))}
    variables |= {"AIRFLOW_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    python = str(environment(adapter_lock("airflow", LINE)) / "bin/python")
    return subprocess.run([python, *arguments], cwd=folder, env=variables, capture_output=True, text=True)


@pytest.mark.parametrize("case", golden_products("airflow"))
def test_the_bundle_loads_on_the_older_line(case: str, tmp_path: Path) -> None:
    bundle = bundle_of_line(case, "airflow", LINE, tmp_path)
    assert f"apache-airflow=={LINE}." in (bundle / "locks/airflow.txt").read_text("utf-8")
    assert f"apache-airflow=={LINE}." in (bundle / "pyproject.toml").read_text("utf-8")
    done = inside(bundle, tmp_path, "-m", "unittest", "tests/test_dags.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ran 8 tests" in done.stderr


@pytest.mark.parametrize("case", ["run_ends", "alerts"])
def test_mypy_finds_nothing(case: str, tmp_path: Path) -> None:
    """Two products that have between them every module that differs by the line."""
    bundle = bundle_of_line(case, "airflow", LINE, tmp_path)
    python = environment(adapter_lock("airflow", LINE)) / "bin/python"
    assert type_errors(python, bundle, ["dags", "plugins"], ["plugins"]) == ""


def test_a_bundle_for_the_newest_does_not_load_on_the_older_line(tmp_path: Path) -> None:
    """So that the tests above show what the dialect is for."""
    out = generate(HERE / "airflow_products/probe/product.yaml", tmp_path / "out", "airflow")["airflow"]
    done = inside(out, tmp_path, "-m", "unittest", "tests/test_dags.py")
    assert done.returncode != 0
    assert "cannot import name 'RetryDecision'" in done.stderr + done.stdout


def test_a_backfill_of_the_older_line_has_both_ends(tmp_path: Path) -> None:
    """Asked as 3.2 asks: for one run after the other."""
    bundle = bundle_of_line("partition_kinds", "airflow", LINE, tmp_path)
    done = inside(bundle, tmp_path, str(HERE / "airflow_older_backfill.py"), "plugins", "lab_spans_timetable")
    assert done.returncode == 0, done.stderr
    keys = json.loads(done.stdout.splitlines()[-1])
    assert keys["days"] == ["2026-03-28", "2026-03-29", "2026-03-30"]
    assert keys["hours"][1:5] == ["2025-10-26-01:00", "2025-10-26-02:00", "2025-10-26-02:00+0100", "2025-10-26-03:00"]
    assert len(keys["hours"]) == 25
    assert keys["cells"] == ["2026-03-29|eu", "2026-03-29|us"]
    assert keys["values"] == ["us"]
    assert keys["no partitions"] == ["2026-03-28T06:00:00+00:00", "2026-03-29T06:00:00+00:00"]
