"""The cluster: etcd, kube-apiserver, the kubelet and Argo's controller, each a process that ends with its owner.

There is no controller manager (what it would do for Argo's pods, the default service account and the authority's
config map, is done when a namespace is made), so deleted namespaces and owners are not cleaned up: take new names.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.argo.api import Access, ApiError, Json, KubeApi
from regauge_engines.argo.image import Image
from regauge_engines.argo.kubectl import Kubectl
from regauge_engines.argo.pki import Keys, make_keys
from regauge_engines.argo.tools import tools
from regauge_engines.processes import PATIENCE, Server, end_described, free_port

SYSTEM = "argo"
EXECUTOR_IMAGE = "argoexec:local"
_ADMIN_TOKEN = "admin-token-of-a-test"
_GROUP = "argoproj.io"
_ALL_VERBS = ["get", "list", "watch", "create", "update", "patch", "delete"]


def _rule(group: str, resources: str, verbs: list[str]) -> Json:
    return {"apiGroups": [group], "resources": resources.split(), "verbs": verbs}


# What upstream's installation grants the controller over the whole cluster, so that a run here proves rights too.
CONTROLLER_RULES = [
    _rule("", "pods pods/exec", _ALL_VERBS),
    _rule("", "configmaps namespaces", ["get", "watch", "list"]),
    _rule("", "persistentvolumeclaims persistentvolumeclaims/finalizers", ["create", "update", "delete", "get"]),
    _rule("", "serviceaccounts", ["get", "list"]),
    _rule("", "secrets", ["get"]),
    _rule("", "events", ["create", "patch"]),
    _rule("policy", "poddisruptionbudgets", ["create", "get", "delete"]),
    _rule(_GROUP, "workflows workflows/finalizers workflowtasksets workflowtasksets/finalizers", _ALL_VERBS),
    _rule(_GROUP, "workflowartifactgctasks", _ALL_VERBS),
    _rule(_GROUP, "workflowtemplates workflowtemplates/finalizers", ["get", "list", "watch"]),
    _rule(_GROUP, "clusterworkflowtemplates clusterworkflowtemplates/finalizers", ["get", "list", "watch"]),
    _rule(_GROUP, "workflowtaskresults", ["list", "watch", "deletecollection"]),
    _rule(_GROUP, "cronworkflows cronworkflows/finalizers", ["get", "list", "watch", "update", "patch", "delete"]),
]


class Cluster:
    """One cluster; everything it writes lies under `folder` (default: a new temporary one, removed by `stop`)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._is_own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="regauge-argo-"))
        self._tools = tools()
        self._images = self.folder / "images.json"
        self._servers: dict[str, Server] = {}
        self._access: Access | None = None
        self._api: KubeApi | None = None

    @property
    def kubeconfig(self) -> Path:
        """The administrator's kubeconfig."""
        return self.folder / "admin.kubeconfig"

    @property
    def api(self) -> KubeApi:
        """The API, as administrator."""
        if self._api is None:
            raise RuntimeError("the cluster is not started")
        return self._api

    @property
    def kubectl(self) -> Kubectl:
        """kubectl, as administrator."""
        return Kubectl(self.kubeconfig)

    def start(
        self, has_full_definitions: bool = False, settings: Mapping[str, str] | None = None, detached: bool = False
    ) -> None:
        """Starts everything; returns when workflows may be submitted.

        `has_full_definitions` gives the server Argo's schemas, so that its dry run refuses unknown fields; `settings`
        are further members of the controller's config map; `detached` servers outlive this process (see `end_cluster`).
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        keys = make_keys(self.folder / "keys")
        try:
            self._start_api_server(keys, detached)
            definitions = self._tools.resource_definitions(has_full_definitions)
            files = [part for file in definitions for part in ("-f", str(file))]
            # Not `apply`, and not checked by kubectl: with the full schemas that takes four times as long.
            self.kubectl("create", "--validate=false", *files)
            self.kubectl("wait", "--for=condition=Established", f"--timeout={PATIENCE:.0f}s", "crd", "--all")
            self._install_controller(settings or {})
            self._start_kubelet(keys, detached)
            self.start_controller(detached)
        except BaseException:
            self.stop()
            raise
        if detached:
            described = [server.describe() for server in self._servers.values()]
            (self.folder / "cluster.json").write_text(json.dumps(described), encoding="utf-8")

    def stop(self) -> None:
        """Ends everything, the containers of running pods too."""
        for server in reversed(self._servers.values()):
            server.stop()
        self._servers.clear()
        if self._is_own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, server: str) -> str:
        """Returns what `etcd`, `kube-apiserver`, `kubelet` or `workflow-controller` has printed."""
        return (self.folder / f"{server}.log").read_text("utf-8", "replace")

    def namespace(self, name: str) -> str:
        """Makes a namespace with what a controller manager would put into it, and returns its name."""
        path = f"/api/v1/namespaces/{name}"
        if self.api.get_or_none(path) is None:
            self.api.create("/api/v1/namespaces", {"metadata": {"name": name}})
        self.api.create(f"{path}/serviceaccounts", {"metadata": {"name": "default"}})
        authority = {"ca.crt": (self.folder / "keys/authority.crt").read_text()}
        self.api.create(f"{path}/configmaps", {"metadata": {"name": "kube-root-ca.crt"}, "data": authority})
        return name

    def add_image(self, name: str, image: Image) -> None:
        """Puts an image on the node under a name, as a pod's `image` says it."""
        images = json.loads(self._images.read_text(encoding="utf-8")) if self._images.exists() else {}
        images[name] = json.loads(image.to_json())
        # Renamed into place: the kubelet may be reading.
        new = self._images.with_suffix(".new")
        new.write_text(json.dumps(images, indent=1), encoding="utf-8")
        new.replace(self._images)

    def kill_container(self, pod: Json, container: str = "main") -> None:
        """Kills all processes of a running container, as the kernel does when memory is short (exit code 137)."""
        pid = self.folder / "pods" / pod["metadata"]["uid"] / "containers" / container / "pid"
        os.kill(int(pid.read_text()), signal.SIGKILL)

    def start_controller(self, detached: bool = False, variables: Mapping[str, str] | None = None) -> None:
        """Starts the controller, with a token of its service account and so with its rights only.

        `variables` are further ones of its environment.
        """
        token = self.api.create(f"/api/v1/namespaces/{SYSTEM}/serviceaccounts/argo/token", {"spec": {}})
        assert self._access is not None
        kubeconfig = self.folder / "controller.kubeconfig"
        Access(self._access.server, token["status"]["token"], self._access.authority).write_kubeconfig(
            kubeconfig, SYSTEM
        )
        flags = ["--executor-image", EXECUTOR_IMAGE, "--qps", "200", "--burst", "300"]
        command = [str(self._tools.workflow_controller), "--kubeconfig", str(kubeconfig), *flags]
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.folder),
            "LEADER_ELECTION_DISABLE": "true",
            # The default, 10 s, is the pause between two steps.
            "DEFAULT_REQUEUE_TIME": "100ms",
            "CRON_SYNC_PERIOD": "1s",
            **(variables or {}),
        }
        self._start("workflow-controller", command, environment, detached)

    def stop_controller(self) -> None:
        """Ends the controller alone; running pods go on."""
        self._servers.pop("workflow-controller").stop()

    def _start(self, name: str, command: list[str], variables: dict[str, str] | None, detached: bool) -> Server:
        server = Server(name, command, self.folder / f"{name}.log")
        server.start(environment=variables, detached=detached)
        self._servers[name] = server
        return server

    def _start_api_server(self, keys: Keys, detached: bool) -> None:
        clients, peers, port = free_port(), free_port(), free_port()
        store = f"http://127.0.0.1:{clients}"
        peer = f"http://127.0.0.1:{peers}"
        addresses = ["--listen-client-urls", store, "--advertise-client-urls", store, "--listen-peer-urls", peer]
        addresses += ["--initial-advertise-peer-urls", peer, "--initial-cluster", f"default={peer}"]
        data = ["--data-dir", str(self.folder / "etcd"), "--unsafe-no-fsync"]
        # The only member loses its leadership to nobody but a busy machine, and each request of that moment fails.
        data += ["--heartbeat-interval", "500", "--election-timeout", "10000"]
        self._start("etcd", [str(self._tools.etcd), *addresses, *data], None, detached)
        tokens = keys.key.parent / "tokens.csv"
        tokens.write_text(f"{_ADMIN_TOKEN},admin,admin,system:masters\n")
        flags = {
            "etcd-servers": store,
            "secure-port": port,
            "bind-address": "127.0.0.1",
            "advertise-address": "127.0.0.1",
            "endpoint-reconciler-type": "none",
            "tls-cert-file": keys.certificate,
            "tls-private-key-file": keys.key,
            "cert-dir": self.folder / "certificates",
            "service-account-issuer": "https://kubernetes.default.svc",
            "service-account-key-file": keys.accounts,
            "service-account-signing-key-file": keys.accounts,
            "service-cluster-ip-range": "10.0.0.0/24",
            "authorization-mode": "RBAC",
            "token-auth-file": tokens,
            "allow-privileged": "true",
            "kubelet-preferred-address-types": "InternalIP",
        }
        command = [str(self._tools.kube_apiserver), *(f"--{name}={value}" for name, value in flags.items())]
        server = self._start("kube-apiserver", command, None, detached)
        self._access = Access(f"https://127.0.0.1:{port}", _ADMIN_TOKEN, str(keys.authority))
        self._access.write_kubeconfig(self.kubeconfig)
        self._api = KubeApi(self._access)
        server.wait_until_ready(self._is_ready)

    def _is_ready(self) -> bool:
        try:
            return self.api.text("/readyz") == "ok"
        except ApiError:
            return False

    def _install_controller(self, settings: Mapping[str, str]) -> None:
        for name in (SYSTEM, "default"):
            self.namespace(name)
        path = f"/api/v1/namespaces/{SYSTEM}"
        self.api.create(f"{path}/serviceaccounts", {"metadata": {"name": "argo"}})
        off = "enabled: false\n"
        config = {"metricsConfig": off, "telemetryConfig": off, **settings}
        self.api.create(f"{path}/configmaps", {"metadata": {"name": "workflow-controller-configmap"}, "data": config})
        rights = "/apis/rbac.authorization.k8s.io/v1"
        role = {"metadata": {"name": "argo"}, "rules": CONTROLLER_RULES}
        self.api.create(f"{rights}/clusterroles", role)
        binding = {
            "metadata": {"name": "argo"},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "argo"},
            "subjects": [{"kind": "ServiceAccount", "name": "argo", "namespace": SYSTEM}],
        }
        self.api.create(f"{rights}/clusterrolebindings", binding)
        # Upstream's deployment names it; pods may ask for it.
        priority = {"metadata": {"name": "workflow-controller"}, "value": 1000000}
        self.api.create("/apis/scheduling.k8s.io/v1/priorityclasses", priority)

    def _start_kubelet(self, keys: Keys, detached: bool) -> None:
        self.add_image(EXECUTOR_IMAGE, self._executor_image())
        assert self._access is not None
        config = {
            "access": self._access.to_json(),
            "images": str(self._images),
            "pods": str(self.folder / "pods"),
            "certificate": str(keys.certificate),
            "key": str(keys.key),
        }
        file = self.folder / "kubelet.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(config), encoding="utf-8")
        command = [sys.executable, "-m", "regauge_engines.argo.kubelet", str(file)]
        server = self._start("kubelet", command, None, detached)
        server.wait_until_ready(lambda: "is ready" in self.log("kubelet"))

    def _executor_image(self) -> Image:
        """Returns Argo's executor image as upstream makes it: the program and next to nothing else."""
        root = self.folder / "argoexec"
        (root / "bin").mkdir(parents=True)
        for folder in ("etc", "tmp", "var/run", "proc", "sys", "dev"):
            (root / folder).mkdir(parents=True)
        (root / "etc/passwd").write_text("root:x:0:0:root:/root:/sbin/nologin\n")
        program = root / "bin/argoexec"
        try:
            program.hardlink_to(self._tools.argoexec)
        except OSError:
            shutil.copy(self._tools.argoexec, program)
        return Image(root, {"PATH": "/usr/local/bin:/usr/bin:/bin"}, ["argoexec"])


def end_cluster(folder: Path) -> None:
    """Ends a detached cluster by the ids that it left in its folder, and removes the folder."""
    for described in reversed(json.loads((folder / "cluster.json").read_text(encoding="utf-8"))):
        end_described(described)
    shutil.rmtree(folder, ignore_errors=True)
