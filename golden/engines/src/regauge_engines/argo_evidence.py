"""What Argo's own store says of the runs, as trace events: the nodes of the Workflow objects and their outputs.

The runtime's trace is not read: a state here is one that the controller recorded. A node's times are whole seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from regauge_engines.argo.workflows import Node, Run
from regauge_engines.left_undone import with_skips

RUNNER = "argo"

Event = dict[str, Any]


def write_trace(plan: dict[str, Any], runs: Sequence[Run], file: Path) -> list[Event]:
    """Writes the events of runs as JSON lines and returns them."""
    events = [event for run in runs for event in events_of(plan, run)]
    file.write_text("".join(json.dumps(event, sort_keys=True) + "\n" for event in events), "utf-8")
    return events


def events_of(plan: dict[str, Any], run: Run) -> list[Event]:
    """Returns an asset event for each attempt of each step of a run, and one for each check's last outcome."""
    return with_skips(plan, [*_events_of(plan, run)])


def _events_of(plan: dict[str, Any], run: Run) -> Iterator[Event]:
    assets = {template_of(asset): asset for asset in plan["assets"]}
    attempts = {child for node in run.nodes.values() if node.type == "Retry" for child in node.children}
    tasks = [node for node in run.nodes.values() if node.id not in attempts and _task_of(node) in assets]
    job = run.labels["regauge.dev/job"]
    yield from _packs(plan, run, job, attempts)
    planned = next((found for found in plan["jobs"] if found["name"] == job), {})
    for phase in ("setup", "teardown"):
        for node in run.named(phase) if phase in planned else ():
            partition, cause = _identity(run, node)
            run_key = "/".join((plan["product"]["name"], job, partition or "-", cause))
            hook = {"v": 1, "runner": RUNNER, "source": "engine", "kind": "hook", "runKey": run_key, "attempt": 1}
            yield hook | {"asset": f"{job}:{phase}", "status": status_of(node)}
    begun: dict[str, set[str]] = {}
    for node in sorted(tasks, key=lambda node: (node.started is None, node.started, node.name)):
        asset = assets[_task_of(node)]
        partition, cause = _identity(run, node)
        common: Event = {"v": 1, "runner": RUNNER, "source": "engine", "asset": asset["key"]}
        common["runKey"] = "/".join((plan["product"]["name"], job, partition or "-", cause))
        if "partitionSet" in asset and partition:
            common["partition"] = {asset["partitionSet"]: partition}
        begun.setdefault(common["runKey"], set()).add(asset["key"])
        pods = run.attempts(node)
        for number, pod in enumerate(pods, start=1):
            event = common | {"kind": "asset", "attempt": number, "status": status_of(pod)}
            event |= {"start": _text(pod.started), "end": _text(pod.finished), "rows": _json(pod.outputs, "rows")}
            yield {name: value for name, value in event.items() if value is not None}
        if not pods:
            yield common | {"kind": "asset", "attempt": 1, "status": status_of(node)}
            continue
        for check in _json(pods[-1].outputs, "checks") or []:
            yield common | {
                "kind": "check", "check": check["name"], "status": check["status"], "onFail": check.get("onFail"),
                "attempt": len(pods),
            }  # fmt: skip
    yield from _never_begun(plan, planned, begun)


def _packs(plan: dict[str, Any], run: Run, job: str, attempts: set[str]) -> Iterator[Event]:
    """Yields an asset event for each asset of a job's packs as their pods told them, and one for each check."""
    planned: dict[str, Any] = next((found for found in plan["jobs"] if found["name"] == job), {})
    packs = {template_of(pack): pack for pack in planned.get("packs", [])}
    assets = {asset["key"]: asset for asset in plan["assets"]}
    tasks = [node for node in run.nodes.values() if node.id not in attempts and _task_of(node) in packs]
    for node in sorted(tasks, key=lambda node: (node.started is None, node.started, node.name)):
        pack = packs[_task_of(node)]
        partition, cause = _identity(run, node)
        pods = run.attempts(node)
        ends = (_json(pods[-1].outputs, "ends") if pods else None) or {}
        checks = (_json(pods[-1].outputs, "checks") if pods else None) or []
        for key in pack["assets"]:
            common: Event = {"v": 1, "runner": RUNNER, "source": "engine", "asset": key}
            common["runKey"] = "/".join((plan["product"]["name"], job, partition or "-", cause))
            if "partitionSet" in assets[key] and partition:
                common["partition"] = {assets[key]["partitionSet"]: partition}
            told = ends.get(key, {})
            status = told.get("status", status_of(pods[-1] if pods else node))
            event = common | {"kind": "asset", "attempt": max(1, told.get("attempt", 1)), "status": status}
            if status not in ("skipped", "not_run") and pods:
                event |= {"start": _text(pods[-1].started), "end": _text(pods[-1].finished), "step": node.display_name}
            yield {name: value for name, value in event.items() if value is not None}
            for check in (check for check in checks if check.get("asset") == key):
                yield common | {
                    "kind": "check", "check": check["name"], "status": check["status"], "onFail": check.get("onFail"),
                    "attempt": event["attempt"],
                }  # fmt: skip


def _never_begun(plan: dict[str, Any], job: dict[str, Any], begun: dict[str, set[str]]) -> Iterator[Event]:
    """Yields what a graph that fails fast has made no node of."""
    partitioned = {asset["key"] for asset in plan["assets"] if "partitionSet" in asset}
    for run_key, there in begun.items() if job.get("abort") == "all" else ():
        for key in (key for key in job["assets"] if key not in there):
            common: Event = {"v": 1, "runner": RUNNER, "source": "engine", "asset": key, "runKey": run_key}
            if key in partitioned:
                common["partition"] = {job["partitionSet"]: run_key.split("/")[2]}
            yield common | {"kind": "asset", "attempt": 1, "status": "not_run"}


def template_of(asset: dict[str, Any]) -> str:
    """Returns the name of an asset's task; short identifiers only (see the adapter for long ones)."""
    return str(asset["identifier"]).replace("_", "-")


def status_of(node: Node) -> str:
    """Returns the trace's status of a step's pod, or of a task that has none."""
    said = node.outputs.get("status", "")
    match node.phase:
        case "Succeeded":
            return said if said in ("blocked", "skipped") else "success"
        case "Skipped" | "Omitted":
            return "not_run"
        case "Failed" | "Error" if said == "not_run":
            return "not_run"
        case "Failed" | "Error":
            # The step's parent tells a killed attempt by its status; a pod that is gone tells nothing.
            return "killed" if said in ("killed", "lost") or node.exit_code in (None, 137, 143) else "failed"
        case _:
            return "started"


def _task_of(node: Node) -> str:
    """Returns the task of a node: its display name, also where the task never had a template resolved."""
    return node.display_name


def _identity(run: Run, node: Node) -> tuple[str, str]:
    """Returns partition and cause of the run that a node belongs to: its own inputs, else those of its graph."""
    if "cause" in node.inputs:
        return node.inputs.get("partition", ""), node.inputs["cause"]
    graph = next((found for found in run.nodes.values() if found.type == "DAG" and node.id in _below(run, found)), None)
    if graph is None or "cause" not in graph.inputs:
        raise LookupError(f"no node says which partition {node.name} is of:\n{run.summary()}")
    return graph.inputs.get("partition", ""), graph.inputs["cause"]


def _below(run: Run, node: Node) -> set[str]:
    found: set[str] = set()
    open_nodes = list(node.children)
    while open_nodes:
        child = open_nodes.pop()
        if child not in found and child in run.nodes:
            found.add(child)
            open_nodes += run.nodes[child].children
    return found


def _json(outputs: dict[str, str], name: str) -> Any:
    return json.loads(outputs[name]) if outputs.get(name) else None


def _text(time: Any) -> str | None:
    return None if time is None else time.isoformat().replace("+00:00", "Z")
