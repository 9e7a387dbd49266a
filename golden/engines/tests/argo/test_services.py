"""Services on Kubernetes: a real API server takes their objects, and its admission their pods.

There is no controller manager here: the test itself makes the pod of a Deployment. What that does not show is in
docs/services.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.argo.api import ApiError, Json
from regauge_engines.argo.cluster import Cluster
from regauge_engines.cli import ROOT
from regauge_engines.deploy.tools import helm, unversioned

SHOP = ROOT / "golden/services/shop/expected/kubernetes/kubernetes"


def _texts(folder: Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.rglob("*.yaml")))


def _apply(cluster: Cluster, folder: Path) -> list[str]:
    """Applies rendered services, and makes what a controller manager would have put into their namespace."""
    files = [part for file in sorted(folder.rglob("*.yaml")) for part in ("-f", str(file))]
    cluster.kubectl("apply", "--server-side", "-f", str(folder / "namespace.yaml"))
    return cluster.kubectl("apply", "--server-side", "--validate=strict", *files).splitlines()


def _workloads(cluster: Cluster, namespace: str) -> dict[str, Json]:
    found = json.loads(cluster.kubectl("get", "deployments,statefulsets", "-n", namespace, "-o", "json"))
    return {each["metadata"]["name"]: each for each in found["items"]}


@pytest.fixture(scope="module")
def shop(cluster: Cluster) -> list[str]:
    """What the server says to the golden services, once."""
    return _apply(cluster, SHOP)


def _pod(workload: Json, names: list[str]) -> Json:
    """Returns the pod that a controller would make, for our kubelet: ends for good, disks of its own, names by hand."""
    template = workload["spec"]["template"]
    spec: dict[str, Any] = {
        **template["spec"],
        "restartPolicy": "Never",
        "hostAliases": [{"ip": "127.0.0.1", "hostnames": names}],
    }
    claims = [each["metadata"]["name"] for each in workload["spec"].get("volumeClaimTemplates") or []]
    volumes = [v for v in spec.get("volumes", []) if "persistentVolumeClaim" not in v]
    claims += [v["name"] for v in spec.get("volumes", []) if "persistentVolumeClaim" in v]
    spec["volumes"] = [*volumes, *({"name": name, "emptyDir": {}} for name in claims)]
    metadata = {**template["metadata"], "name": f"{workload['metadata']['name']}-0"}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def test_the_server_takes_every_object(shop: list[str]) -> None:
    assert len(shop) == len(re.findall(r"^kind:", _texts(SHOP), re.MULTILINE))
    kinds = {line.split("/")[0] for line in shop}
    assert kinds >= {
        "configmap", "deployment.apps", "horizontalpodautoscaler.autoscaling", "namespace",
        "networkpolicy.networking.k8s.io", "persistentvolumeclaim", "poddisruptionbudget.policy", "service",
        "serviceaccount", "statefulset.apps",
    }  # fmt: skip


def test_the_server_takes_every_object_of_the_chart(cluster: Cluster, tmp_path: Path) -> None:
    """By strict validation, and by Helm itself, which finds nothing to change when it is asked again."""
    chart = ROOT / "golden/services/shop/expected/helm/platform"
    cluster.kubectl("apply", "--server-side", "-f", str(chart / "namespace-prod.yaml"))
    values = ["--namespace", "data", "--values", str(chart / "values-prod.yaml")]
    text = helm("template", "shop", chart, *values)
    strict = ["apply", "--server-side", "--validate=strict", "--dry-run=server", "-f", "-"]
    assert len(cluster.kubectl(*strict, text=text).splitlines()) == len(re.findall(r"^kind:", text, re.MULTILINE))
    installed = unversioned(chart, tmp_path)
    kubeconfig = ["--kubeconfig", str(cluster.kubeconfig)]
    for revision in (1, 2):
        said = helm("upgrade", "--install", "shop", installed, *values, *kubeconfig)
        assert f"STATUS: deployed\nREVISION: {revision}" in said
    trino = _workloads(cluster, "data")["trino"]
    assert (trino["metadata"]["generation"], trino["metadata"]["labels"]["regauge.dev/layer"]) == (1, "3")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("name", ["catalog", "postgres", "trino"])
def test_their_pods_are_restricted(cluster: Cluster, name: str) -> None:
    """The namespace takes the pod, and none of which anything that closes it was left out."""
    pod = _pod(_workloads(cluster, "sales-shop")[name], [])
    pods = "/api/v1/namespaces/sales-shop/pods?dryRun=All"
    cluster.api.create(pods, pod)
    for container in [*pod["spec"]["containers"], *pod["spec"].get("initContainers", [])]:
        closed = container.pop("securityContext")
        with pytest.raises(ApiError, match="violates PodSecurity"):
            cluster.api.create(pods, pod)
        container["securityContext"] = closed
    for member in ("runAsNonRoot", "seccompProfile"):
        kept = pod["spec"]["securityContext"].pop(member)
        with pytest.raises(ApiError, match=member):
            cluster.api.create(pods, pod)
        pod["spec"]["securityContext"][member] = kept
