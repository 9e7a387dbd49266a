"""A container as a pod of its own, by the Kubernetes API: made once, followed, and deleted with the step.

The step's right is to make, see, delete and read pods of its namespace, and nothing else. All attempts of what one
lock guards call their pod the same, so that no two of them have one at once, wherever their steps are (docs/adr/0112).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import urllib3
from kubernetes import client, config
from kubernetes.client.exceptions import ApiException
from kubernetes.config import ConfigException

from regauge_runtime.container.order import Order
from regauge_runtime.container.pod_ends import api_error, end_of, stuck
from regauge_runtime.container.pod_spec import CONTAINER, OWNER, RUN, pod_of
from regauge_runtime.errors import Configuration, StepError, Transient
from regauge_runtime.plan import JsonObject

NAMESPACE_FILE = Path("/var/run/secrets/kubernetes.io/serviceaccount/namespace")
_PAUSE_SECONDS = 0.5
_TIMEOUT = (10, 60)
# A container may be silent for long; after an hour the connection is made anew.
_LOG_TIMEOUT = (10, 3600)
# How long an API that does not answer is asked again, while the pod may be well.
_PATIENCE_SECONDS = 120.0
# Less than the step itself has between TERM and KILL.
_GRACE_SECONDS = 5
# Of what was left. With 0 the API server forgets the pod at once, while its containers may still run on their node.
_LEFT_GRACE_SECONDS = 1
# How often the API is asked again after a conflict that is about no pod, such as a quota's that somebody changed.
_TRIES = 5
_LOST = (urllib3.exceptions.HTTPError, OSError)


class Cluster:
    """The cluster and namespace of a step; `files` as in KUBECONFIG, None for the cluster that the step is in."""

    def __init__(self, files: str | None) -> None:
        loading: Any = config  # its functions say nothing of their types
        try:
            if files is None:
                settings = client.Configuration()
                loading.load_incluster_config(client_configuration=settings)
                self.namespace = NAMESPACE_FILE.read_text(encoding="utf-8").strip()
                connection = client.ApiClient(settings)
            else:
                _, current = loading.list_kube_config_contexts(files)
                self.namespace = str(current["context"].get("namespace") or "default")
                connection = loading.new_client_from_config(files, persist_config=False)
        except (ConfigException, OSError, KeyError, TypeError) as error:
            place = "the step's token" if files is None else f"KUBECONFIG {files}"
            raise Configuration(f"{place} names no cluster: {error}", code="CONTAINER_PLACE") from error
        self._api: Any = client.CoreV1Api(connection)

    @property
    def told(self) -> str:
        """The kind of place, and the namespace."""
        return f"kubernetes, namespace {self.namespace}"

    def run(self, order: Order) -> int:
        """Runs the pod to its end and returns its container's exit code; a pod of an earlier attempt goes first."""
        try:
            try:
                # Within: a signal may come between the cluster's answer and our next line.
                self._make(order)
                return self._follow(order)
            finally:
                self._delete_own(order)
        except ApiException as error:
            raise api_error(error.status, error.body, order.what, self.namespace) from error
        except _LOST as error:
            raise Transient(f"the cluster does not answer: {error}", code="CLUSTER") from error

    def _make(self, order: Order) -> None:
        """Makes the pod, as soon as no other attempt has one.

        One that this very attempt made stays, unless it failed: then the attempt is made again. One whose step has
        ended was left, and is deleted. One whose step runs on is waited for, as the step's lock would.
        """
        conflicts, waited_for = 0, ""
        while (conflict := self._made(order)) is not None:
            there = self._pod(order.name)
            if there is None:
                conflicts += 1
                if conflicts >= _TRIES:
                    raise conflict
                time.sleep(_PAUSE_SECONDS)
                continue
            if there["metadata"].get("labels", {}).get(OWNER) != order.owner:
                message = f"the pod {order.name} of namespace {self.namespace} is somebody else's"
                raise Configuration(message, code="POD_TAKEN") from conflict
            is_going = bool(there["metadata"].get("deletionTimestamp"))
            if _is_of(there, order) and not is_going and there.get("status", {}).get("phase") != "Failed":
                return
            if not is_going and (step_pod := self._step_that_runs(there)) is not None:
                if step_pod != waited_for:
                    sys.stderr.write(f"the pod {order.name} is that of the step in {step_pod}, which runs on: waits\n")
                    sys.stderr.flush()
                waited_for = step_pod
                time.sleep(_PAUSE_SECONDS)
                continue
            if not is_going:
                self._delete(order.name, _LEFT_GRACE_SECONDS, there["metadata"]["uid"])
            self._wait_gone(there)

    def _made(self, order: Order) -> ApiException | None:
        """Asks for the pod; returns the server's refusal when something is in its way already."""
        body = pod_of(order, _own("NAME"), _own("UID"))
        try:
            self._api.create_namespaced_pod(self.namespace, body, _request_timeout=_TIMEOUT, _preload_content=False)
        except ApiException as error:
            if error.status != 409:
                raise
            return error
        return None

    def _step_that_runs(self, pod: JsonObject) -> str | None:
        """Returns the pod of another step that a pod belongs to, while that one has not ended."""
        for owner in pod["metadata"].get("ownerReferences", []):
            step_pod = None if owner["uid"] == _own("UID") else self._pod(owner["name"])
            is_the_one = step_pod is not None and step_pod["metadata"]["uid"] == owner["uid"]
            if is_the_one and (step_pod or {}).get("status", {}).get("phase") in ("Pending", "Running"):
                return str(owner["name"])
        return None

    def _delete_own(self, order: Order) -> None:
        """Deletes the pod if this attempt made it, and no other one that has its name."""
        try:
            there = self._pod(order.name)
        except (ApiException, *_LOST) as error:
            sys.stderr.write(f"the pod {order.name} could not be looked at, to be deleted: {error}\n")
            return
        if there is not None and _is_of(there, order):
            self._delete(order.name, _GRACE_SECONDS, there["metadata"]["uid"])

    def _follow(self, order: Order) -> int:
        log: _Log | None = None
        seen = ""
        answered = time.monotonic()
        while True:
            try:
                pod = self._pod(order.name)
            except (ApiException, *_LOST) as error:
                is_refused = isinstance(error, ApiException) and 400 <= error.status < 500 and error.status != 429
                if is_refused or time.monotonic() - answered > _PATIENCE_SECONDS:
                    raise
                time.sleep(_PAUSE_SECONDS)
                continue
            answered = time.monotonic()
            # Of another attempt, when somebody deleted this one's and that one was quick.
            if pod is None or pod["metadata"].get("deletionTimestamp") or not _is_of(pod, order):
                raise Transient(f"the pod {order.name} was deleted by somebody else", code="POD_DELETED")
            if (problem := stuck(pod, order.what)) is not None:
                raise problem
            if log is None and _has_begun(pod):
                log = _Log(self._api, self.namespace, order.name)
                log.start()
            end: int | StepError | None = end_of(pod, order.what)
            if end is not None:
                if log is not None:
                    log.join()
                if isinstance(end, StepError):
                    raise end
                return end
            seen = _told(pod, seen)
            time.sleep(_PAUSE_SECONDS)

    def _pod(self, name: str) -> JsonObject | None:
        try:
            answer = self._api.read_namespaced_pod(
                name, self.namespace, _request_timeout=_TIMEOUT, _preload_content=False
            )
        except ApiException as error:
            if error.status == 404:
                return None
            raise
        found: JsonObject = json.loads(answer.data)
        return found

    def _delete(self, name: str, grace: int, uid: str) -> None:
        """Deletes the pod with this uid: by its name alone it could be the next attempt's already."""
        only = client.V1DeleteOptions(preconditions=client.V1Preconditions(uid=uid), grace_period_seconds=grace)
        try:
            self._api.delete_namespaced_pod(
                name, self.namespace, body=only, _request_timeout=_TIMEOUT, _preload_content=False
            )
        except ApiException as error:
            if error.status not in (404, 409):
                sys.stderr.write(f"the pod {name} could not be deleted: {error.status} {error.reason}\n")
        except _LOST as error:
            sys.stderr.write(f"the pod {name} could not be deleted: {error}\n")

    def _wait_gone(self, pod: JsonObject) -> None:
        name, until = pod["metadata"]["name"], time.monotonic() + _PATIENCE_SECONDS
        while (there := self._pod(name)) is not None and there["metadata"]["uid"] == pod["metadata"]["uid"]:
            if time.monotonic() > until:
                raise Transient(f"the pod {name} of an earlier attempt does not end", code="POD_LEFT")
            time.sleep(_PAUSE_SECONDS)


def _own(what: str) -> str | None:
    """Returns the name or uid of the step's own pod, where the engine says it."""
    return os.environ.get(f"REGAUGE_POD_{what}") or None


def _is_of(pod: JsonObject, order: Order) -> bool:
    return bool(pod["metadata"].get("annotations", {}).get(RUN) == order.run)


class _Log(threading.Thread):
    """Copies what the container prints to the step's own output, each byte once, however often the line breaks."""

    def __init__(self, api: Any, namespace: str, pod: str) -> None:
        super().__init__(daemon=True, name=f"log of {pod}")
        self._api, self._namespace, self._pod = api, namespace, pod
        self._copied = 0
        self._ended = threading.Event()

    def run(self) -> None:
        while True:
            was_ended = self._ended.is_set()
            with contextlib.suppress(ApiException, *_LOST):
                self._copy()
            # A stream that ends says nothing of the container: servers end them when they are old or restart.
            if was_ended:
                return
            self._ended.wait(_PAUSE_SECONDS)

    def join(self, timeout: float | None = None) -> None:
        """Waits until all of an ended container is copied, but not for a line that hangs."""
        self._ended.set()
        super().join(30.0 if timeout is None else timeout)

    def _copy(self) -> None:
        answer = self._api.read_namespaced_pod_log(
            self._pod, self._namespace, container=CONTAINER, follow=True, _request_timeout=_LOG_TIMEOUT,
            _preload_content=False,
        )  # fmt: skip
        try:
            passed = 0
            while chunk := answer.read1(65_536):
                new = chunk[max(0, self._copied - passed) :]
                passed += len(chunk)
                self._copied = max(self._copied, passed)
                sys.stdout.buffer.write(new)
                sys.stdout.buffer.flush()
        finally:
            answer.release_conn()


def _has_begun(pod: JsonObject) -> bool:
    states = [status.get("state", {}) for status in pod.get("status", {}).get("containerStatuses", [])]
    return any("running" in state or "terminated" in state for state in states)


def _told(pod: JsonObject, before: str) -> str:
    """Says in the step's log why a pod waits, once for each reason."""
    conditions = pod.get("status", {}).get("conditions", [])
    waits = [one.get("message", "") for one in conditions if one["type"] == "PodScheduled" and one["status"] == "False"]
    text = " ".join(waits)
    if text and text != before:
        sys.stderr.write(f"the pod {pod['metadata']['name']} waits: {text}\n")
        sys.stderr.flush()
    return text
