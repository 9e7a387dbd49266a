"""What a step's end becomes in Dagster, with jobs executed in one process on a persistent instance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dagster_products import bundle, variables

from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> DagsterBundle:
    return bundle(tmp_path_factory.mktemp("north"), "north", 2)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, product: DagsterBundle) -> Iterator[DagsterRun]:
    folder = tmp_path_factory.mktemp("dagster")
    yield DagsterRun(folder, variables(folder / "data"))


def execute(run: DagsterRun, product: DagsterBundle, job: str, partition: str, mode: str = "ok", **tags: str) -> str:
    """Runs one partition and returns the run's id."""
    given = {"regauge/params": f'{{"mode": "{mode}"}}'} | tags
    return str(run.in_process(product, job, [partition], given)[0]["run"])


def assets(run: DagsterRun, product: DagsterBundle, cause: str) -> list[tuple[str, int, str]]:
    """Returns asset, attempt and status of each attempt of the runs of one cause, by the event log."""
    events = [e for e in run.evidence(product) if e["kind"] == "asset" and e["runKey"].endswith(cause)]
    return [
        (e["asset"], e["attempt"], e["status"]) for e in sorted(events, key=lambda e: (e.get("start", "9"), e["asset"]))
    ]


def checks(run: DagsterRun, product: DagsterBundle, cause: str) -> dict[str, str]:
    """Returns the outcome of each check of the runs of one cause."""
    events = [e for e in run.evidence(product) if e["kind"] == "check" and e["runKey"].endswith(cause)]
    return {f"{e['asset']} {e['check']}": e["status"] for e in events}


def rows(run: DagsterRun, table: str) -> list[dict[str, Any]]:
    """Returns a table's rows by the independent reader."""
    reader = IndependentReader(f"sqlite:///{run.folder / 'data/catalog.db'}")
    for event in reader.events("dagster"):
        if event["table"] == table:
            return [dict(zip(event["columns"], row, strict=True)) for row in event["rows"]]
    return []


def test_the_bundles_own_tests_pass(run: DagsterRun, product: DagsterBundle) -> None:
    assert "5 assets and 3 jobs are as planned" in run.command(product, "tests/test_definitions.py")


def test_a_failed_attempt_is_tried_again_after_the_plans_wait(run: DagsterRun, product: DagsterBundle) -> None:
    cause = f"manual:{execute(run, product, 'daily', '2025-03-28', 'flaky')}"
    assert assets(run, product, cause) == [
        ("raw/days", 1, "failed"), ("raw/days", 2, "success"),
        ("clean/days", 1, "success"), ("sums/days", 1, "success"),
    ]  # fmt: skip
    tries = [e for e in run.evidence(product) if e["asset"] == "raw/days" and e["runKey"].endswith(cause)]
    assert tries[1]["start"] > tries[0]["end"]
    assert [row["amount"] for row in rows(run, "sums.days")] == ["2"]


def test_a_step_that_dies_counts_as_transient(run: DagsterRun, product: DagsterBundle) -> None:
    cause = f"manual:{execute(run, product, 'daily', '2025-03-29', 'die')}"
    assert assets(run, product, cause)[:2] == [("raw/days", 1, "failed"), ("raw/days", 2, "success")]


def test_a_permanent_failure_is_not_retried(run: DagsterRun, product: DagsterBundle) -> None:
    cause = f"manual:{execute(run, product, 'daily', '2025-03-30', 'wrong')}"
    assert assets(run, product, cause) == [
        ("raw/days", 1, "failed"), ("clean/days", 1, "not_run"), ("sums/days", 1, "not_run"),
    ]  # fmt: skip


def test_a_blocking_check_fails_its_step_and_blocks_readers_in_other_runs(
    run: DagsterRun, product: DagsterBundle
) -> None:
    bad = f"manual:{execute(run, product, 'daily', '2025-03-31', 'bad')}"
    assert assets(run, product, bad) == [
        ("raw/days", 1, "success"), ("clean/days", 1, "failed"), ("sums/days", 1, "not_run"),
    ]  # fmt: skip
    assert checks(run, product, bad) == {
        "raw/days row_count": "passed", "clean/days range_amount": "failed", "clean/days small_amounts": "passed",
    }  # fmt: skip
    done = run.in_process(product, "latest", ["2025-03-31"])[0]
    assert done["success"] is True
    assert assets(run, product, f"manual:{done['run']}") == [("sums/days", 1, "blocked"), ("ends/days", 1, "not_run")]
    assert [row for row in rows(run, "clean.days") if row["partition_date"] == "2025-03-31"] == []


def test_one_cause_publishes_once(run: DagsterRun, product: DagsterBundle) -> None:
    tags = {"regauge/cause": "tick:2025-04-02T00:30:00Z"}
    for _ in range(2):
        execute(run, product, "daily", "2025-04-01", **tags)
    again = assets(run, product, "tick:2025-04-02T00:30:00Z")
    assert [status for _, _, status in again] == ["success"] * 6
    assert len([row for row in rows(run, "raw.days") if row["partition_date"] == "2025-04-01"]) == 1


def test_static_partitions_and_commands(run: DagsterRun, product: DagsterBundle) -> None:
    cause = f"manual:{execute(run, product, 'minutely', 'eu')}"
    assert assets(run, product, cause) == [("regions", 1, "success")]


def test_user_packages_may_conflict_with_the_engines(tmp_path: Path) -> None:
    """Dagster 1.13 needs SQLAlchemy 2; the user's code has 1.4 all the same."""
    product = bundle(tmp_path, "east", 4, "greenlet==3.2.4\nsqlalchemy==1.4.54\n")
    run = DagsterRun(tmp_path / "dagster", variables(tmp_path / "dagster/data"))
    assert run.command(product, "-c", "import sqlalchemy; print(sqlalchemy.__version__[0])").strip() == "2"
    done = run.in_process(product, "daily", ["2025-03-28"], {"regauge/params": '{"mode": "version"}'})[0]
    assert done["success"] is True
    assert [row["who"] for row in rows(run, "raw.days")] == ["1.4.54"]


ZONES = """
import datetime as d
import dagster as dg
from days_dagster import common, north_days_partitions as p
late = d.datetime(2030, 1, 1, tzinfo=d.UTC)
assert common.DAY_WINDOWS.keys_until(late) == list(common.DAY_PARTITIONS.get_partition_keys())
for zone, start, end in (
    ("Pacific/Apia", "2011-12-27", "2012-01-03"),
    ("America/Sao_Paulo", "2012-10-18", "2012-10-24"),
    ("Australia/Lord_Howe", "2012-03-30", "2012-04-04"),
    ("America/Havana", "2012-11-01", "2012-11-07"),
):
    ours = p.partition_set({"kind": "daily", "name": "x", "start": start, "end": end, "timezone": zone})
    theirs = dg.DailyPartitionsDefinition(start_date=start, end_date=end, timezone=zone)
    for key in ours.keys_until(late):
        window = theirs.time_window_for_partition_key(key)
        assert [t.timestamp() for t in (window.start, window.end)] == [t.timestamp() for t in ours.window(key)], key
    print(zone, sorted(set(theirs.get_partition_keys()) - set(ours.keys_until(late))))
"""


def test_partitions_are_those_of_the_step(run: DagsterRun, product: DagsterBundle) -> None:
    """Keys and windows where clocks change; the day that Apia skipped is Dagster's only."""
    assert run.command(product, "-c", ZONES).splitlines() == [
        "Pacific/Apia ['2011-12-30']", "America/Sao_Paulo []", "Australia/Lord_Howe []", "America/Havana []",
    ]  # fmt: skip
