"""The generated timetable, asked by Airflow's own interpreter: semantics 8 and 13 on the days that go wrong."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.venvs import environment

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(HERE / "airflow_products/probe/product.yaml", tmp_path_factory.mktemp("timetable"), "airflow")[
        "airflow"
    ]


def inside_airflow(
    bundle: Path, home: Path, *arguments: str, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs Airflow's interpreter, made from the bundle's lock, in the bundle or in another folder."""
    python = environment(bundle / "locks/airflow.txt") / "bin/python"
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "PYTHON"))}
    variables |= {"AIRFLOW_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [str(python), *arguments], cwd=folder or bundle, env=variables, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def facts(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = inside_airflow(
        bundle,
        tmp_path_factory.mktemp("home"),
        str(HERE / "airflow_timetable_facts.py"),
        "plugins",
        "lab_probe_timetable",
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("FACTS "))
    return dict(json.loads(line.removeprefix("FACTS ")))


def keys(ticks: list[list[str]]) -> list[str]:
    return [key for _, key in ticks]


def test_a_weekly_tick_is_for_the_day_before_it(facts: dict[str, Any]) -> None:
    # Airflow's CronPartitionTimetable with run_offset -1 names the Monday before.
    assert facts["weekly"] == [
        ["2026-03-23T02:00:00+00:00", "2026-03-22"],
        ["2026-03-30T01:00:00+00:00", "2026-03-29"],
        ["2026-04-06T01:00:00+00:00", "2026-04-05"],
    ]
    assert facts["stored"] == ["0 3 * * 1 (Europe/Berlin)", facts["weekly"]]


def test_a_tick_in_a_skipped_or_repeated_hour_loses_no_day(facts: dict[str, Any]) -> None:
    assert keys(facts["in the hour that the zone skips"]) == ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    assert keys(facts["in the hour that the zone repeats"]) == ["2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26"]
    assert keys(facts["six hourly"]) == ["2026-03-28"] * 3 + ["2026-03-29"] * 2


def test_each_cron_of_a_job_ticks(facts: dict[str, Any]) -> None:
    assert [tick[11:16] for tick, _ in facts["two crons"]] == ["06:00", "09:00", "06:00"]


def test_a_tick_of_a_static_set_asks_for_each_value(facts: dict[str, Any]) -> None:
    assert facts["static"] == [
        ["2026-04-02T06:00:00+00:00", "eu"],
        ["2026-04-02T06:00:00+00:00", "us"],
        ["2026-04-03T06:00:00+00:00", "eu"],
        ["2026-04-03T06:00:00+00:00", "us"],
    ]
    assert facts["static, read again"] == ["eu", "us", "eu", "us"]
    assert facts["static, after a backfill"] == "2026-04-02T06:00:00+00:00 eu"
    assert facts["no partitions"] == [["2026-04-02T06:00:00+00:00", None], ["2026-04-03T06:00:00+00:00", None]]


def test_a_new_job_does_not_run_for_the_past_and_a_due_tick_is_not_lost(facts: dict[str, Any]) -> None:
    assert facts["new"] == ["2026-04-02T06:00:00+00:00", "2026-04-01"]
    assert facts["new and just due"] == ["2026-04-01T06:00:00+00:00", "2026-03-31"]
    assert facts["late by a minute"] == ["2026-04-02T06:00:00+00:00", "2026-04-01"]
    assert facts["late by three days, backlog 2"] == ["2026-04-03T06:00:00+00:00", "2026-04-02"]
    assert facts["late by three days, backlog 0"] == ["2026-04-05T06:00:00+00:00", "2026-04-04"]
    assert facts["before the first"] == ["2026-03-02T06:00:00+00:00", "2026-03-01"]
    assert facts["without crons"] == []


def test_a_backfill_has_both_ends_and_the_windows_of_the_zone(facts: dict[str, Any]) -> None:
    assert facts["backfill"] == [
        ["2026-03-28", "2026-03-27T23:00:00+00:00"],
        ["2026-03-29", "2026-03-28T23:00:00+00:00"],
        ["2026-03-30", "2026-03-29T22:00:00+00:00"],
    ]
    assert facts["backfill of a day"] == [["2024-03-10", "2024-03-10T05:00:00+00:00"]]
    assert keys([[b, a] for a, b in facts["backfill of values"]]) == ["us"]
    assert facts["backfill of what is not complete"] == [["2026-05-31", "2026-05-30T22:00:00+00:00"]]


def test_hours_and_dimensions_tick_and_are_backfilled(facts: dict[str, Any]) -> None:
    assert facts["hourly"] == [
        ["2026-03-29T00:05:00+00:00", "2026-03-29-00:00"],
        ["2026-03-29T01:05:00+00:00", "2026-03-29-01:00"],
        ["2026-03-29T02:05:00+00:00", "2026-03-29-03:00"],
    ]
    hours = facts["backfill of hours"]
    assert len(hours) == 25
    assert hours[1:5] == [
        ["2026-10-25-01:00", "2026-10-24T23:00:00+00:00"],
        ["2026-10-25-02:00", "2026-10-25T00:00:00+00:00"],
        ["2026-10-25-02:00+0100", "2026-10-25T01:00:00+00:00"],
        ["2026-10-25-03:00", "2026-10-25T02:00:00+00:00"],
    ]
    assert keys(facts["two dimensions"]) == ["2026-04-01|eu", "2026-04-01|us", "2026-04-02|eu", "2026-04-02|us"]
    assert facts["backfill of two dimensions"] == [
        ["2026-03-29|eu", "2026-03-28T23:00:00+00:00"],
        ["2026-03-29|us", "2026-03-28T23:00:00.000001+00:00"],
    ]


def test_the_bundles_own_tests_pass_in_airflow(bundle: Path, tmp_path: Path) -> None:
    """No import error, the plan's tasks and edges, hostile texts unchanged, and everything survives the database."""
    done = inside_airflow(bundle, tmp_path, "-m", "unittest", "tests/test_dags.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ran 8 tests" in done.stderr


@pytest.mark.parametrize("case", sorted(path.parts[-3] for path in (ROOT / "golden/cases").glob("*/expected/airflow")))
def test_every_golden_bundle_loads_in_airflow(case: str, bundle: Path, tmp_path: Path) -> None:
    """The golden trees lack what needs no approval (locks, wheels, code); their DAGs need none of it to be read."""
    folder = ROOT / "golden/cases" / case / "expected/airflow"
    done = inside_airflow(bundle, tmp_path, "-m", "unittest", "tests/test_dags.py", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("written", "planted", "seen_by"),
    [
        ("    task_clean__days >> task_report__days\n", "", "test_edges_are_the_plans"),
        ("retries=2,", "retries=3,", "test_retries_and_pools_are_the_plans"),
        ('"America/New_York")', '"UTC")', "test_ticks_and_zones_are_the_plans"),
        (
            'task_id="report__days",',
            'task_id="report__days", trigger_rule="all_done",',
            "test_a_task_runs_when_what_is_before_it_ended_as_the_plan_says",
        ),
    ],
)
def test_a_planted_fault_is_seen(bundle: Path, tmp_path: Path, written: str, planted: str, seen_by: str) -> None:
    file = bundle / "dags/probe__every_day.py"
    text = file.read_text("utf-8")
    assert written in text
    try:
        file.write_text(text.replace(written, planted), "utf-8")
        done = inside_airflow(bundle, tmp_path, "-m", "unittest", "tests/test_dags.py")
    finally:
        file.write_text(text, "utf-8")
    assert done.returncode != 0
    assert f"FAIL: {seen_by} " in done.stderr and "FAILED (failures=1)" in done.stderr, done.stderr
