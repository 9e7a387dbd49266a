"""Dagster's own services: two products with equal inner names in one instance, ticks, backfills, pools, ended runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from dagster_products import bundle, variables

from regauge_engines.dagster_run import DagsterBundle
from regauge_engines.dagster_services import DagsterServices, seconds_of
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.processes import PATIENCE, running, start_time, wait_until

DAILY = "days__daily__tick"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dagster")


@pytest.fixture(scope="module")
def north(folder: Path) -> DagsterBundle:
    return bundle(folder, "north", 2)


@pytest.fixture(scope="module")
def south(folder: Path) -> DagsterBundle:
    return bundle(folder, "south", 3)


@pytest.fixture(scope="module")
def services(folder: Path, north: DagsterBundle, south: DagsterBundle) -> Iterator[DagsterServices]:
    own = {
        "north_days": variables(folder / "north-data"),
        "south_days": variables(folder / "south-data") | {"REGAUGE_ENV": "quiet"},
    }
    with DagsterServices(folder / "services", [north, south], {}, own, dsn="PG_DSN") as started:
        yield started


def statuses(services: DagsterServices, product: DagsterBundle, cause: str) -> list[tuple[str, int, str]]:
    """Returns asset, attempt and status of the runs of one cause, by the event log."""
    events = [e for e in services.run.evidence(product) if e["kind"] == "asset" and e["runKey"].endswith(cause)]
    return [
        (e["asset"], e["attempt"], e["status"]) for e in sorted(events, key=lambda e: (e.get("start", "9"), e["asset"]))
    ]


def requested(services: DagsterServices, product: DagsterBundle, schedule: str, instant: str) -> list[str]:
    """Returns the partitions that a schedule's tick asks for; the instant must be one of its cron's."""
    tick = services.tick(product, schedule, seconds_of(instant))
    tags = [{tag["key"]: tag["value"] for tag in run["tags"]} for run in tick["runRequests"]]
    assert {tag["regauge/cause"] for tag in tags} <= {f"tick:{instant}"}
    return [tag["dagster/partition"] for tag in tags]


def test_a_cron_fires_by_itself_and_an_environment_switches_it_off(
    services: DagsterServices, north: DagsterBundle, south: DagsterBundle
) -> None:
    def has_run() -> bool:
        runs = [run for run in services.runs(north) if run["jobName"] == "days__minutely"]
        return {run["tags"]["dagster/partition"] for run in runs if run["status"] == "SUCCESS"} == {"eu", "us"}

    wait_until(has_run, PATIENCE, "the minutely schedule to have run both regions", pause=1)
    services.stop_schedule(north, "days__minutely__tick")
    assert services.runs(south) == []
    run = next(run for run in services.runs(north) if run["status"] == "SUCCESS")
    assert run["tags"]["regauge/cause"].startswith("tick:")


def test_two_products_with_equal_names_keep_apart(
    services: DagsterServices, folder: Path, north: DagsterBundle, south: DagsterBundle
) -> None:
    runs = [services.launch(product, "daily", "2025-03-28") for product in (north, south)]
    assert [services.wait_for_run(run) for run in runs] == ["SUCCESS", "SUCCESS"]
    for name, amount in (("north", "2"), ("south", "3")):
        reader = IndependentReader(f"sqlite:///{folder / f'{name}-data' / 'catalog.db'}")
        (raw,) = [event for event in reader.events("dagster") if event["table"] == "raw.days"]
        row = dict(zip(raw["columns"], raw["rows"][0], strict=True))
        assert (row["who"], str(row["amount"])) == (name, amount)


def test_ticks_ask_for_what_is_complete_and_not_yet_published(services: DagsterServices, north: DagsterBundle) -> None:
    """The 28th is published by now. Clocks change in the night to the 30th, and 02:30 is then no time at all."""
    assert requested(services, north, DAILY, "2025-03-30T01:00:00Z") == ["2025-03-29"]
    assert requested(services, north, DAILY, "2025-03-31T00:30:00Z") == ["2025-03-29", "2025-03-30"]
    assert requested(services, north, "days__latest__tick", "2025-04-07T04:00:00Z") == ["2025-04-06"]
    assert requested(services, north, DAILY, "2025-03-27T01:30:00Z") == []


def test_an_operators_limit_survives_a_deployment(services: DagsterServices, north: DagsterBundle) -> None:
    """The south's environment has limits of its own."""
    assert services.limits() == {
        "north_days_lake": 2,
        "north_days_narrow": 1,
        "south_days_lake": 7,
        "south_days_narrow": 1,
    }
    services.set_limit("north_days_lake", 1)
    assert services.set_pools(north).splitlines() == [
        "north_days_lake: 1 slots, kept",
        "north_days_narrow: 1 slots, kept",
    ]


def test_a_pool_of_one_slot_lets_one_step_of_two_runs_run_at_once(
    services: DagsterServices, north: DagsterBundle, folder: Path
) -> None:
    marker = folder / "go"
    params = {"regauge/params": f'{{"marker": "{marker}"}}'}
    runs = [services.launch(north, job, None, params) for job in ("first", "second")]
    # One holds the slot until the marker is there. The other waits in the queue, where a run without a pool passes it.
    wait_until(lambda: services.holders("north_days_narrow") == 1, PATIENCE, "one step to hold the slot", 0.5)
    assert services.wait_for_run(services.launch(north, "minutely", "eu")) == "SUCCESS"
    assert sorted(services.status(run) for run in runs) == ["QUEUED", "STARTED"]
    marker.touch()
    assert [services.wait_for_run(run) for run in runs] == ["SUCCESS", "SUCCESS"]
    steps = [e for e in services.run.evidence(north) if e["kind"] == "asset" and e["asset"].startswith("narrow/")]
    first, second = sorted(steps, key=lambda step: step["start"])
    assert (first["status"], second["status"]) == ("success", "success")
    assert first["end"] <= second["start"]


def test_a_step_that_cannot_be_stopped_from_within_ends_at_max_runtime(
    services: DagsterServices, north: DagsterBundle
) -> None:
    run = services.launch(north, "stuck")
    wait_until(lambda: services.postgres.sessions("select pg_sleep") != [], PATIENCE, "the session to sleep")
    assert services.wait_for_run(run) == "FAILURE"
    found = [e for e in services.run.evidence(north) if e["kind"] == "asset" and e["runKey"].endswith(run)]
    assert sorted((event["asset"], event["attempt"], event["status"]) for event in found) == [
        ("stuck/sleeps", 1, "killed"),
        ("stuck/swallows", 1, "killed"),
    ]
    for event in found:
        took = datetime.fromisoformat(event["end"]) - datetime.fromisoformat(event["start"])
        # By themselves they would go on for an hour, and for ever.
        assert 3 <= took.total_seconds() < PATIENCE, (event["asset"], took)
    assert running(str(north.folder), "regauge_runtime", "stuck/") == {}
    wait_until(lambda: services.postgres.sessions("select pg_sleep") == [], PATIENCE, "the session to end")


def test_an_ended_run_ends_its_step_and_a_re_execution_keeps_its_cause(
    services: DagsterServices, north: DagsterBundle, folder: Path
) -> None:
    marker = folder / "pid"
    params = f'{{"mode": "wait", "marker": "{marker}"}}'
    run = services.launch(north, "daily", "2025-04-02", {"regauge/params": params})
    wait_until(lambda: marker.exists() and marker.read_text() != "", PATIENCE, "the step to wait", pause=0.5)
    assert run in services.tick(north, DAILY, seconds_of("2025-04-03T00:30:00Z"))["skipReason"]
    services.terminate(run)
    assert services.wait_for_run(run) == "CANCELED"
    pid = int(marker.read_text())
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), PATIENCE, f"process {pid} of the step to end")
    assert statuses(services, north, f"manual:{run}")[0] == ("raw/days", 1, "killed")

    marker.unlink()
    services.query(
        "mutation($id: String!) { terminateRun(runId: $id, terminatePolicy: MARK_AS_CANCELED_IMMEDIATELY)"
        " { __typename } }",
        id=run,
    )
    again = services.reexecute(run, "ALL_STEPS")
    wait_until(lambda: marker.exists() and marker.read_text() != "", PATIENCE, "the step to wait again", pause=0.5)
    os.kill(int(marker.read_text()), 15)
    services.terminate(again)
    services.wait_for_run(again)
    tries = [attempt for asset, attempt, _ in statuses(services, north, f"manual:{run}") if asset == "raw/days"]
    assert tries[:2] == [1, 2]


def test_a_backfill_is_one_run_a_partition(services: DagsterServices, north: DagsterBundle) -> None:
    backfill = services.backfill(north, "minutely", ["eu", "us"])
    assert services.wait_for_backfill(backfill) == "COMPLETED_SUCCESS"
    assert statuses(services, north, f"backfill:{backfill}") == [("regions", 1, "success")] * 2


def test_a_step_ends_with_its_run_also_when_that_is_killed(
    services: DagsterServices, north: DagsterBundle, folder: Path
) -> None:
    # The last test: the code server that started the killed process may answer no more calls about it, and the run
    # stays "started" until Dagster's monitoring looks.
    marker = folder / "killed-pid"
    params = f'{{"mode": "wait", "marker": "{marker}"}}'
    services.launch(north, "daily", "2025-04-03", {"regauge/params": params})
    wait_until(lambda: marker.exists() and marker.read_text() != "", PATIENCE, "the step to wait", pause=0.5)
    # The step's own command line names the run's process.
    (owner,) = {
        line.split("--owner ")[1].split()[0]
        for line in running("regauge_runtime step", str(north.folder), "raw/days").values()
    }
    os.kill(int(owner), signal.SIGKILL)
    wait_until(lambda: start_time(int(marker.read_text())) == 0, PATIENCE, "the step to end")
