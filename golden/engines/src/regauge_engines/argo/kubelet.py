"""A kubelet whose containers are processes of this machine; run as `python -m regauge_engines.argo.kubelet CONFIG`.

It registers the node `local`, binds pending pods to it, runs them (`pod`), and serves logs and exec (`kubelet_http`).
What it does not do: probes, resource limits, services and networks of pods, pulling images, scheduling rules, restarts.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from regauge_engines.argo.api import Access, ApiError, Json, KubeApi, pod_path
from regauge_engines.argo.image import Image, image_from_json
from regauge_engines.argo.kubelet_http import serve
from regauge_engines.argo.pod import Node, Pod
from regauge_engines.argo.podspec import NODE, ConfigError
from regauge_engines.argo.podstatus import now


class Images:
    """The image map, a JSON file of image name to `Image`; read anew when it changes."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, name: str) -> Image:
        """Returns the image of exactly this name."""
        images = json.loads(self._file.read_text(encoding="utf-8"))
        if name not in images:
            raise ConfigError(f'image "{name}" is not on this node; it has {", ".join(sorted(images))}')
        return image_from_json(json.dumps(images[name]))


class Kubelet:
    """Follows the pods of the cluster and runs those of its node."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._pods: dict[str, Pod] = {}

    def find(self, namespace: str, name: str) -> Pod | None:
        """Returns a pod of this node by name: the newest, when one of its name was deleted and has yet to end."""
        pods = reversed(list(self._pods.values()))
        return next((pod for pod in pods if (pod.spec.namespace, pod.spec.meta["name"]) == (namespace, name)), None)

    def register(self, port: int) -> None:
        """Makes the node, ready, with the port of logs and exec."""
        node = {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": NODE, "labels": {"kubernetes.io/hostname": NODE, "kubernetes.io/os": "linux"}},
        }
        self._node.api.create("/api/v1/nodes", node)
        capacity = {"cpu": str(os.cpu_count()), "memory": "16Gi", "pods": "200", "ephemeral-storage": "20Gi"}
        addresses = [{"type": kind, "address": "127.0.0.1"} for kind in ("InternalIP", "Hostname")]
        ready = {"type": "Ready", "status": "True", "reason": "Ready"}
        status = {
            "capacity": capacity,
            "allocatable": capacity,
            "addresses": addresses,
            "daemonEndpoints": {"kubeletEndpoint": {"Port": port}},
            "conditions": [{**ready, "lastHeartbeatTime": now(), "lastTransitionTime": now()}],
        }
        self._node.api.merge(f"/api/v1/nodes/{NODE}/status", {"status": status})

    def follow(self) -> None:
        """Lists the pods and follows their changes, for ever."""
        while True:
            try:
                pods = self._node.api.get("/api/v1/pods")
                for pod in pods["items"]:
                    self._see("ADDED", pod)
                for event in self._node.api.watch("/api/v1/pods", pods["metadata"]["resourceVersion"], 3000):
                    if event["type"] == "ERROR":
                        break
                    self._see(event["type"], event["object"])
            except (OSError, ApiError, http.client.HTTPException, ValueError) as error:
                print(f"watch: {error}", file=sys.stderr, flush=True)
                time.sleep(1)

    def kill_all(self) -> None:
        """Kills all containers."""
        for pod in list(self._pods.values()):
            pod.kill(0)

    def _see(self, kind: str, pod: Json) -> None:
        meta = pod["metadata"]
        known = self._pods.get(meta["uid"])
        if kind == "DELETED":
            if known is not None:
                _in_background(lambda: self._forget(known))
        elif meta.get("deletionTimestamp"):
            if known is None or not known.is_deleting:
                if known is not None:
                    known.is_deleting = True
                _in_background(lambda: self._delete(pod, known))
        elif (pod.get("status") or {}).get("phase") in ("Succeeded", "Failed"):
            return
        elif not pod["spec"].get("nodeName"):
            self._bind(pod)
        elif pod["spec"]["nodeName"] == NODE and known is None:
            started = self._pods[meta["uid"]] = Pod(self._node, pod)
            _in_background(started.run)

    def _bind(self, pod: Json) -> None:
        target = {"apiVersion": "v1", "kind": "Node", "name": NODE}
        binding = {
            "apiVersion": "v1",
            "kind": "Binding",
            "metadata": {"name": pod["metadata"]["name"]},
            "target": target,
        }
        try:
            self._node.api.create(pod_path(pod, "/binding"), binding)
        except ApiError as error:
            # Gone or bound already, as the next event will tell.
            if error.status not in (404, 409):
                raise

    def _delete(self, pod: Json, known: Pod | None) -> None:
        """Ends a pod that is to be deleted and lets go of its object."""
        if known is not None:
            known.kill(pod["metadata"].get("deletionGracePeriodSeconds", 30))
            known.report()
        now_and_this_one = {"gracePeriodSeconds": 0, "preconditions": {"uid": pod["metadata"]["uid"]}}
        try:
            self._node.api.call("DELETE", pod_path(pod), now_and_this_one)
        except ApiError as error:
            if error.status not in (404, 409):
                raise

    def _forget(self, pod: Pod) -> None:
        pod.kill(0)
        shutil.rmtree(pod.folder, ignore_errors=True)
        self._pods.pop(pod.spec.meta["uid"], None)


def _in_background(act: Callable[[], None]) -> None:
    threading.Thread(target=act, daemon=True).start()


def main(config_file: str) -> None:
    """Runs the kubelet until it is told to end; then its containers are killed."""
    config = json.loads(Path(config_file).read_text(encoding="utf-8"))
    # Nobody writes to this pipe: containers see it close when we are gone, however that came.
    lifeline, _ = os.pipe()
    node = Node(
        KubeApi(Access(**config["access"])), Images(Path(config["images"])).find, Path(config["pods"]), lifeline
    )
    kubelet = Kubelet(node)

    def end(*_: object) -> None:
        kubelet.kill_all()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    port = serve(kubelet.find, config["certificate"], config["key"])
    kubelet.register(port)
    print(f"node {NODE} is ready, port {port}", flush=True)
    kubelet.follow()


if __name__ == "__main__":
    main(sys.argv[1])
