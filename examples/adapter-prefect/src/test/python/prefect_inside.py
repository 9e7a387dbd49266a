"""Runs inside of the environment of Prefect: starts runs in this process, and says what Prefect's server holds.

Called by path, `python prefect_inside.py run|evidence`, with a JSON object on stdin; answers in JSON on the last line
of stdout. The conformance kit's runs come by it (`on_prefect.py`), and those of Regauge's own tests.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, State, TaskRun
from prefect.client.schemas.sorting import FlowRunSort

RUNNER = "prefect"
PAGE = 100
Event = dict[str, Any]
STATUS = {"Completed": "success", "Blocked": "blocked", "Skipped": "skipped", "NotReady": "not_run"}


def run(order: dict[str, Any]) -> list[Event]:
    """Run flows in this process, one after the other; return the state of each."""
    importlib.import_module(f"{order['package']}.limits").set_missing_limits()
    jobs = importlib.import_module(f"{order['package']}.jobs")
    done: list[Event] = []
    for one in order["runs"]:
        state = getattr(jobs, f"{one['job']}_job")(**one["arguments"], return_state=True)
        done.append({"type": state.type.value, "name": state.name, "message": state.message})
    return done


def evidence(order: dict[str, Any]) -> list[Event]:
    """Return trace events of all runs of a product, oldest run first, from the server's store alone."""
    plan = order["plan"]
    jobs = {f"{plan['product']['identifier']}__{job['identifier']}": job for job in plan["jobs"]}
    events: list[Event] = []
    with get_client(sync_client=True) as client:
        names = {flow.id: flow.name for flow in client.read_flows(limit=PAGE)}
        for one in flow_runs(client):
            job = jobs.get(names[one.flow_id])
            if job is not None:
                events += run_events(client, plan, job, one)
    return events


def flow_runs(client: SyncPrefectClient) -> Iterator[FlowRun]:
    """Yield the flow runs that have begun, oldest first."""
    offset = 0
    while page := client.read_flow_runs(sort=FlowRunSort.START_TIME_ASC, limit=PAGE, offset=offset):
        yield from (one for one in page if one.start_time is not None)
        offset += len(page)


def run_events(client: SyncPrefectClient, plan: dict[str, Any], job: dict[str, Any], run: FlowRun) -> Iterator[Event]:
    """Yield an asset event for each attempt of each task, and a check event for each outcome of its last attempt."""
    steps = {asset["identifier"]: asset for asset in plan["assets"]}
    partition = run.parameters.get("partition")
    run_key = "/".join((plan["product"]["name"], job["name"], partition or "-", cause_of(run)))
    outcomes = checks(client, run)
    for task_run in tasks(client, run):
        asset = steps.get(task_run.name.rsplit("-", 1)[0])
        if asset is None:
            continue  # stands for a flow run of a partition
        common: Event = {"v": 1, "runner": RUNNER, "source": "engine", "runKey": run_key, "asset": asset["key"]}
        if "partitionSet" in asset and partition:
            common["partition"] = {asset["partitionSet"]: partition}
        for number, one in enumerate(attempts(client, task_run), 1):
            yield common | {"kind": "asset", "attempt": number} | one
        for check in outcomes.get(str(task_run.id), []):
            yield common | {
                "kind": "check", "check": check["name"], "status": check["status"], "onFail": check["onFail"],
                "attempt": check["attempt"],
            }  # fmt: skip


def tasks(client: SyncPrefectClient, run: FlowRun) -> list[TaskRun]:
    """Return a flow run's task runs by their start, those that never began last.

    Prefect tells its server of task runs by events, so that the last ones come a moment after the run's end.
    """
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    deadline = time.monotonic() + 120
    while True:
        found = client.read_task_runs(flow_run_filter=of_run, limit=PAGE)
        open_ones = [one for one in found if one.state is None or not (one.state.is_final() or one.state.is_pending())]
        if not open_ones or time.monotonic() > deadline:
            late = datetime.max.replace(tzinfo=UTC)
            return sorted(found, key=lambda one: (one.start_time or late, one.name))
        time.sleep(0.5)


def attempts(client: SyncPrefectClient, task_run: TaskRun) -> list[Event]:
    """Return each attempt of a task run with its end; one event without a start when the task never began."""
    tries: list[Event] = []
    for state in sorted(client.read_task_run_states(task_run.id), key=lambda state: state.timestamp):
        at = state.timestamp.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if state.is_running():
            tries.append({"status": "started", "start": at})
        elif tries and (state.is_final() or state.name == "AwaitingRetry"):
            tries[-1] |= {"status": status_of(state), "end": at}
            rows = re.fullmatch(r"(\d+) rows", state.message or "")
            if rows:
                tries[-1]["rows"] = int(rows[1])
    return tries or [{"status": "not_run"}]


def status_of(state: State[Any]) -> str:
    """Return how an attempt ended; what a failed step says of itself stands in the message of its exception."""
    if state.name in STATUS:
        return STATUS[state.name]
    told = re.search(r"StepFailed: (\w+):", state.message or "")
    return told[1] if told else "killed" if state.is_crashed() else "failed"


def checks(client: SyncPrefectClient, run: FlowRun) -> dict[str, list[Event]]:
    """Return the outcomes of a run's checks by task run, those of its last attempt that told some."""
    of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
    found: dict[str, list[Event]] = {}
    artifacts = client.read_artifacts(artifact_filter=of_run, limit=PAGE)
    for artifact in sorted(artifacts, key=lambda one: one.created):
        found[str(artifact.task_run_id)] = list(json.loads(artifact.data))
    return found


def cause_of(run: FlowRun) -> str:
    """Return what started a run."""
    if run.parameters.get("cause"):
        return str(run.parameters["cause"])
    if run.auto_scheduled and run.expected_start_time:
        return f"tick:{run.expected_start_time.astimezone(UTC).isoformat().replace('+00:00', 'Z')}"
    return f"manual:{run.id}"


if __name__ == "__main__":
    acts = {"run": run, "evidence": evidence}
    print(json.dumps(acts[sys.argv[1]](json.load(sys.stdin))))
