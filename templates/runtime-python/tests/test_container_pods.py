"""Containers as pods of a real API server; the kubelet is one whose containers are processes.

It pulls no images and holds no limits: what a kubelet says of those is tested by its words alone (test_container_ends).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from regauge_engines.argo.api import Access
from regauge_engines.argo.api import Json as Tree
from regauge_engines.argo.bundle import put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import Image
from regauge_engines.argo.rootfs import base_root
from regauge_engines.processes import wait_until

from support import PATIENCE, Home, Json

IMAGE = "words.example.com/shell"
NAMESPACE = "containers"
# What docs/containers.md gives the steps; nothing here may need more.
RULES = [
    {"apiGroups": [""], "resources": ["pods"], "verbs": ["create", "get", "delete"]},
    {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
]
_RIGHTS = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{NAMESPACE}"
_PODS = f"/api/v1/namespaces/{NAMESPACE}/pods"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    made.start()
    made.namespace(NAMESPACE)
    made.add_image(f"{IMAGE}:1", Image(base_root().folder, {"PATH": os.defpath, "INSIDE": "yes"}, user="1000"))
    made.add_image(f"{IMAGE}:root", Image(base_root().folder, {"PATH": os.defpath}))
    yield made
    made.stop()


def access_of(cluster: Cluster, account: str, rules: list[Tree]) -> Path:
    """Makes a service account with these rights and returns the file of its kubeconfig."""
    path = f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts"
    cluster.api.create(path, {"metadata": {"name": account}})
    cluster.api.create(f"{_RIGHTS}/roles", {"metadata": {"name": account}, "rules": rules})
    binding = {
        "metadata": {"name": account},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": account},
        "subjects": [{"kind": "ServiceAccount", "name": account, "namespace": NAMESPACE}],
    }
    cluster.api.create(f"{_RIGHTS}/rolebindings", binding)
    token = cluster.api.create(f"{path}/{account}/token", {"spec": {}})["status"]["token"]
    server = f"https://{cluster.api.host}:{cluster.api.port}"
    file = cluster.folder / f"{account}.kubeconfig"
    Access(server, token, str(cluster.folder / "keys/authority.crt")).write_kubeconfig(file, NAMESPACE)
    return file


@pytest.fixture(scope="module")
def kubeconfig(cluster: Cluster) -> Path:
    return access_of(cluster, "steps", RULES)


@pytest.fixture
def shop(home: Home, kubeconfig: Path) -> Home:
    home.env["KUBECONFIG"] = f"{home.path / 'nowhere'}:{kubeconfig}"
    return home


def container(script: str, *, tag: str = "1", templated: bool = False) -> Json:
    image = {"repository": IMAGE, "tag": tag, "pullPolicy": "IfNotPresent", "pullSecrets": []}
    return {"kind": "container", "image": image, "command": ["sh", "-c"], "args": [script], "isTemplated": templated}


def step(shop: Home, run: Json, **more: object) -> None:
    shop.asset("raw/words", run, silent=True, **more)


class Seen(threading.Thread):
    """Every state of every pod of the namespace, as the API server has them."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(daemon=True)
        self.cluster, self.pods, self._done = cluster, {}, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.1):
            for pod in self.cluster.api.get(_PODS)["items"]:
                self.pods[pod["metadata"]["uid"]] = pod

    def __enter__(self) -> Seen:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()


def nothing_left(cluster: Cluster) -> bool:
    return not [pod for pod in cluster.api.get(_PODS)["items"] if not pod["metadata"].get("deletionTimestamp")]


def test_a_pod_runs_the_image_and_is_gone_afterwards(shop: Home, cluster: Cluster) -> None:
    put_secret(cluster, NAMESPACE, "shop", {"word": "only-kubernetes-knows"})
    script = (
        'echo "inside $INSIDE, {{ partition }}, attempt $REGAUGE_ATTEMPT, dollar $DOLLAR";'
        ' test "${#WORD}" = 21; test "$(id -u)" = 1000'
    )
    compute = {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"cpu": "1", "memory": "128Mi"}}
    word = {"secretRef": {"name": "shop", "key": "word", "source": "kubernetes"}}
    env = {"WORD": word, "DOLLAR": "$(HOME) $$ {x}"}
    step(shop, container(script, templated=True), env=env, compute=compute, maxRuntimeSeconds=300)
    with Seen(cluster) as seen:
        ended = shop.process("raw/words", "2024-01-01")
    assert ended.code == 0, ended.out + ended.err
    assert "inside yes, 2024-01-01, attempt 1, dollar $(HOME) $$ {x}" in ended.out.splitlines()
    assert ended.result["metadata"]["container"]["image"] == f"{IMAGE}:1"
    assert ended.result["metadata"]["container"]["place"] == f"kubernetes, namespace {NAMESPACE}"
    (pod,) = seen.pods.values()
    spec = pod["spec"]
    assert "only-kubernetes-knows" not in json.dumps(pod)
    assert spec["restartPolicy"] == "Never" and spec["automountServiceAccountToken"] is False
    assert spec["activeDeadlineSeconds"] == 300 and spec["securityContext"]["runAsNonRoot"] is True
    (main,) = spec["containers"]
    assert main["resources"] == compute
    assert main["securityContext"] == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    wait_until(lambda: nothing_left(cluster), PATIENCE, "the pod is deleted")


def test_a_namespace_that_enforces_the_restricted_profile_takes_the_pod(shop: Home, cluster: Cluster) -> None:
    label = {"metadata": {"labels": {"pod-security.kubernetes.io/enforce": "restricted"}}}
    cluster.api.merge(f"/api/v1/namespaces/{NAMESPACE}", label)
    try:
        step(shop, container("exit 0"))
        assert shop.step("raw/words", "2024-01-01")["status"] == "success"
    finally:
        label["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] = "privileged"
        cluster.api.merge(f"/api/v1/namespaces/{NAMESPACE}", label)


@pytest.mark.parametrize(
    ("code", "category", "ends_as"),
    [(75, "TRANSIENT", 75), (78, "PERMANENT", 78), (70, "PERMANENT", 70), (65, "PERMANENT", 65), (3, "TRANSIENT", 75)],
)
def test_its_exit_code_means_what_a_commands_means(shop: Home, code: int, category: str, ends_as: int) -> None:
    step(shop, container(f"exit {code}"), waits=[1.0])
    result = shop.step("raw/words", "2024-01-01")
    assert (result["error"]["category"], result["exitCode"]) == (category, ends_as)
    assert result["retry"]["again"] is (category == "TRANSIENT")


@pytest.mark.parametrize(
    ("tag", "env", "said"),
    [
        ("root", {}, "runAsNonRoot"),
        ("never", {}, "is not on this node"),
        ("1", {"WORD": {"secretRef": {"name": "nobodys", "key": "word", "source": "kubernetes"}}}, "nobodys"),
    ],
)
def test_what_cannot_begin_is_a_configuration(shop: Home, tag: str, env: Json, said: str) -> None:
    step(shop, container("exit 0", tag=tag), env=env)
    result = shop.step("raw/words", "2024-01-01")
    assert result["exitCode"] == 78 and result["error"]["code"] == "CONTAINER", result
    assert said in result["error"]["message"]


def test_a_secret_of_no_cluster_is_refused_before_a_pod_is_made(shop: Home, cluster: Cluster) -> None:
    step(shop, container("exit 0"), env={"WORD": {"secretRef": {"name": "w", "key": "w", "source": "env"}}})
    with Seen(cluster) as seen:
        result = shop.step("raw/words", "2024-01-01")
    assert result["error"]["code"] == "SECRET_PLACE" and result["exitCode"] == 78
    assert seen.pods == {}


def started(shop: Home, cluster: Cluster) -> subprocess.Popen[str]:
    """Starts the step and returns it when its container runs."""
    step_of = shop.command("raw/words", "2024-01-01")
    process = subprocess.Popen(step_of, env=shop.environment(), stdout=subprocess.PIPE, text=True)
    wait_until(lambda: running(cluster) is not None, PATIENCE, "the pod runs")
    return process


def running(cluster: Cluster) -> Tree | None:
    pods = [one for one in cluster.api.get(_PODS)["items"] if one.get("status", {}).get("phase") == "Running"]
    return pods[0] if pods else None


def test_a_step_that_is_told_to_stop_takes_its_pod_along(shop: Home, cluster: Cluster) -> None:
    step(shop, container("sleep 1000"))
    process = started(shop, cluster)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 75 and "STOPPED" in out
    wait_until(lambda: not cluster.api.get(_PODS)["items"], PATIENCE, "the pod is gone")


def test_its_limit_ends_the_pod(shop: Home, cluster: Cluster) -> None:
    step(shop, container("sleep 1000"), maxRuntimeSeconds=4)
    ended = shop.process("raw/words", "2024-01-01")
    assert ended.code == 75 and ended.result["error"]["code"] == "TIMEOUT"
    wait_until(lambda: not cluster.api.get(_PODS)["items"], PATIENCE, "the pod is gone")


def test_what_a_killed_attempt_left_is_gone_before_the_next_begins(shop: Home, cluster: Cluster) -> None:
    step(shop, container('test "$REGAUGE_ATTEMPT" = 2 || sleep 1000'))
    process = started(shop, cluster)
    left = running(cluster)
    assert left is not None
    process.kill()  # the group's watcher kills the step, which cannot say goodbye to its pod
    process.communicate(timeout=PATIENCE)
    assert running(cluster) is not None
    ended = shop.process("raw/words", "2024-01-01", attempt=2)
    assert ended.code == 0, ended.out + ended.err
    wait_until(lambda: not cluster.api.get(_PODS)["items"], PATIENCE, "both pods are gone")


def test_the_same_attempt_takes_up_the_pod_that_it_made(shop: Home, cluster: Cluster) -> None:
    step(shop, container('echo "once only"; sleep 20; exit 70'))
    process = started(shop, cluster)
    first = running(cluster)
    assert first is not None
    process.kill()
    process.communicate(timeout=PATIENCE)
    with Seen(cluster) as seen:
        ended = shop.process("raw/words", "2024-01-01")
    assert ended.code == 70, ended.out + ended.err
    assert list(seen.pods) == [first["metadata"]["uid"]]
    assert ended.out.splitlines().count("once only") == 1


def test_a_pod_that_somebody_deletes_may_go_well_another_time(shop: Home, cluster: Cluster) -> None:
    step(shop, container("sleep 1000"))
    process = started(shop, cluster)
    pod = running(cluster)
    assert pod is not None
    cluster.api.call("DELETE", f"{_PODS}/{pod['metadata']['name']}")
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 75 and "POD_DELETED" in out


def test_a_pod_of_the_same_name_that_is_another_ones_is_left_alone(shop: Home, cluster: Cluster) -> None:
    step(shop, container("sleep 1000"))
    process = started(shop, cluster)
    pod = running(cluster)
    assert pod is not None
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    wait_until(lambda: not cluster.api.get(_PODS)["items"], PATIENCE, "the pod is gone")
    name = pod["metadata"]["name"]
    foreign = {"name": "main", "image": f"{IMAGE}:1", "command": ["sleep", "1000"]}
    cluster.api.create(_PODS, {"metadata": {"name": name}, "spec": {"containers": [foreign]}})
    try:
        result = shop.step("raw/words", "2024-01-01")
        assert result["error"]["code"] == "POD_TAKEN" and result["exitCode"] == 78
        assert not cluster.api.get(f"{_PODS}/{name}")["metadata"].get("deletionTimestamp")
    finally:
        cluster.api.call("DELETE", f"{_PODS}/{name}?gracePeriodSeconds=0")
        wait_until(lambda: not cluster.api.get(_PODS)["items"], PATIENCE, "the pod is gone")


def test_a_step_without_the_right_says_which_it_lacks(shop: Home, cluster: Cluster) -> None:
    shop.env["KUBECONFIG"] = str(access_of(cluster, "lookers", [RULES[0] | {"verbs": ["get"]}]))
    step(shop, container("exit 0"))
    result = shop.step("raw/words", "2024-01-01")
    assert result["error"]["code"] == "POD_RIGHTS" and result["exitCode"] == 78
    assert 'cannot create resource "pods"' in result["error"]["message"]
