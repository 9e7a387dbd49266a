"""Workflows of one namespace: submitted, waited for, ended, and read as evidence from their own objects' nodes."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regauge_engines.argo.api import Json, KubeApi
from regauge_engines.processes import PATIENCE

ENDED = frozenset({"Succeeded", "Failed", "Error"})
_EXECUTORS_LINE = re.compile(r'time="\S+" level=\w+ msg=.* argo=true|Error: exit status \d+$')
_GROUP = "/apis/argoproj.io/v1alpha1"


class WorkflowStuck(Exception):
    """A workflow has not reached what was waited for; the message holds its nodes."""


@dataclass(frozen=True)
class Node:
    """One node as the controller recorded it; times in whole seconds, None while it has not begun or ended.

    `type` is Pod, Retry, DAG, TaskGroup, Skipped, Suspend, Steps or StepGroup; `phase` Succeeded, Failed, Error,
    Skipped, Omitted, Running or Pending. `inputs` and `outputs` are parameters; `exit_code` that of the main container.
    """

    id: str
    name: str
    display_name: str
    type: str
    phase: str
    template: str
    message: str
    started: datetime | None
    finished: datetime | None
    exit_code: int | None
    children: tuple[str, ...]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    result: str = ""


@dataclass(frozen=True)
class Run:
    """A workflow as it was when it was read."""

    name: str
    namespace: str
    phase: str
    message: str
    nodes: dict[str, Node]
    labels: dict[str, str]

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will happen in it."""
        return self.phase in ENDED

    def named(self, display_name: str) -> list[Node]:
        """Returns the nodes of a display name, such as a DAG task's or an item's `task(0:a)`, without attempts."""
        attempts = {child for node in self.nodes.values() if node.type == "Retry" for child in node.children}
        found = [node for node in self.nodes.values() if node.display_name == display_name and node.id not in attempts]
        return sorted(found, key=lambda node: node.name)

    def node(self, display_name: str) -> Node:
        """Returns the one node of a display name."""
        found = self.named(display_name)
        if len(found) != 1:
            raise LookupError(f"{len(found)} nodes are named {display_name} in\n{self.summary()}")
        return found[0]

    def attempts(self, node: Node) -> list[Node]:
        """Returns the attempts of a node, oldest first: a retried node's pods, else the node itself if it ran a pod."""
        if node.type != "Retry":
            return [node] if node.type == "Pod" else []
        children = [self.nodes[child] for child in node.children if child in self.nodes]
        # The last attempt's followers are children of the retry node too.
        own = [child for child in children if child.name.startswith(f"{node.name}(")]
        return sorted(own, key=lambda child: int(child.name.rpartition("(")[2].rstrip(")")))

    def summary(self) -> str:
        """Returns a line a node, for messages."""
        lines = [f"{self.namespace}/{self.name} {self.phase} {self.message}".rstrip()]
        for node in sorted(self.nodes.values(), key=lambda node: (node.started is None, node.started, node.name)):
            code = "" if node.exit_code is None else f" exit {node.exit_code}"
            lines.append(f"  {node.type:9} {node.display_name:40} {node.phase:9}{code} {node.message}".rstrip())
        return "\n".join(lines)


class Workflows:
    """The workflows of one namespace."""

    def __init__(self, api: KubeApi, namespace: str) -> None:
        self._api = api
        self.namespace = namespace
        self._path = f"{_GROUP}/namespaces/{namespace}/workflows"
        self._pods = f"/api/v1/namespaces/{namespace}/pods"
        # The templates that the controller has used; its watch may tell it of a new one after it has a workflow of it.
        self._used: set[str] = set()

    def submit(
        self, template: str, parameters: Mapping[str, str] | None = None, labels: Mapping[str, str] | None = None
    ) -> str:
        """Submits a WorkflowTemplate of the namespace, as `argo submit --from` does; returns the workflow's name."""
        spec: Json = {"workflowTemplateRef": {"name": template}}
        if parameters:
            pairs = [{"name": name, "value": value} for name, value in parameters.items()]
            spec["arguments"] = {"parameters": pairs}
        meta = {"generateName": f"{template}-"[:57], "labels": dict(labels or {})}
        workflow = {"metadata": meta, "spec": spec}
        name = self.create(workflow)
        while template not in self._used:
            taken = self._taken_up(name)
            unknown = f'workflowtemplates.argoproj.io "{template}" not found'
            if unknown not in taken.message or not self._has_template(template):
                self._used.add(template)
            else:
                self._api.delete(f"{self._path}/{name}")
                name = self.create(workflow)
        return name

    def create(self, workflow: Json) -> str:
        """Creates a workflow from its manifest and returns its name."""
        whole = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", **workflow}
        return str(self._api.create(self._path, whole)["metadata"]["name"])

    def get(self, name: str) -> Run:
        """Returns a workflow as it is now."""
        return _run(self._api.get(f"{self._path}/{name}"))

    def get_or_none(self, name: str) -> Run | None:
        """Returns a workflow as it is now, None when it was deleted."""
        found = self._api.get_or_none(f"{self._path}/{name}")
        return None if found is None else _run(found)

    def holders(self, name: str) -> int:
        """Returns how many of a workflow's steps hold a lock now, by the controller's own record of it."""
        locks = (self._api.get(f"{self._path}/{name}").get("status") or {}).get("synchronization") or {}
        mutexes = (locks.get("mutex") or {}).get("holding") or []
        semaphores = (locks.get("semaphore") or {}).get("holding") or []
        return len(mutexes) + sum(len(semaphore.get("holders") or []) for semaphore in semaphores)

    def find(self, selector: str) -> list[Run]:
        """Returns the workflows with labels, such as `workflows.argoproj.io/cron-workflow=NAME`, oldest first."""
        items = self._api.get(self._path, labelSelector=selector)["items"]
        return [_run(item) for item in sorted(items, key=lambda item: item["metadata"]["creationTimestamp"])]

    def wait(self, name: str, seconds: float = PATIENCE) -> Run:
        """Returns a workflow when it has ended."""
        deadline = time.monotonic() + seconds
        while not (run := self.get(name)).is_ended:
            if time.monotonic() > deadline:
                raise WorkflowStuck(f"not ended within {seconds:g} s: {run.summary()}\n{self._pods_summary(name)}")
            time.sleep(0.1)
        return run

    def wait_for_node(self, name: str, display_name: str, phase: str, seconds: float = PATIENCE) -> Node:
        """Returns a node when it has a phase."""
        deadline = time.monotonic() + seconds
        while True:
            run = self.get(name)
            for node in (node for node in run.nodes.values() if node.display_name == display_name):
                if node.phase == phase:
                    return node
            if run.is_ended or time.monotonic() > deadline:
                raise WorkflowStuck(f"{display_name} is not {phase} after {seconds:g} s: {run.summary()}")
            time.sleep(0.1)

    def terminate(self, name: str) -> None:
        """Ends a workflow now; exit handlers do not run (`argo terminate`)."""
        self._api.merge(f"{self._path}/{name}", {"spec": {"shutdown": "Terminate"}})

    def stop(self, name: str) -> None:
        """Ends a workflow; exit handlers run (`argo stop`)."""
        self._api.merge(f"{self._path}/{name}", {"spec": {"shutdown": "Stop"}})

    def pods(self, name: str) -> dict[str, Json]:
        """Returns the pods of a workflow by node id."""
        items = self._api.get(self._pods, labelSelector=f"workflows.argoproj.io/workflow={name}")["items"]
        return {item["metadata"]["annotations"]["workflows.argoproj.io/node-id"]: item for item in items}

    def log(self, name: str, node: Node, container: str = "main") -> str:
        """Returns what a container of a node's pod has printed, without the lines of Argo's executor around it."""
        pod = self.pods(name)[node.id]["metadata"]["name"]
        text = self._api.text(f"{self._pods}/{pod}/log?container={container}")
        return "".join(line for line in text.splitlines(keepends=True) if not _EXECUTORS_LINE.match(line))

    def logs(self, name: str, display_name: str) -> list[str]:
        """Returns what the main containers of a node's attempts have printed, oldest attempt first."""
        run = self.get(name)
        return [self.log(name, attempt) for attempt in run.attempts(run.node(display_name))]

    def _taken_up(self, name: str, seconds: float = PATIENCE) -> Run:
        """Returns a workflow when the controller has looked at it."""
        deadline = time.monotonic() + seconds
        while not (run := self.get(name)).phase:
            if time.monotonic() > deadline:
                raise WorkflowStuck(f"not taken up within {seconds:g} s: {run.summary()}")
            time.sleep(0.1)
        return run

    def _has_template(self, name: str) -> bool:
        path = f"{_GROUP}/namespaces/{self.namespace}/workflowtemplates/{name}"
        return self._api.get_or_none(path) is not None

    def _pods_summary(self, name: str) -> str:
        lines = []
        for pod in self.pods(name).values():
            status = pod["status"]
            states = {c["name"]: c["state"] for c in status.get("containerStatuses", [])}
            lines.append(f"  pod {pod['metadata']['name']} {status.get('phase')} {status.get('message', '')} {states}")
        return "\n".join(lines)


def _run(workflow: Json) -> Run:
    status = workflow.get("status") or {}
    meta = workflow["metadata"]
    nodes = {key: _node(value) for key, value in (status.get("nodes") or {}).items()}
    phase, message = status.get("phase", ""), status.get("message", "")
    return Run(meta["name"], meta["namespace"], phase, message, nodes, meta.get("labels") or {})


def _node(node: Json) -> Node:
    inputs, outputs = node.get("inputs") or {}, node.get("outputs") or {}
    code = outputs.get("exitCode")
    return Node(
        id=node["id"],
        name=node["name"],
        display_name=node.get("displayName", ""),
        type=node["type"],
        phase=node.get("phase", ""),
        template=node.get("templateName") or (node.get("templateRef") or {}).get("template", ""),
        message=node.get("message", ""),
        started=_time(node.get("startedAt")),
        finished=_time(node.get("finishedAt")),
        exit_code=None if code is None else int(code),
        children=tuple(node.get("children") or ()),
        inputs=_parameters(inputs),
        outputs=_parameters(outputs),
        result=outputs.get("result", ""),
    )


def _parameters(io: Json) -> dict[str, str]:
    return {item["name"]: str(item.get("value", "")) for item in io.get("parameters") or []}


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
