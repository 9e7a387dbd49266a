"""What the API server is told about a pod: its containers' states, its phase, its conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from regauge_engines.argo.api import Json

INIT, MAIN = "init", "main"


def now() -> str:
    """Returns the time as the API writes it, in whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class ContainerStatus:
    """The state of one container; restarts never happen, for Argo's pods have restartPolicy Never."""

    kind: str
    name: str
    image: str
    state: Json = field(default_factory=lambda: {"waiting": {"reason": "PodInitializing"}})
    identity: str = ""
    started: str = ""

    def start(self, pid: int) -> None:
        """The container's process runs."""
        self.started = now()
        self.identity = f"process://{pid}"
        self.state = {"running": {"startedAt": self.started}}

    def end(self, code: int, message: str, reason: str | None = None) -> None:
        """The container has ended, or could not be started (then `reason` says why)."""
        ended = now()
        terminated: Json = {
            "exitCode": code,
            "reason": reason or ("Completed" if code == 0 else "Error"),
            "startedAt": self.started or ended,
            "finishedAt": ended,
            "containerID": self.identity or "process://0",
        }
        if message:
            terminated["message"] = message
        self.state = {"terminated": terminated}

    @property
    def exit_code(self) -> int | None:
        """The exit code, None while it has not ended."""
        ended = self.state.get("terminated")
        return None if ended is None else int(ended["exitCode"])

    @property
    def is_running(self) -> bool:
        """Whether its process runs."""
        return "running" in self.state

    def to_json(self) -> Json:
        """Returns the member of containerStatuses."""
        return {
            "name": self.name,
            "image": self.image,
            "imageID": f"local://{self.image}",
            "containerID": self.identity,
            "ready": self.is_running,
            "started": self.is_running,
            "restartCount": 0,
            "state": self.state,
        }


def phase(containers: Iterable[ContainerStatus], is_ended_from_outside: bool) -> str:
    """Returns the pod's phase: Pending, Running, Succeeded or Failed."""
    inits = [status for status in containers if status.kind == INIT]
    mains = [status for status in containers if status.kind == MAIN]
    if all(status.exit_code is not None for status in mains):
        return "Succeeded" if not is_ended_from_outside and all(not s.exit_code for s in mains) else "Failed"
    if is_ended_from_outside or any(status.exit_code for status in inits):
        return "Failed"
    return "Running" if any("waiting" not in status.state for status in mains) else "Pending"


def pod_status(containers: list[ContainerStatus], began: str, ended_from_outside: tuple[str, str] | None) -> Json:
    """Returns the pod's whole status; `ended_from_outside` is reason and message when a deadline or so ended it."""
    current = phase(containers, ended_from_outside is not None)
    inits = [status for status in containers if status.kind == INIT]
    mains = [status for status in containers if status.kind == MAIN]
    is_ready = current == "Running" and all(status.is_running for status in mains)
    conditions = {
        "PodScheduled": True,
        "Initialized": all(status.exit_code == 0 for status in inits),
        "ContainersReady": is_ready,
        "Ready": is_ready,
    }
    status: Json = {
        "phase": current,
        "startTime": began,
        "hostIP": "127.0.0.1",
        "podIP": "127.0.0.1",
        "podIPs": [{"ip": "127.0.0.1"}],
        "containerStatuses": [container.to_json() for container in mains],
        "conditions": [
            {"type": name, "status": str(value), "lastTransitionTime": now()} for name, value in conditions.items()
        ],
    }
    if inits:
        status["initContainerStatuses"] = [container.to_json() for container in inits]
    if ended_from_outside is not None:
        status["reason"], status["message"] = ended_from_outside
    return status
