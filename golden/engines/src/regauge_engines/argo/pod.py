"""One pod: its containers as isolated processes, init containers one after the other, the others side by side."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regauge_engines.argo.api import MERGE_PATCH, ApiError, Json, KubeApi, pod_path
from regauge_engines.argo.container import NOT_STARTED
from regauge_engines.argo.image import Image
from regauge_engines.argo.isolation import Bind, Isolated
from regauge_engines.argo.podspec import ConfigError, PodSpec
from regauge_engines.argo.podstatus import INIT, MAIN, ContainerStatus, now, pod_status
from regauge_engines.argo.volumes import Volumes

_TERMINATION_LOG = "/dev/termination-log"


@dataclass(frozen=True)
class Node:
    """What all pods of a kubelet share: the API, the images, the folder of all pods, the pipe that tells its end."""

    api: KubeApi
    image: Callable[[str], Image]
    folder: Path
    lifeline: int


class Pod:
    """A pod bound to this node; `run` carries it to its end."""

    def __init__(self, node: Node, pod: Json) -> None:
        self.node = node
        self.spec = PodSpec(node.api, pod)
        self.folder = node.folder / str(self.spec.meta["uid"])
        self.is_deleting = False
        self._volumes = Volumes(node.api, self.spec, self.folder / "volumes", node.folder / "claims")
        self._began = now()
        self._ended_from_outside: tuple[str, str] | None = None
        self._lock = threading.RLock()
        self._is_killed = False
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._statuses = {
            container["name"]: ContainerStatus(kind, container["name"], container["image"])
            for kind, containers in ((INIT, self._inits), (MAIN, self._mains))
            for container in containers
        }

    @property
    def _inits(self) -> list[Json]:
        return list(self.spec.spec.get("initContainers") or [])

    @property
    def _mains(self) -> list[Json]:
        return list(self.spec.spec["containers"])

    def run(self) -> None:
        """Makes the volumes, runs the containers, reports each change, and removes the volumes."""
        try:
            self._refuse_unknown()
            self.folder.mkdir(parents=True, exist_ok=True)
            self._volumes.make()
            self._start_deadline()
            for container in self._inits:
                if self._run_container(container) != 0:
                    return
            threads = [threading.Thread(target=self._run_container, args=(container,)) for container in self._mains]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        except (ConfigError, ApiError, OSError) as error:
            print(f"pod {self.spec.meta['name']}: {error}", file=sys.stderr, flush=True)
            with self._lock:
                self._ended_from_outside = ("CreateContainerConfigError", str(error))
        finally:
            self.report()
            self._volumes.remove()

    def report(self) -> None:
        """Tells the API server how the pod is."""
        with self._lock:
            status = pod_status(list(self._statuses.values()), self._began, self._ended_from_outside)
            body = {"metadata": {"uid": self.spec.meta["uid"]}, "status": status}
            try:
                self.node.api.call("PATCH", pod_path(self.spec.pod, "/status"), body, MERGE_PATCH)
            except ApiError as error:
                # Gone, or (422) another pod of the same name: nobody wants to know any more.
                if error.status not in (404, 409, 422):
                    print(f"status of {self.spec.meta['name']}: {error}", file=sys.stderr, flush=True)

    def kill(self, grace: float) -> None:
        """Sends TERM to the first process of each container, and KILL after `grace` seconds."""
        with self._lock:
            self._is_killed = True
            running = [(name, process) for name, process in self._processes.items() if process.poll() is None]
        for _, process in running:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = threading.Event()
        timer = threading.Timer(grace, deadline.set)
        timer.start()
        for name, process in running:
            while process.poll() is None:
                if deadline.wait(0.05):
                    self.kill_container(name)
                    process.wait()
        timer.cancel()

    def kill_container(self, name: str) -> None:
        """Kills the first process of a container, and so all of them, as the kernel does when memory is short."""
        pid = self.first_process(name)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def first_process(self, name: str) -> int | None:
        """Returns the machine's id of a running container's first process."""
        process = self._processes.get(name)
        if process is None or process.poll() is not None:
            return None
        try:
            return int((self._container_folder(name) / "pid").read_text() or "0") or None
        except FileNotFoundError:
            return None

    def log(self, name: str) -> Path:
        """Returns the file of what a container has printed."""
        return self._container_folder(name) / "log"

    def has_ended(self, name: str) -> bool:
        """Tells whether a container will print no more."""
        return self._statuses[name].exit_code is not None

    def _container_folder(self, name: str) -> Path:
        return self.folder / "containers" / name

    def _refuse_unknown(self) -> None:
        if self.spec.spec.get("restartPolicy") == "OnFailure":
            raise ConfigError("containers are not started again here")
        if any(container.get("restartPolicy") for container in self._inits):
            raise ConfigError("restartable init containers are not run here")

    def _start_deadline(self) -> None:
        seconds = self.spec.spec.get("activeDeadlineSeconds")
        if seconds:
            timer = threading.Timer(seconds, self._meet_deadline)
            timer.daemon = True
            timer.start()

    def _meet_deadline(self) -> None:
        with self._lock:
            if all(status.exit_code is not None for status in self._statuses.values()):
                return
            message = "Pod was active on the node longer than the specified deadline"
            self._ended_from_outside = ("DeadlineExceeded", message)
        self.kill(self.spec.spec.get("terminationGracePeriodSeconds", 30))
        self.report()

    def _run_container(self, container: Json) -> int:
        """Runs a container to its end and returns its exit code."""
        name = container["name"]
        status = self._statuses[name]
        try:
            process = self._start(container)
        except (ConfigError, ApiError, LookupError, OSError) as error:
            print(f"pod {self.spec.meta['name']}, container {name}: {error}", file=sys.stderr, flush=True)
            with self._lock:
                status.end(NOT_STARTED, str(error), "StartError")
        else:
            self.report()
            ended = process.wait()
            code = ended if ended >= 0 else 128 - ended
            with self._lock:
                status.end(code, self._message(container, code), "StartError" if code == NOT_STARTED else None)
        self.report()
        return status.exit_code or 0

    def _start(self, container: Json) -> subprocess.Popen[bytes]:
        name = container["name"]
        image = self.node.image(container["image"])
        variables = self.spec.environment(container, image)
        uid, gid = self.spec.user(container, image)
        security = self.spec.security(container)
        folder = self._container_folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        isolated = Isolated(
            image.root,
            self.spec.command(container, image, variables),
            variables,
            self.spec.meta["name"],
            workdir=container.get("workingDir") or image.workdir,
            uid=uid,
            gid=gid,
            groups=[int(group) for group in security.get("supplementalGroups") or []],
            binds=[*self._own_files(container, folder), *self._volumes.binds(container)],
            is_read_only=bool(security.get("readOnlyRootFilesystem")),
            is_privileged=bool(security.get("privileged")),
            is_no_new_privileges=security.get("allowPrivilegeEscalation") is False,
        )
        command = isolated.command(folder, self.node.lifeline)
        with self._lock, (folder / "log").open("ab") as log:
            if self._is_killed:
                raise ConfigError("the pod was ended before this container began")
            process = subprocess.Popen(
                command, env={}, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, pass_fds=(self.node.lifeline,),
            )  # fmt: skip
            self._processes[name] = process
            self._statuses[name].start(process.pid)
        return process

    def _own_files(self, container: Json, folder: Path) -> list[Bind]:
        """Makes the files that every container gets from its kubelet; name servers are none: steps use addresses."""
        hosts, resolver, message = folder / "hosts", folder / "resolv.conf", folder / "termination-log"
        names = [("127.0.0.1", "localhost"), ("127.0.0.1", self.spec.meta["name"])]
        for alias in self.spec.spec.get("hostAliases") or []:
            names += [(alias["ip"], name) for name in alias["hostnames"]]
        hosts.write_text("".join(f"{address}\t{name}\n" for address, name in names))
        resolver.touch()
        message.touch()
        message.chmod(0o666)
        target = container.get("terminationMessagePath") or _TERMINATION_LOG
        return [Bind(hosts, "/etc/hosts"), Bind(resolver, "/etc/resolv.conf"), Bind(message, target)]

    def _message(self, container: Json, code: int) -> str:
        folder = self._container_folder(container["name"])
        written = (folder / "termination-log").read_text("utf-8", "replace")[-4096:]
        if code == NOT_STARTED and not written:
            lines = (folder / "log").read_text("utf-8", "replace").splitlines()
            return next((line for line in reversed(lines) if line.startswith("container not started:")), "")
        return re.sub(r"\x00", "", written)
