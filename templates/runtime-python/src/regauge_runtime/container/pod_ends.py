"""What a pod's status and an answer of the API mean for a step (semantics 16, 18); standard library only.

The first line that fits decides.

| of the pod or the answer                                                  | category and code            |
|---------------------------------------------------------------------------|------------------------------|
| it waits: the image's name is none, or it is not there or may not be read | CONFIGURATION `IMAGE_PULL`   |
| it waits: the registry does not answer                                    | TRANSIENT `REGISTRY`         |
| it waits: a secret is missing, the image runs as root, no such command    | CONFIGURATION `CONTAINER`    |
| evicted, preempted, its node drained or lost                              | TRANSIENT `EVICTED`          |
| its deadline is over                                                      | TRANSIENT `TIMEOUT`          |
| killed for its memory                                                     | RESOURCE `OUT_OF_MEMORY`     |
| its command could not be started                                          | CONFIGURATION `CONTAINER`    |
| ended with a code                                                         | as a command's               |
| 403 of a quota                                                            | RESOURCE `QUOTA`             |
| 401, 403                                                                  | CONFIGURATION `POD_RIGHTS`   |
| 400, 404, 422                                                             | CONFIGURATION `POD`          |
| any other answer                                                          | TRANSIENT `CLUSTER`          |
"""

from __future__ import annotations

import json

from regauge_runtime.errors import Configuration, Resource, StepError, Transient
from regauge_runtime.plan import JsonObject

_NO_IMAGE = ("InvalidImageName", "ErrImageNeverPull", "ImagePullBackOff", "ImageInspectError")
_NO_REGISTRY = ("RegistryUnavailable",)
_NO_CONTAINER = ("CreateContainerConfigError", "CreateContainerError", "RunContainerError")
_NOT_STARTED = ("StartError", "ContainerCannotRun", "CreateContainerConfigError")
# Of the pod itself: eviction by the kubelet, preemption, a node that is shut down or gone.
_EVICTED = ("Evicted", "Preempting", "Preempted", "NodeLost", "NodeShutdown", "Shutdown", "Terminated", "NodeAffinity")


def stuck(pod: JsonObject, what: str) -> StepError | None:
    """Returns why a pod that waits will not begin; None while it may."""
    for status in pod.get("status", {}).get("containerStatuses", []):
        waiting = status.get("state", {}).get("waiting", {})
        reason, message = waiting.get("reason", ""), _line(waiting.get("message", ""))
        # ErrImagePull is the first try; the kubelet makes it again, and tells of the second as ImagePullBackOff.
        if reason in _NO_IMAGE:
            return Configuration(f"{what} could not be pulled ({reason}): {message}", code="IMAGE_PULL")
        if reason in _NO_REGISTRY:
            return Transient(f"{what} could not be pulled ({reason}): {message}", code="REGISTRY")
        if reason in _NO_CONTAINER:
            return Configuration(f"{what} cannot be started ({reason}): {message}", code="CONTAINER")
    return None


def end_of(pod: JsonObject, what: str) -> int | StepError | None:
    """Returns the exit code of a pod's container, or why it has none; None while it goes on."""
    status = pod.get("status", {})
    phase, reason, message = status.get("phase"), status.get("reason", ""), _line(status.get("message", ""))
    if phase == "Succeeded":
        return 0
    if phase != "Failed":
        return None
    disrupted = [
        one
        for one in status.get("conditions", [])
        if one.get("type") == "DisruptionTarget" and one.get("status") == "True"
    ]
    if reason in _EVICTED or disrupted:
        why = reason or disrupted[0].get("reason", "")
        return Transient(f"{what} was taken off its node ({why}): {message}", code="EVICTED")
    if reason == "DeadlineExceeded":
        return Transient(f"{what} was not done in time: {message}", code="TIMEOUT")
    for one in status.get("containerStatuses", []):
        ended = one.get("state", {}).get("terminated")
        if ended is None:
            continue
        why = ended.get("reason", "")
        if why == "OOMKilled":
            return Resource(f"{what} needs more memory than its limit", code="OUT_OF_MEMORY")
        if why in _NOT_STARTED:
            return Configuration(f"{what} cannot be started: {_line(ended.get('message', ''))}", code="CONTAINER")
        if ended.get("exitCode", 0) != 0:
            return int(ended["exitCode"])
    if reason == "CreateContainerConfigError":
        return Configuration(f"{what} cannot be started: {message}", code="CONTAINER")
    return Transient(f"{what} ended without an exit code ({reason or 'no reason'}): {message}", code="LOST")


def api_error(status: int | None, body: object, what: str, namespace: str) -> StepError:
    """Returns what a refusal by the API server means."""
    message = _message(body)
    if status in (401, 403):
        if "exceeded quota" in message:
            return Resource(f"no room for {what} in namespace {namespace}: {message}", code="QUOTA")
        return Configuration(f"the step may not run pods in namespace {namespace}: {message}", code="POD_RIGHTS")
    if status in (400, 404, 422):
        return Configuration(f"the cluster takes no such pod: {message}", code="POD")
    return Transient(f"the cluster answers {status}: {message}", code="CLUSTER")


def _message(body: object) -> str:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    try:
        told = json.loads(text)
    except ValueError:
        return _line(text)
    return _line(str(told.get("message", text)) if isinstance(told, dict) else text)


def _line(text: str) -> str:
    return " ".join(text.split())[:1000]
