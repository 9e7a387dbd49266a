"""The generated bundles on a real Airflow: scheduler, dag-processor, triggerer, api-server, LocalExecutor, PostgreSQL.

What is asserted comes from Airflow's own store, or from the tables by the independent reader.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regauge_engines.airflow_evidence import Event, asset_events, events_of
from regauge_engines.airflow_run import backfill, trigger, wait_for_backfill, wait_for_runs
from regauge_engines.airflow_services import AirflowError
from regauge_engines.airflow_site import AirflowSite
from regauge_engines.cli import generate
from regauge_engines.processes import PATIENCE, first_of, parent, running, wait_until

PRODUCTS = Path(__file__).parent / "airflow_products"
# Airflow looks for what is due about once a second; the slack is for a busy machine.
LATENCY = 120.0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AirflowSite]:
    root = tmp_path_factory.mktemp("airflow")
    folders = [
        generate(PRODUCTS / name / "product.yaml", root / name, "airflow")["airflow"] for name in ("probe", "twin")
    ]
    catalogs = [("LAB_CATALOG", "LAB_WAREHOUSE"), ("PLANT_CATALOG", "PLANT_WAREHOUSE")]
    with AirflowSite(root, folders, catalogs, {"REGAUGE_ENV": "quiet"}, dsn="LAB_DSN") as started:
        yield started


def states(site: AirflowSite, run: str, number: int = 0) -> dict[str, list[Event]]:
    """Returns asset → its events in one run, by attempt."""
    plan = json.loads((site.bundles[number].folder / "plan.json").read_text("utf-8"))
    found: dict[str, list[Event]] = {}
    for event in events_of(site.services, plan):
        if event["kind"] == "asset" and event["runKey"].endswith(run):
            found.setdefault(event["asset"], []).append(event)
    return found


def outcome(events: list[Event]) -> list[str]:
    return [event["status"] for event in events]


def instant(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def run_to_end(site: AirflowSite, dag_id: str, partition: str | None = None, **conf: Any) -> tuple[str, str]:
    run = trigger(site.services, dag_id, partition, conf)
    return run, wait_for_runs(site.services, dag_id, [run])[run]


def test_a_retry_waits_exactly_as_the_plan_says(site: AirflowSite) -> None:
    run, state = run_to_end(site, "probe__every_day", "2024-03-05", failures=2)
    assert state == "success"
    tries = states(site, run)["raw/days"]
    assert outcome(tries) == ["failed", "failed", "success"]
    assert [one["attempt"] for one in tries] == [1, 2, 3]
    waits = [
        (instant(after["start"]) - instant(before["end"])).total_seconds()
        for before, after in itertools.pairwise(tries)
    ]
    assert 2.0 <= waits[0] < 2.0 + LATENCY and 4.0 <= waits[1] < 4.0 + LATENCY, waits


def test_a_step_that_was_killed_is_tried_again_after_the_plans_wait(site: AirflowSite) -> None:
    run, state = run_to_end(site, "probe__every_day", "2024-03-04", failures=1, error="SIGKILL")
    assert state == "success"
    first, second = states(site, run)["raw/days"]
    assert (first["status"], second["status"]) == ("failed", "success")
    assert 2.0 <= (instant(second["start"]) - instant(first["end"])).total_seconds() < 2.0 + LATENCY
    columns, rows = site.reader(0).read("raw.days")
    assert [row[columns.index("partition_date")] for row in rows].count("2024-03-04") == 3


def test_a_failure_of_another_category_is_not_tried_again(site: AirflowSite) -> None:
    run, state = run_to_end(site, "probe__every_day", "2024-03-06", failures=1, error="NotImplementedError")
    assert state == "failed"
    found = states(site, run)
    assert {asset: outcome(events) for asset, events in found.items()} == {
        "raw/days": ["failed"], "clean/days": ["not_run"], "report/days": ["not_run"],
    }  # fmt: skip


def test_a_bad_partition_blocks_its_readers_in_the_same_run_and_in_another(site: AirflowSite) -> None:
    run, state = run_to_end(site, "probe__every_day", "2024-03-07", bad=True)
    assert state == "failed"
    found = states(site, run)
    assert outcome(found["raw/days"]) == ["failed"], "a blocking check is not tried again"
    assert outcome(found["clean/days"]) == outcome(found["report/days"]) == ["not_run"]

    reader, state = run_to_end(site, "probe__readers", "2024-03-07")
    assert state == "success", "blocked is not failed"
    assert outcome(states(site, reader)["reader/days"]) == ["blocked"]

    run, state = run_to_end(site, "probe__every_day", "2024-03-07")
    assert state == "success"
    reader, _ = run_to_end(site, "probe__readers", "2024-03-07")
    assert outcome(states(site, reader)["reader/days"]) == ["success"]


def test_failed_and_warning_checks_can_be_seen_in_airflow(site: AirflowSite) -> None:
    plan = json.loads((site.bundles[0].folder / "plan.json").read_text("utf-8"))
    run, _ = run_to_end(site, "probe__every_day", "2024-03-08", bad=True)
    checks = {
        e["check"]: e["status"]
        for e in events_of(site.services, plan)
        if e["kind"] == "check" and e["runKey"].endswith(run)
    }
    assert checks == {"range_amount": "failed", "row_count": "warned"}
    run, _ = run_to_end(site, "probe__every_day", "2024-03-08")
    made = [e for e in asset_events(site.services, "lab_probe") if e["source_run_id"] == run]
    assert [e["name"] for e in made] == ["lab_probe/raw/days", "lab_probe/clean/days", "lab_probe/report/days"]
    assert made[0]["partition_key"] == "2024-03-08"
    assert made[0]["extra"]["rows"] == {"raw.days": 3}
    assert {check["name"]: check["status"] for check in made[0]["extra"]["checks"]} == {
        "range_amount": "passed",
        "row_count": "warned",
    }
    assert made[0]["extra"]["outputs"][0]["isPublished"] is True


def test_an_attempt_ends_at_its_limit_whatever_it_does(site: AirflowSite) -> None:
    run = trigger(site.services, "probe__stubborn")
    wait_until(lambda: site.postgres.sessions("select pg_sleep") != [], PATIENCE, "the session sleeps")
    assert wait_for_runs(site.services, "probe__stubborn", [run])[run] == "failed"
    found = states(site, run)
    for asset in ("stubborn/swallows", "stubborn/native", "stubborn/sleeps"):
        assert len(found[asset]) == 1 and found[asset][0]["status"] in ("failed", "killed")
        took = (instant(found[asset][0]["end"]) - instant(found[asset][0]["start"])).total_seconds()
        # 3 or 40 s of its own, 10 s of grace between TERM and KILL, and the task's start; by itself it would never end.
        assert 3.0 <= took < 50.0 + LATENCY, (asset, took)
    assert steps_of(site, "stubborn/") == []
    # PostgreSQL notices as soon as it looks for its client (the runtime asks for that every second).
    wait_until(lambda: site.postgres.sessions("select pg_sleep") == [], PATIENCE, "the session has ended")


def test_a_task_that_is_ended_in_airflow_ends_its_step(site: AirflowSite) -> None:
    run = trigger(site.services, "probe__every_day", "2024-03-09", {"seconds": 3600})
    wait_until(lambda: bool(steps_of(site, "raw/days")), PATIENCE, "the step runs")
    site.services.call("PATCH", f"dags/probe__every_day/dagRuns/{run}/taskInstances/raw__days", {"new_state": "failed"})
    wait_until(lambda: steps_of(site, "raw/days") == [], PATIENCE, "the step has ended")
    assert wait_for_runs(site.services, "probe__every_day", [run])[run] == "failed"


def test_a_step_ends_with_its_tasks_supervisor_also_when_that_is_killed(site: AirflowSite) -> None:
    run = trigger(site.services, "probe__every_day", "2024-03-10", {"seconds": 3600})
    wait_until(lambda: bool(steps_of(site, "raw/days")), PATIENCE, "the step runs")
    task = parent(first_of("regauge_runtime step", str(site.root), "raw/days"))
    os.kill(parent(task), signal.SIGKILL)
    wait_until(lambda: steps_of(site, "raw/days") == [], PATIENCE, "the step has ended")
    # Airflow would find it by the lost heartbeat, after five minutes.
    site.services.call("PATCH", f"dags/probe__every_day/dagRuns/{run}", {"state": "failed"})


def steps_of(site: AirflowSite, asset: str) -> list[str]:
    """Returns the command lines of the running steps of the site's own homes."""
    return sorted(running(str(site.root), "regauge_runtime", asset).values())


def test_a_pool_of_one_lets_one_step_run_at_a_time(site: AirflowSite) -> None:
    run, state = run_to_end(site, "probe__narrow")
    assert state == "success"
    first, second = sorted((events[-1] for events in states(site, run).values()), key=lambda event: event["start"])
    assert instant(first["end"]) <= instant(second["start"])


def test_a_backfill_makes_each_day_of_its_range_once_oldest_first(site: AirflowSite) -> None:
    site.services.command(
        "backfill", "create", "--dag-id", "probe__readers", "--from-date", "2024-03-11", "--to-date", "2024-03-13",
        "--max-active-runs", "1", "--reprocess-behavior", "completed",
    )  # fmt: skip
    wait_until(
        lambda: len(site.services.get("backfills", dag_id="probe__readers")["backfills"]) == 1,
        PATIENCE,
        "the backfill is there",
    )
    made = site.services.get("backfills", dag_id="probe__readers")["backfills"][0]
    wait_for_backfill(site.services, "probe__readers", made["id"])
    runs = [r for r in site.services.pages("dags/probe__readers/dagRuns", "dag_runs") if r["run_type"] == "backfill"]
    # The night of 2024-03-10 has 23 hours in New York: a day of ticks would be one off.
    assert [run["partition_key"] for run in sorted(runs, key=lambda run: run["start_date"])] == [
        "2024-03-11",
        "2024-03-12",
        "2024-03-13",
    ]
    assert [run["partition_date"] for run in runs][:1] == ["2024-03-11T04:00:00Z"]


def test_static_partitions_by_key_and_by_backfill(site: AirflowSite) -> None:
    hostile = "a b/ü {{ x }}"
    _, state = run_to_end(site, "probe__regions", hostile)
    assert state == "success"
    number = backfill(site.services, "probe__regions", "1970-01-01", "1970-01-02")
    wait_for_backfill(site.services, "probe__regions", number)
    columns, rows = site.reader(0).read("region.rows")
    assert sorted(row[columns.index("region")] for row in rows) == sorted(["eu", "us", hostile])
    with pytest.raises(AirflowError, match="no partition of region"):
        trigger(site.services, "probe__regions", "mars")


def test_two_products_with_equal_inner_names_do_not_meet(site: AirflowSite) -> None:
    run, state = run_to_end(site, "twin__every_day", "2024-03-05")
    assert state == "success"
    assert outcome(states(site, run, 1)["raw/days"]) == ["success"]
    columns, rows = site.reader(1).read("raw.days")
    assert [row[columns.index("who")] for row in rows] == ["twin"]
    # The user's own environment, beside an Airflow that needs SQLAlchemy 2.
    assert [row[columns.index("sqlalchemy")] for row in rows] == ["1.4.54"]
    assert [row[columns.index("seen")] for row in rows] == [""], "the database's password is in Airflow's settings"
    columns, rows = site.reader(0).read("raw.days")
    assert {row[columns.index("who")] for row in rows} == {"probe"}
    assert asset_events(site.services, "plant_twin")[-1]["extra"]["runKey"].startswith(
        "twin/every_day/2024-03-05/manual:"
    )


def test_a_redeploy_keeps_the_size_that_an_operator_gave_a_pool(site: AirflowSite) -> None:
    changed = {"pool": "lab_probe_narrow", "slots": 3, "include_deferred": False}
    site.services.call("PATCH", "pools/lab_probe_narrow?update_mask=slots", changed)
    site.services.call("DELETE", "pools/plant_twin_narrow")
    for bundle in site.bundles:
        command = [str(site.environment / "bin/python"), str(bundle.folder / "set_pools.py")]
        subprocess.run(command, env=site.services.variables(), check=True, capture_output=True)
    pools = {pool["name"]: pool["slots"] for pool in site.services.pages("pools", "pools")}
    assert (pools["lab_probe_narrow"], pools["plant_twin_narrow"]) == (3, 1)


def test_ticks_fire_when_the_environment_lets_them(site: AirflowSite) -> None:
    jobs = ("minutely", "catching")
    assert all(runs_of(site, f"probe__{job}") == [] for job in jobs)
    settings = site.bundles[0].folder / "env/quiet.json"
    off = settings.read_text("utf-8")
    # A run that is still going when the tick comes: the tick's own is skipped, whole and visible.
    going = trigger(site.services, "probe__minutely", conf={"seconds": 3600})
    settings.write_text(json.dumps(json.loads(off) | {"enabledJobs": {"every_day": False}}), "utf-8")
    try:
        wait_until(
            lambda: any(is_ended(run) for run in runs_of(site, "probe__minutely", "scheduled")[:1]),
            PATIENCE,
            "minutely has ticked",
            1.0,
        )
        wait_until(lambda: len(caught(site)) >= 2, PATIENCE, "catching has caught up", 1.0)
    finally:
        settings.write_text(off, "utf-8")
        site.services.call("PATCH", f"dags/probe__minutely/dagRuns/{going}", {"state": "failed"})
    plan = json.loads((site.bundles[0].folder / "plan.json").read_text("utf-8"))
    found = {event["runKey"]: event["status"] for event in events_of(site.services, plan) if event["kind"] == "asset"}

    tick = runs_of(site, "probe__minutely", "scheduled")[0]["run_after"]
    assert tick.endswith(":00Z")
    assert found[f"probe/minutely/-/tick:{tick}"] == "skipped"

    # Each tick is for the last complete day of New York, and requests the oldest two days that no record has.
    own = runs_of(site, "probe__catching", "scheduled")[0]
    ticked = instant(own["run_after"]).astimezone(ZoneInfo("America/New_York")).date()
    assert own["partition_key"] == str(ticked - datetime.timedelta(days=1))
    assert caught(site)[:2] == ["2024-03-01", "2024-03-02"]
    assert f"probe/catching/2024-03-01/tick:{own['run_after']}" in found


def runs_of(site: AirflowSite, dag_id: str, kind: str | None = None) -> list[dict[str, Any]]:
    runs = site.services.pages(f"dags/{dag_id}/dagRuns", "dag_runs", order_by="run_after")
    return [run for run in runs if kind is None or run["run_type"] == kind]


def is_ended(run: dict[str, Any]) -> bool:
    return run["state"] in ("success", "failed")


def caught(site: AirflowSite) -> list[str]:
    """Returns the partitions that were requested by a tick beside its own, in the order of their runs."""
    runs = [run for run in runs_of(site, "probe__catching") if run["dag_run_id"].startswith("catch_up__")]
    return [run["conf"]["regauge_partition"] for run in sorted(runs, key=lambda run: run["dag_run_id"])]
