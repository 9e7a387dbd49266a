"""Pods as an API server tells of them at bad moments: a small server says what a real one says seldom.

What a real one does with pods is in test_container_pods.py.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from support import Home, Json

PODS = "/api/v1/namespaces/shop/pods"


@dataclass
class Api:
    """Pods by name; each look at a pod takes the next of its states, and the last one stays."""

    pods: dict[str, Json] = field(default_factory=dict)
    states: list[str] = field(default_factory=lambda: ["Running", "Succeeded"])
    # What creations are refused with, first to last, before one is taken.
    refusals: list[tuple[int, str]] = field(default_factory=list)
    # What the log's streams hold, first to last; each ends as if all were said.
    logs: list[bytes] = field(default_factory=lambda: [b""])
    deleted: list[tuple[str, Json]] = field(default_factory=list)
    created: list[Json] = field(default_factory=list)
    # Looks at a pod of another step after which that step has ended.
    looks: int = 0

    def create(self, pod: Json) -> tuple[int, Json]:
        if self.refusals:
            status, message = self.refusals.pop(0)
            return status, {"message": message}
        name = pod["metadata"]["name"]
        if name in self.pods:
            return 409, {"message": f'pods "{name}" already exists'}
        pod["metadata"]["uid"] = f"uid-{len(self.created)}"
        self.pods[name] = pod
        self.created.append(pod)
        return 201, pod

    def get(self, name: str) -> tuple[int, Json]:
        pod = self.pods.get(name)
        if pod is None:
            return 404, {"message": "not found"}
        if pod in self.created:
            state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
            container = {"terminated": {"exitCode": 0}} if state == "Succeeded" else {"running": {}}
            pod["status"] = {"phase": state, "containerStatuses": [{"state": container}]}
        elif name == "step-of-another":
            self.looks -= 1
            pod["status"] = {"phase": "Running" if self.looks >= 0 else "Failed"}
        return 200, pod

    def delete(self, name: str, options: Json) -> tuple[int, Json]:
        uid = options.get("preconditions", {}).get("uid")
        if name in self.pods and uid not in (None, self.pods[name]["metadata"]["uid"]):
            return 409, {"message": "the uid in the precondition is another one"}
        self.deleted.append((name, options))
        return (200, {}) if self.pods.pop(name, None) else (404, {"message": "not found"})


@pytest.fixture
def api(home: Home, tmp_path: Path) -> Iterator[Api]:
    """A cluster whose steps are told of by REGAUGE_POD_NAME and REGAUGE_POD_UID."""
    told = Api()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].removeprefix(PODS).strip("/")
            if path.endswith("/log"):
                text = told.logs.pop(0) if len(told.logs) > 1 else told.logs[0]
                self._answer(200, text)
            else:
                self._say(*told.get(path))

        def do_POST(self) -> None:
            self._say(*told.create(self._body()))

        def do_DELETE(self) -> None:
            self._say(*told.delete(self.path.partition("?")[0].removeprefix(PODS).strip("/"), self._body()))

        def _body(self) -> Json:
            tree: Json = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            return tree

        def _say(self, status: int, tree: Json) -> None:
            self._answer(status, json.dumps(tree).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = tmp_path / "kubeconfig"
    cluster = {"name": "c", "cluster": {"server": f"http://127.0.0.1:{server.server_port}"}}
    context = {"name": "c", "context": {"cluster": "c", "namespace": "shop", "user": "u"}}
    user = {"name": "u", "user": {"token": "t"}}
    tree = {"clusters": [cluster], "contexts": [context], "users": [user], "current-context": "c"}
    config.write_text(json.dumps(tree))
    home.env |= {"KUBECONFIG": str(config), "REGAUGE_POD_NAME": "step-of-this", "REGAUGE_POD_UID": "this"}
    image = {"repository": "acme/words", "tag": "1", "pullPolicy": "IfNotPresent", "pullSecrets": []}
    home.asset("raw/words", {"kind": "container", "image": image, "isTemplated": False}, silent=True)
    yield told
    server.shutdown()
    server.server_close()


def another(api: Api, home: Home, of_step: str = "step-of-another") -> Json:
    """Puts a pod there that another run's attempt at the same partition has made; returns it."""
    assert home.process("raw/words", "2024-01-01", cause="manual:before").code == 0
    (pod,) = api.created
    api.created.clear()
    api.deleted.clear()
    pod["metadata"] |= {"uid": "left", "ownerReferences": [{"kind": "Pod", "name": of_step, "uid": "another"}]}
    api.pods = {pod["metadata"]["name"]: pod, of_step: {"metadata": {"name": of_step, "uid": "another"}}}
    api.states = ["Running", "Succeeded"]
    return pod


def test_a_conflict_about_a_quota_is_asked_again(api: Api, home: Home) -> None:
    conflict = 'Operation cannot be fulfilled on resourcequotas "small": the object has been modified'
    api.refusals = [(409, conflict)] * 2
    assert home.step("raw/words", "2024-01-01")["status"] == "success"
    api.refusals = [(409, conflict)] * 20
    result = home.step("raw/words", "2024-01-02")
    assert (result["exitCode"], result["error"]["code"]) == (75, "CLUSTER") and "resourcequotas" in str(result)


def test_the_log_of_a_stream_that_ends_early_is_whole(api: Api, home: Home) -> None:
    api.states = ["Running"] * 6 + ["Succeeded"]
    api.logs = [b"one\n", b"one\ntw", b"one\ntwo\n"]
    ended = home.process("raw/words", "2024-01-01")
    assert ended.code == 0, ended.out + ended.err
    assert [line for line in ended.out.splitlines() if line in ("one", "two")] == ["one", "two"]


def test_the_pod_of_a_step_that_runs_on_is_waited_for(api: Api, home: Home) -> None:
    """Where steps share no folder and no database, their lock is one of each machine alone."""
    there = another(api, home)
    api.looks = 3
    ended = home.process("raw/words", "2024-01-01", cause="manual:now")
    assert ended.code == 0, ended.out + ended.err
    assert ended.err.count("is that of the step in step-of-another, which runs on") == 1
    assert api.looks < 0, "it was deleted while its step ran"
    first, _ = api.deleted
    # Seconds of grace: with 0 nobody would wait for the kubelet.
    assert first[0] == there["metadata"]["name"]
    assert first[1] | {"gracePeriodSeconds": 1, "preconditions": {"uid": "left"}} == first[1]
    assert [pod["metadata"]["name"] for pod in api.created] == [there["metadata"]["name"]]


def test_a_pod_of_the_same_name_takes_no_ones_place(api: Api, home: Home) -> None:
    """The step's own pod was deleted, and another attempt has one of that name by now."""
    there = another(api, home)
    api.pods.clear()

    def taken(name: str, get: Any = api.get) -> tuple[int, Json]:
        status, pod = get(name)
        if status == 200 and pod in api.created:
            api.pods[name] = there | {"status": {"phase": "Succeeded"}}
        return status, pod

    api.get = taken  # type: ignore[method-assign]
    result = home.step("raw/words", "2024-01-01", cause="manual:now")
    assert (result["exitCode"], result["error"]["code"]) == (75, "POD_DELETED"), result
    assert api.pods and not api.deleted
