"""A run of kind container: a pod of its own in the cluster, or a container of this machine's engine (docs/adr/0105).

The step holds the lock, waits for the end, and says what the exit code means, as it does for a command.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from regauge_runtime.container.order import Order, order_of
from regauge_runtime.errors import Configuration, Transient, failure_error, failure_of_exit
from regauge_runtime.step import Step
from regauge_runtime.values import Values

ENGINES = ("docker", "podman")
TOKEN = Path("/var/run/secrets/kubernetes.io/serviceaccount/token")


class Place(Protocol):
    """Where a container may run."""

    def run(self, order: Order) -> int:
        """Runs it to its end, its output as the step's own, and returns its exit code; nothing of it is left."""
        ...

    @property
    def told(self) -> str:
        """How the result names the place."""
        ...


def run_container(step: Step, values: Values) -> dict[str, Any]:
    """Runs the asset's container to its end and returns what the result tells of it.

    Raises the failure that its exit code means, or that it could not run. A signal to end ends the container too.
    """
    order = order_of(step, values)
    place = place_of(step, values)
    with _ended_by_signal():
        code = place.run(order)
    if code != 0:
        raise failure_error(failure_of_exit(code, order.what))
    return {"container": {"image": order.image, "place": place.told, "name": order.name}}


def place_of(step: Step, values: Values) -> Place:
    """Returns the cluster that KUBECONFIG names or in which the step is, else the machine's container engine.

    Of KUBECONFIG's files those count that are there, as kubectl has it. Configuration when there is no place.
    """
    named = values.environment.get("KUBECONFIG") or os.environ.get("KUBECONFIG") or ""
    files = [file for file in named.split(os.pathsep) if file and Path(file).is_file()]
    if files or TOKEN.is_file():
        from regauge_runtime.container.pods import Cluster

        return Cluster(os.pathsep.join(files) or None)
    if named:
        raise Configuration(f"{step.key}: KUBECONFIG is {named}, which is not there", code="CONTAINER_PLACE")
    for engine in ENGINES:
        program = shutil.which(engine)
        if program is not None:
            from regauge_runtime.container.machine import Engine

            return Engine(program, values)
    raise Configuration(
        f"{step.key}: nothing here runs a container: the step has no token of a cluster, KUBECONFIG is not set, and"
        f" neither {' nor '.join(ENGINES)} is on PATH",
        code="CONTAINER_PLACE",
    )


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Turns the supervisor's TERM into an exception, so that who runs the container can end it."""

    def stop(number: int, frame: object) -> None:
        # Once: a second one must not keep the container from being ended.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Transient("the step was told to stop", code="STOPPED")

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
