"""A container as a pod of its own, by the Kubernetes API: made once, followed, and deleted with the step.

The step's right is to make, see, delete and read pods of its namespace, and nothing else.
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
_LOST = (urllib3.exceptions.HTTPError, OSError)


class _Taken(Configuration):
    """A pod of this name is not this attempt's."""


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
        """Runs the pod to its end and returns its container's exit code; pods of earlier attempts go first."""
        try:
            self._clear(order)
            is_ours = True
            try:
                # Within: a signal may come between the cluster's answer and our next line.
                self._make(order)
                return self._follow(order)
            except _Taken:
                is_ours = False
                raise
            finally:
                if is_ours:
                    self._delete(order.name, _GRACE_SECONDS)
        except ApiException as error:
            raise api_error(error.status, error.body, order.what, self.namespace) from error
        except _LOST as error:
            raise Transient(f"the cluster does not answer: {error}", code="CLUSTER") from error

    def _clear(self, order: Order) -> None:
        """Deletes what attempts left that were killed: the step's lock says that none of them goes on.

        A pod of this very attempt stays, unless it failed: then the attempt is made again.
        """
        for pod in self._pods(order):
            name = pod["metadata"]["name"]
            is_ours = name == order.name and pod.get("status", {}).get("phase") != "Failed"
            if not is_ours or pod["metadata"].get("deletionTimestamp"):
                self._delete(name, 0)
                self._wait_gone(name)

    def _make(self, order: Order) -> None:
        """Makes the pod; one of this name that is there already may be this attempt's own: the answer was lost."""
        body = pod_of(order, os.environ.get("REGAUGE_POD_NAME"), os.environ.get("REGAUGE_POD_UID"))
        try:
            self._api.create_namespaced_pod(self.namespace, body, _request_timeout=_TIMEOUT, _preload_content=False)
        except ApiException as error:
            if error.status != 409:
                raise
            there = self._pod(order.name)
            if there is None or there["metadata"].get("annotations", {}).get(RUN) != order.run:
                message = f"the pod {order.name} of namespace {self.namespace} is somebody else's"
                raise _Taken(message, code="POD_TAKEN") from error

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
            if pod is None or pod["metadata"].get("deletionTimestamp"):
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

    def _pods(self, order: Order) -> list[JsonObject]:
        answer = self._api.list_namespaced_pod(
            self.namespace,
            label_selector=f"{OWNER}={order.owner}",
            _request_timeout=_TIMEOUT,
            _preload_content=False,
        )
        found: list[JsonObject] = json.loads(answer.data)["items"]
        return found

    def _delete(self, name: str, grace: int) -> None:
        try:
            self._api.delete_namespaced_pod(
                name, self.namespace, grace_period_seconds=grace, _request_timeout=_TIMEOUT, _preload_content=False
            )
        except ApiException as error:
            if error.status != 404:
                sys.stderr.write(f"the pod {name} could not be deleted: {error.status} {error.reason}\n")
        except _LOST as error:
            sys.stderr.write(f"the pod {name} could not be deleted: {error}\n")

    def _wait_gone(self, name: str) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while self._pod(name) is not None:
            if time.monotonic() > until:
                raise Transient(f"the pod {name} of an earlier attempt does not end", code="POD_LEFT")
            time.sleep(_PAUSE_SECONDS)


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
                return
            if was_ended:
                return
            time.sleep(_PAUSE_SECONDS)

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
