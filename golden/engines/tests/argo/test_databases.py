"""Databases of services on Kubernetes: a real API server with CloudNativePG's definitions takes them.

The operator itself is not run; what that does not show is in docs/services.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.kubectl import KubectlFailed
from regauge_engines.cli import ROOT
from regauge_engines.deploy.tools import helm
from regauge_engines.operator_definitions import CLOUDNATIVE_PG

EXPECTED = ROOT / "golden/services/databases/expected"
OBJECTS = EXPECTED / "kubernetes/kubernetes"
CHART = EXPECTED / "helm/platform"
STRICT = ("apply", "--server-side", "--validate=strict")


@pytest.fixture(scope="module")
def namespace(cluster: Cluster) -> Iterator[str]:
    """The namespace of the golden services, in a cluster that knows the operator's kinds."""
    for file in CLOUDNATIVE_PG.resource_definitions():
        cluster.kubectl("apply", "--server-side", "-f", str(file))
    for kind in ("clusters", "databases", "scheduledbackups"):
        name = f"crd/{kind}.postgresql.cnpg.io"
        cluster.kubectl("wait", "--for=condition=Established", "--timeout=60s", name)
    cluster.kubectl("apply", "--server-side", "-f", str(OBJECTS / "namespace.yaml"))
    yield "data"
    # Other tests install a chart there, and Helm takes over nothing that somebody else has made.
    applied = ["-f", str(OBJECTS / "network.yaml"), "-f", str(OBJECTS / "services")]
    cluster.kubectl("delete", "--ignore-not-found", "--wait=true", "--timeout=60s", *applied)


def test_the_server_takes_every_object(cluster: Cluster, namespace: str) -> None:
    said = cluster.kubectl(*STRICT, "-f", str(OBJECTS / "network.yaml"), "-f", str(OBJECTS / "services"))
    for name in ("orders-db", "stock-db"):
        assert f"cluster.postgresql.cnpg.io/{name} serverside-applied" in said
        assert f"database.postgresql.cnpg.io/{name} serverside-applied" in said
        assert f"networkpolicy.networking.k8s.io/{name} serverside-applied" in said
    assert "scheduledbackup.postgresql.cnpg.io/orders-db serverside-applied" in said
    assert "scheduledbackup.postgresql.cnpg.io/stock-db" not in said
    found = json.loads(cluster.kubectl("get", "deployment/orders", "-n", namespace, "-o", "json"))
    pod = found["spec"]["template"]["spec"]
    assert [each["name"] for each in pod["initContainers"]] == ["wait-for-orders-db", "setup-migrate"]
    for container in (pod["containers"][0], pod["initContainers"][1]):
        (url,) = (each for each in container["env"] if each["name"] == "DATABASE_URL")
        assert url["valueFrom"]["secretKeyRef"] == {"name": "orders-db-app", "key": "uri", "optional": False}


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ('method: "any"', 'method: "all"', "Unsupported value"),
        ('retentionPolicy: "14d"', 'retentionPolicy: "P14D"', "should match"),
        ("destinationPath", "destination", "field not declared in schema"),
        ('name: "orders"\n  owner', 'name: "postgres"\n  owner', "the name postgres is reserved"),
    ],
)
def test_the_server_refuses_what_is_wrong(
    cluster: Cluster, namespace: str, tmp_path: Path, right: str, wrong: str, why: str
) -> None:
    text = (OBJECTS / "services/orders.yaml").read_text("utf-8")
    assert right in text
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace(right, wrong, 1).replace('"orders-db"', '"other-db"'), "utf-8")
    with pytest.raises(KubectlFailed, match=why):
        cluster.kubectl(*STRICT, "-n", namespace, "-f", str(changed))


@pytest.mark.parametrize("instances", [1, 3])
def test_the_server_takes_the_chart(cluster: Cluster, namespace: str, instances: int) -> None:
    """One server alone waits for no other; a class of disks reaches the servers' disks."""
    values = [f"services.orders.database.instances={instances}", "services.orders.storageClass=fast"]
    settings = [part for value in values for part in ("--set", value)]
    text = helm("template", "books", CHART, "--namespace", namespace, *settings)
    said = cluster.kubectl(*STRICT, "--dry-run=server", "--force-conflicts", "-f", "-", "-o", "json", text=text)
    items = json.loads(said)["items"] if '"items"' in said else []
    (servers,) = (each for each in items if each["kind"] == "Cluster" and each["metadata"]["name"] == "orders-db")
    assert servers["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"
    assert servers["spec"]["instances"] == instances
    assert ("synchronous" in servers["spec"].get("postgresql", {})) == (instances > 1)
    assert servers["spec"]["storage"]["storageClass"] == "fast"
