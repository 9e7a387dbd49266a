"""Runs inside of the environment of Dagster: starts runs in this process, and says what Dagster's event log holds.

Called by path, `python dagster_inside.py run|due|evidence`, with a JSON object on stdin; answers in JSON on the last
line of stdout. `serve` runs what comes, a line an order, until stdin ends. Imports nothing of the harness, whose
environment is another.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

RUNNER = "dagster"
ANSWER = "regauge-answer "
Event = dict[str, Any]


def run(order: dict[str, Any]) -> list[Event]:
    """Execute jobs in this process, one run after the other, against the instance of DAGSTER_HOME."""
    defs = importlib.import_module(order["module"]).defs
    done: list[Event] = []
    with dg.DagsterInstance.get() as instance:
        for one in order["runs"]:
            result = defs.resolve_job_def(one["job"]).execute_in_process(
                instance=instance, partition_key=one["partition"], tags=one["tags"], raise_on_error=False
            )
            done.append({"run": result.run_id, "partition": one["partition"], "success": result.success})
    return done


def serve() -> None:
    """Execute runs as orders come, one a line on stdin; answer each with a line that begins with ANSWER."""
    for line in sys.stdin:
        print(ANSWER + json.dumps(run(json.loads(line))), flush=True)


def due(order: dict[str, Any]) -> list[str]:
    """Evaluate a schedule as of an instant and return the partitions of the runs that it asks for."""
    defs = importlib.import_module(order["module"]).defs
    with dg.DagsterInstance.get() as instance:
        context = dg.build_schedule_context(
            instance,
            scheduled_execution_time=datetime.fromisoformat(order["tick"]),
            repository_def=defs.get_repository_def(),
        )
        requests = defs.resolve_schedule_def(order["schedule"]).evaluate_tick(context).run_requests
        return [str(request.partition_key) for request in requests or []]


def evidence(order: dict[str, Any]) -> list[Event]:
    """Return trace events of all runs of a product, oldest run first, from the event log alone."""
    with dg.DagsterInstance.get() as instance:
        runs = list(reversed(instance.get_runs()))
        names = {f"{order['plan']['product']['identifier']}__{job['identifier']}": job for job in order["plan"]["jobs"]}
        scope = order["plan"]["product"]["scope"]
        attempts: dict[tuple[str, str], int] = {}
        events: list[Event] = []
        for one in runs:
            if one.tags.get("regauge/scope") == scope and one.job_name in names:
                events += run_events(instance, order["plan"], names[one.job_name], one, attempts)
        return events


def run_events(
    instance: dg.DagsterInstance,
    plan: dict[str, Any],
    job: dict[str, Any],
    run: dg.DagsterRun,
    attempts: dict[tuple[str, str], int],
) -> Iterator[Event]:
    """Yield an asset event for each attempt of each step, and a check event for each evaluation."""
    scope, partition = plan["product"]["scope"], run.tags.get("dagster/partition")
    run_key = "/".join((plan["product"]["name"], job["name"], partition or "-", cause_of(instance, run)))
    steps = {f"{scope}__{asset['identifier']}": asset for asset in plan["assets"]}
    packs = {f"{scope}__{pack['identifier']}": pack for pack in job.get("packs", [])}
    snapshot_id = run.execution_plan_snapshot_id
    planned = instance.get_execution_plan_snapshot(snapshot_id).step_keys_to_execute if snapshot_id else []
    log: dict[str, list[Any]] = {step: [] for step in planned}
    for record in instance.all_logs(run.run_id):
        if record.dagster_event and record.step_key in log:
            log[record.step_key].append(record)
    order = sorted(log, key=lambda step: (log[step][0].timestamp if log[step] else float("inf"), step))
    for step in order:
        if step in packs:
            common = {"v": 1, "runner": RUNNER, "source": "engine", "runKey": run_key}
            yield from pack_events(plan, packs[step], partition, log[step], common)
            continue
        asset = steps[step]
        common: Event = {"v": 1, "runner": RUNNER, "source": "engine", "runKey": run_key, "asset": asset["key"]}
        if "partitionSet" in asset and partition:
            common["partition"] = {asset["partitionSet"]: partition}
        tries = attempts_of(log[step], run.is_finished)
        before = attempts.get((run_key, asset["key"]), 0)
        for number, one in enumerate(tries, before + 1):
            yield common | {"kind": "asset", "attempt": number} | one
        attempts[run_key, asset["key"]] = before + sum("start" in one for one in tries)
        for record in log[step]:
            if record.dagster_event.event_type_value == "ASSET_CHECK_EVALUATION":
                found = record.dagster_event.asset_check_evaluation_data
                shown = {name: value.value for name, value in found.metadata.items()}
                yield common | {
                    "kind": "check", "check": found.check_name, "status": check_status(found, shown),
                    "onFail": shown.get("onFail"), "attempt": max(1, before + len(tries)),
                }  # fmt: skip


def pack_events(
    plan: dict[str, Any], pack: dict[str, Any], partition: str | None, records: list[Any], run: Event
) -> Iterator[Event]:
    """Yield an asset event for each asset of a pack, as its materialization or observation tells, and its checks."""
    assets = {asset["key"]: asset for asset in plan["assets"]}
    times = {record.dagster_event.event_type_value: instant(record.timestamp) for record in records}
    spent = {"start": times.get("STEP_START"), "end": times.get("STEP_SUCCESS", times.get("STEP_FAILURE"))}
    of_step = {name: time for name, time in spent.items() if time} | {"step": pack["identifier"]}
    lost = "killed" if "STEP_START" in times else "not_run"
    for key in pack["assets"]:
        common = run | {"asset": key}
        if "partitionSet" in assets[key] and partition:
            common["partition"] = {assets[key]["partitionSet"]: partition}
        end: Event = {"status": lost, "attempt": 1}
        for event in (record.dagster_event for record in records):
            match event.event_type_value:
                case "ASSET_MATERIALIZATION" | "ASSET_OBSERVATION" if "/".join(event.asset_key.path[1:]) != key:
                    pass
                case "ASSET_MATERIALIZATION":
                    shown = event.materialization.metadata
                    end = {"status": "success", "attempt": shown["regauge/attempt"].value}
                    end |= {"rows": sum(shown["regauge/rows"].value.values())}
                case "ASSET_OBSERVATION":
                    shown = event.asset_observation_data.asset_observation.metadata
                    attempt = shown.get("regauge/attempt")
                    end = {"status": str(shown["regauge/status"].value), "attempt": attempt.value if attempt else 1}
        yield common | {"kind": "asset"} | end | (of_step if end["status"] not in ("skipped", "not_run") else {})
        for event in (record.dagster_event for record in records):
            if event.event_type_value == "ASSET_CHECK_EVALUATION":
                found = event.asset_check_evaluation_data
                if "/".join(found.asset_key.path[1:]) == key:
                    told = {name: value.value for name, value in found.metadata.items()}
                    yield common | {
                        "kind": "check", "check": found.check_name, "status": check_status(found, told),
                        "onFail": told.get("onFail"), "attempt": end["attempt"],
                    }  # fmt: skip


def attempts_of(records: list[Any], run_is_over: bool) -> list[Event]:
    """Return each attempt of a step with its end; one event without a start when the step never began."""
    tries: list[Event] = []
    idle = ""
    materialized = False
    for record in records:
        event, at = record.dagster_event, instant(record.timestamp)
        match event.event_type_value:
            case "STEP_START" | "STEP_RESTARTED":
                tries.append({"status": "started", "start": at})
            case "STEP_UP_FOR_RETRY":
                tries[-1] |= {"status": "failed", "end": at}
            case "ASSET_MATERIALIZATION" if event.asset_key.path[-1].endswith("-ended"):
                pass  # what says that a run is through with the asset
            case "ASSET_MATERIALIZATION":
                materialized = True
                rows = event.materialization.metadata.get("regauge/rows")
                tries[-1]["rows"] = sum(rows.value.values()) if rows else 0
            case "ASSET_OBSERVATION":
                status = event.asset_observation_data.asset_observation.metadata.get("regauge/status")
                idle = str(status.value) if status is not None else ""
            case "STEP_SUCCESS":
                tries[-1] |= {"status": idle if idle and not materialized else "success", "end": at}
            case "STEP_FAILURE":
                started = tries or [{}]
                started[-1] |= {"status": status_of(event), "end": at}
                tries = started
    if tries and tries[-1]["status"] == "started" and run_is_over:
        tries[-1]["status"] = "killed"
    return tries or [{"status": "not_run"}]


def status_of(event: Any) -> str:
    """Return how a failed step ended: also by its own limit, by somebody who ended the run, or before it began."""
    failure = event.step_failure_data
    if failure.user_failure_data and "regauge/status" in failure.user_failure_data.metadata:
        status = str(failure.user_failure_data.metadata["regauge/status"].value)
        return status if status in ("killed", "not_run") else "failed"
    ended = failure.error is not None and failure.error.cls_name == "DagsterExecutionInterruptedError"
    return "killed" if ended else "failed"


def check_status(found: Any, shown: dict[str, Any]) -> str:
    """Return the outcome as Dagster recorded it; what it cannot tell apart, our own metadata of the evaluation does."""
    if found.passed:
        return "passed"
    told = str(shown.get("status", "failed"))
    return told if told != "passed" else "failed"


def cause_of(instance: dg.DagsterInstance, run: dg.DagsterRun) -> str:
    """Return what started the root of a run."""
    root_id = run.root_run_id or run.run_id
    root = instance.get_run_by_id(root_id) or run
    if "regauge/cause" in root.tags:
        return root.tags["regauge/cause"]
    if "dagster/backfill" in root.tags:
        return f"backfill:{root.tags['dagster/backfill']}"
    return f"manual:{root_id}"


def instant(timestamp: float) -> str:
    """Return seconds since the epoch as RFC 3339."""
    return datetime.fromtimestamp(timestamp, UTC).isoformat().replace("+00:00", "Z")


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        acts = {"run": run, "due": due, "evidence": evidence}
        print(json.dumps(acts[sys.argv[1]](json.load(sys.stdin))))
