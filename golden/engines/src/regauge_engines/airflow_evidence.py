"""What Airflow's own store says of the runs, as trace events: task instances, their tries, XComs and asset events.

The runtime's trace is not read: a state here is one that Airflow itself recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regauge_engines.airflow_services import AirflowServices
from regauge_engines.left_undone import with_skips

RUNNER = "airflow"
OVERLAP_TASK = "regauge-overlap"

Event = dict[str, Any]


def write_trace(services: AirflowServices, bundle_folder: Path, file: Path) -> list[Event]:
    """Writes the events of all runs of the bundle's jobs as JSON lines and returns them."""
    events = list(events_of(services, json.loads((bundle_folder / "plan.json").read_text("utf-8"))))
    file.write_text("".join(json.dumps(event, sort_keys=True) + "\n" for event in events), "utf-8")
    return events


def events_of(services: AirflowServices, plan: dict[str, Any]) -> Iterator[Event]:
    """Yields an asset event for each try of each task of the product's runs, and one for each check's last outcome."""
    for job in plan["jobs"]:
        dag_id = f"{plan['product']['identifier']}__{job['identifier']}"
        for run in services.pages(f"dags/{dag_id}/dagRuns", "dag_runs", order_by="run_after"):
            yield from with_skips(plan, _run_events(services, plan, job, run))


def asset_events(services: AirflowServices, scope: str) -> list[Event]:
    """Returns Airflow's asset events of a product, oldest first."""
    events = services.pages("assets/events", "asset_events", order_by="timestamp")
    return [event for event in events if event["uri"].startswith(f"regauge://{scope}/")]


def _run_events(
    services: AirflowServices, plan: dict[str, Any], job: dict[str, Any], run: dict[str, Any]
) -> Iterator[Event]:
    assets = {asset["identifier"]: asset for asset in plan["assets"]}
    path = f"dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}/taskInstances"
    instances = services.pages(path, "task_instances")
    is_skipped_run = any(ti["task_id"] == OVERLAP_TASK and ti["state"] == "skipped" for ti in instances)
    partition = run["partition_key"] or (run["conf"] or {}).get("regauge_partition")
    run_key = "/".join((plan["product"]["name"], job["name"], partition or "-", cause_of(run)))
    packs = {pack["identifier"]: pack for pack in job.get("packs", [])}
    for ti in sorted(instances, key=lambda ti: (ti["start_date"] or "9", ti["task_id"])):
        if ti["task_id"] in packs:
            common = {"v": 1, "runner": RUNNER, "source": "engine", "runKey": run_key}
            said = _xcom(services, f"{path}/{ti['task_id']}") if ti["try_number"] > 0 else {}
            yield from _pack_events(plan, packs[ti["task_id"]], partition, ti, said, common)
            continue
        phase = ti["task_id"].removeprefix("regauge-")
        if (asset := assets.get(ti["task_id"])) is None:
            if phase in ("setup", "teardown") and phase in job:
                hook = {"v": 1, "runner": RUNNER, "source": "engine", "kind": "hook", "runKey": run_key}
                yield hook | {
                    "asset": f"{job['name']}:{phase}",
                    "status": status_of(ti, {"status": "failed"}),
                    "attempt": 1,
                }
            continue
        common = {"v": 1, "runner": RUNNER, "source": "engine", "runKey": run_key, "asset": asset["key"]}
        if "partitionSet" in asset and partition:
            common["partition"] = {asset["partitionSet"]: partition}
        result = _xcom(services, f"{path}/{ti['task_id']}") if ti["try_number"] > 0 else {}
        tries = [ti]
        if ti["try_number"] > 1:
            tries = services.get(f"{path}/{ti['task_id']}/tries")["task_instances"]
        for one in sorted(tries, key=lambda one: one["try_number"]):
            is_last = one["try_number"] == ti["try_number"]
            status = "skipped" if is_skipped_run else status_of(one, result if is_last else {"status": "failed"})
            event = common | {"kind": "asset", "attempt": max(1, one["try_number"]), "status": status}
            if one["try_number"] > 0:
                event |= {"start": one["start_date"], "end": one["end_date"]}
            yield {name: value for name, value in event.items() if value is not None}
        for check in result.get("checks", []):
            yield common | {
                "kind": "check", "check": check["name"], "status": check["status"], "onFail": check.get("onFail"),
                "attempt": max(1, ti["try_number"]),
            }  # fmt: skip


def _pack_events(
    plan: dict[str, Any], pack: dict[str, Any], partition: str | None, ti: dict[str, Any], said: Event, run: Event
) -> Iterator[Event]:
    """Yields an asset event for each asset of a pack as its task told them, and one for each check's outcome."""
    assets = {asset["key"]: asset for asset in plan["assets"]}
    for key in pack["assets"]:
        common = run | {"asset": key}
        if "partitionSet" in assets[key] and partition:
            common["partition"] = {assets[key]["partitionSet"]: partition}
        told = said.get("assets", {}).get(key, {})
        status = told.get("status", status_of(ti, {}))
        event = common | {"kind": "asset", "attempt": max(1, told.get("attempt", 1)), "status": status}
        if status not in ("skipped", "not_run"):
            event |= {"start": ti["start_date"], "end": ti["end_date"], "step": ti["task_id"]}
        yield event
        for check in told.get("checks", []):
            yield common | {
                "kind": "check", "check": check["name"], "status": check["status"], "onFail": check.get("onFail"),
                "attempt": event["attempt"],
            }  # fmt: skip


def cause_of(run: dict[str, Any]) -> str:
    """Returns what asked for a run, as the shim names it."""
    if given := (run["conf"] or {}).get("regauge_cause"):
        return str(given)
    match run["run_type"]:
        case "scheduled":
            return f"tick:{run['run_after'].split('.')[0].removesuffix('Z')}Z"
        case "backfill":
            return f"backfill:{run['dag_run_id']}"
        case _:
            return f"manual:{run['dag_run_id']}"


def status_of(task_instance: dict[str, Any], result: Event) -> str:
    """Returns the trace's status of one try; `result` is what the step left in Airflow for it."""
    ran = task_instance["try_number"] > 0
    match task_instance["state"]:
        case "success":
            return "success"
        case "failed" | "up_for_retry":
            # A step that said nothing was ended from outside: somebody marked it, or another one's failure ends all.
            return "failed" if result.get("status", "killed") != "killed" else "killed"
        case "skipped":
            # Airflow skips what follows a skipped task, and what a run's end ends; a task that said nothing was ended.
            return str(result.get("status", "killed")) if ran else "not_run"
        case "upstream_failed":
            return "not_run"
        case None | "removed":
            return "not_run"
        case _:
            return "started"


def _xcom(services: AirflowServices, path: str) -> Event:
    entries = services.pages(f"{path}/xcomEntries", "xcom_entries")
    if not any(entry["key"] == "regauge_result" for entry in entries):
        return {}
    value = services.get(f"{path}/xcomEntries/regauge_result")["value"]
    return dict(json.loads(value) if isinstance(value, str) else value)
