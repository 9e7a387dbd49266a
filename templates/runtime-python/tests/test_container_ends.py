"""What kubelets and the API server say of pods, and what a step makes of it: the words of those that are not here."""

from __future__ import annotations

import json

import pytest

from regauge_runtime.container.machine import amount
from regauge_runtime.container.pod_ends import api_error, end_of, stuck
from regauge_runtime.errors import StepError
from support import Json


def pod(phase: str = "Failed", state: Json | None = None, **status: object) -> Json:
    containers = [] if state is None else [{"name": "main", "state": state}]
    return {"metadata": {"name": "p"}, "status": {"phase": phase, "containerStatuses": containers} | status}


def waiting(reason: str, message: str = "why") -> Json:
    return pod("Pending", {"waiting": {"reason": reason, "message": message}})


def ended(reason: str, code: int) -> Json:
    return pod("Failed", {"terminated": {"reason": reason, "exitCode": code, "message": "why"}})


@pytest.mark.parametrize("reason", ["ContainerCreating", "PodInitializing", "ErrImagePull"])
def test_a_pod_that_may_begin_is_waited_for(reason: str) -> None:
    assert stuck(waiting(reason), "it") is None and end_of(waiting(reason), "it") is None


@pytest.mark.parametrize(
    ("reason", "code", "exit_code"),
    [
        ("ImagePullBackOff", "IMAGE_PULL", 78),
        ("InvalidImageName", "IMAGE_PULL", 78),
        ("ErrImageNeverPull", "IMAGE_PULL", 78),
        ("RegistryUnavailable", "REGISTRY", 75),
        ("CreateContainerConfigError", "CONTAINER", 78),
        ("RunContainerError", "CONTAINER", 78),
    ],
)
def test_a_pod_that_will_not_begin_is_given_up(reason: str, code: str, exit_code: int) -> None:
    problem = stuck(waiting(reason), "it")
    assert problem is not None and (problem.code, problem.exit_code) == (code, exit_code)
    assert reason in str(problem) and "why" in str(problem)


DISRUPTED = [{"type": "DisruptionTarget", "status": "True", "reason": "DeletionByTaintManager"}]


@pytest.mark.parametrize(
    ("status", "code", "exit_code"),
    [
        (pod(reason="Evicted", message="The node was low on resource: memory."), "EVICTED", 75),
        (pod(reason="Preempting"), "EVICTED", 75),
        (ended("Error", 143) | {"status": ended("Error", 143)["status"] | {"conditions": DISRUPTED}}, "EVICTED", 75),
        (pod(reason="DeadlineExceeded"), "TIMEOUT", 75),
        (ended("OOMKilled", 137), "OUT_OF_MEMORY", 71),
        (ended("StartError", 128), "CONTAINER", 78),
        (ended("ContainerCannotRun", 127), "CONTAINER", 78),
        (pod(), "LOST", 75),
    ],
)
def test_a_pod_without_a_code_of_its_own(status: Json, code: str, exit_code: int) -> None:
    end = end_of(status, "it")
    assert isinstance(end, StepError) and (end.code, end.exit_code) == (code, exit_code)


def test_a_code_of_its_own() -> None:
    assert end_of(ended("Error", 65), "it") == 65
    assert end_of(pod("Succeeded", {"terminated": {"exitCode": 0}}), "it") == 0
    assert end_of(pod("Running", {"running": {}}), "it") is None


@pytest.mark.parametrize(
    ("status", "message", "code", "exit_code"),
    [
        (403, 'pods is forbidden: User "x" cannot create resource "pods"', "POD_RIGHTS", 78),
        (401, "Unauthorized", "POD_RIGHTS", 78),
        (403, "pods is forbidden: exceeded quota: small, requested: pods=1", "QUOTA", 71),
        (422, 'Pod "x" is invalid: spec.containers[0].image: Required value', "POD", 78),
        (429, "slow down", "CLUSTER", 75),
        (500, "etcdserver: leader changed", "CLUSTER", 75),
    ],
)
def test_what_the_api_server_refuses(status: int, message: str, code: str, exit_code: int) -> None:
    error = api_error(status, json.dumps({"kind": "Status", "message": message}), "it", "shop")
    assert (error.code, error.exit_code) == (code, exit_code) and message in str(error)


@pytest.mark.parametrize(
    ("text", "number"), [("500m", 0.5), ("2", 2), ("1Gi", 2**30), ("1.5G", 1.5e9), ("64Mi", 2**26)]
)
def test_amounts_are_kubernetes_own(text: str, number: float) -> None:
    assert amount(text) == number
