"""What a step's end becomes in Dagster, with jobs executed in one process on a persistent instance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dagster_products import bundle, variables

from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader

# Runs in this order: name (also the end of their cause), job, partition, what the first step is told to do.
RUNS = [
    ("manual:flaky", "daily", "2025-03-28", "flaky"),
    ("manual:dies", "daily", "2025-03-29", "die"),
    ("manual:wrong", "daily", "2025-03-30", "wrong"),
    ("manual:bad", "daily", "2025-03-31", "bad"),
    ("manual:reader", "latest", "2025-03-31", "ok"),
    ("tick:2025-04-02T00:30:00Z", "daily", "2025-04-01", "ok"),
    ("tick:2025-04-02T00:30:00Z", "daily", "2025-04-01", "ok"),
    ("manual:region", "minutely", "eu", "ok"),
]


@dataclass(frozen=True)
class Scenario:
    """All runs, done: how each ended, what the event log says of them, and where the tables are."""

    product: DagsterBundle
    run: DagsterRun
    successes: list[bool]
    evidence: list[dict[str, Any]]

    def of(self, cause: str, kind: str) -> list[dict[str, Any]]:
        """Returns the events of the runs of one cause in the order of their start."""
        events = [event for event in self.evidence if event["kind"] == kind and event["runKey"].endswith(cause)]
        return sorted(events, key=lambda e: (e.get("start", "9"), e["asset"] == "ends/days", e["asset"]))

    def assets(self, cause: str) -> list[tuple[str, int, str]]:
        """Returns asset, attempt and status of each attempt."""
        return [(event["asset"], event["attempt"], event["status"]) for event in self.of(cause, "asset")]

    def checks(self, cause: str) -> dict[str, str]:
        """Returns the outcome of each check."""
        return {f"{event['asset']} {event['check']}": event["status"] for event in self.of(cause, "check")}


def rows(run: DagsterRun, table: str, partition: str) -> list[dict[str, Any]]:
    """Returns a partition's rows by the independent reader."""
    reader = IndependentReader(f"sqlite:///{run.folder / 'data/catalog.db'}")
    (found,) = [event for event in reader.events("dagster") if event["table"] == table]
    every = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    return [row for row in every if row["partition_date"] == partition]


def in_folder(folder: Path) -> DagsterRun:
    """Returns an instance whose products keep their tables in `data` of the folder."""
    return DagsterRun(folder, variables(folder / "data"))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    product = bundle(tmp_path_factory.mktemp("north"), "north", 2)
    run = in_folder(tmp_path_factory.mktemp("dagster"))
    tags = [{"regauge/cause": cause, "regauge/params": json.dumps({"mode": mode})} for cause, _, _, mode in RUNS]
    orders = [(job, key, given) for (_, job, key, _), given in zip(RUNS, tags, strict=True)]
    successes = [one["success"] for one in run.in_one_process(product, orders)]
    return Scenario(product, run, successes, run.evidence(product))


def test_the_bundles_own_tests_pass(done: Scenario) -> None:
    assert "9 assets and 6 jobs are as planned" in done.run.command(done.product, "tests/test_definitions.py")


def test_a_failed_attempt_is_tried_again_after_the_plans_wait(done: Scenario) -> None:
    assert done.assets("manual:flaky") == [
        ("raw/days", 1, "failed"),
        ("raw/days", 2, "success"),
        ("clean/days", 1, "success"),
        ("sums/days", 1, "success"),
    ]
    first, second = done.of("manual:flaky", "asset")[:2]
    assert second["start"] > first["end"]
    assert [row["amount"] for row in rows(done.run, "sums.days", "2025-03-28")] == ["2"]


def test_a_step_that_dies_counts_as_transient(done: Scenario) -> None:
    assert done.assets("manual:dies")[:2] == [("raw/days", 1, "failed"), ("raw/days", 2, "success")]


def test_a_permanent_failure_is_not_retried(done: Scenario) -> None:
    assert done.assets("manual:wrong") == [
        ("raw/days", 1, "failed"),
        ("clean/days", 1, "not_run"),
        ("sums/days", 1, "not_run"),
    ]


def test_a_blocking_check_fails_its_step_and_is_not_retried(done: Scenario) -> None:
    assert done.assets("manual:bad") == [
        ("raw/days", 1, "success"),
        ("clean/days", 1, "failed"),
        ("sums/days", 1, "not_run"),
    ]
    assert done.checks("manual:bad") == {
        "raw/days row_count": "passed",
        "clean/days range_amount": "failed",
        "clean/days small_amounts": "passed",
    }
    assert rows(done.run, "clean.days", "2025-03-31") == []


def test_a_reader_in_another_run_is_blocked_what_follows_is_skipped_and_nothing_fails(done: Scenario) -> None:
    assert done.assets("manual:reader") == [("sums/days", 1, "blocked"), ("ends/days", 1, "not_run")]
    assert done.successes == [True, True, False, False, True, True, True, True]


def test_one_cause_publishes_once(done: Scenario) -> None:
    assert [status for _, _, status in done.assets("tick:2025-04-02T00:30:00Z")] == ["success"] * 6
    assert len(rows(done.run, "raw.days", "2025-04-01")) == 1


def test_static_partitions_and_commands(done: Scenario) -> None:
    assert done.assets("manual:region") == [("regions", 1, "success")]


def test_the_independent_reader_finds_declared_ids_and_the_primary_key(done: Scenario) -> None:
    reader = IndependentReader(f"sqlite:///{done.run.folder / 'data/catalog.db'}")
    schema = reader.schema("raw.days")
    assert {field["name"]: field["id"] for field in schema["fields"]} == {"amount": 12, "who": 5, "partition_date": 13}
    assert schema["identifier-field-ids"] == [5]
    # The reader finds columns in the data files by these ids.
    assert [row["who"] for row in rows(done.run, "raw.days", "2025-04-01")] == ["north"]


def test_user_packages_may_conflict_with_the_engines(tmp_path: Path) -> None:
    """Dagster 1.13 needs SQLAlchemy 2; the user's code has 1.4 all the same."""
    product = bundle(tmp_path, "east", 4, "greenlet==3.2.4\nsqlalchemy==1.4.54\n")
    run = in_folder(tmp_path / "dagster")
    assert run.command(product, "-c", "import sqlalchemy; print(sqlalchemy.__version__[0])").strip() == "2"
    done = run.in_process(product, "daily", ["2025-03-28"], {"regauge/params": '{"mode": "version"}'})[0]
    assert done["success"] is True
    assert [row["who"] for row in rows(run, "raw.days", "2025-03-28")] == ["1.4.54"]


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


def test_partitions_are_those_of_the_step(done: Scenario) -> None:
    """Keys and windows where clocks change; the day that Apia skipped is Dagster's only."""
    assert done.run.command(done.product, "-c", ZONES).splitlines() == [
        "Pacific/Apia ['2011-12-30']",
        "America/Sao_Paulo []",
        "Australia/Lord_Howe []",
        "America/Havana []",
    ]
