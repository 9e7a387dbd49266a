"""Objects for the External Secrets operator: a real API server with its definitions takes them, and refuses wrong ones.

The operator itself cannot be built from what is published (docs/secrets.md says what is not shown).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.kubectl import KubectlFailed
from regauge_engines.cli import ROOT
from regauge_engines.operator_definitions import EXTERNAL_SECRETS

SECRETS = ROOT / "golden/cases/secrets/expected/argo/secrets"


@pytest.fixture(scope="module")
def namespace(cluster: Cluster) -> str:
    """A namespace of a cluster that knows the operator's kinds."""
    for file in EXTERNAL_SECRETS.resource_definitions():
        cluster.kubectl("apply", "--server-side", "-f", str(file))
    name = "crd/externalsecrets.external-secrets.io"
    cluster.kubectl("wait", "--for=condition=Established", "--timeout=60s", name)
    return cluster.namespace("external-secrets")


def _apply(cluster: Cluster, namespace: str, *what: str) -> str:
    return cluster.kubectl("apply", "--server-side", "--validate=strict", "-n", namespace, *what)


def test_the_server_takes_what_kustomize_makes(cluster: Cluster, namespace: str) -> None:
    _apply(cluster, namespace, "-k", str(SECRETS))
    found = json.loads(cluster.kubectl("get", "externalsecrets", "-n", namespace, "-o", "json"))
    (signing,) = found["items"]
    spec = signing["spec"]
    assert spec["secretStoreRef"] == {"kind": "SecretStore", "name": "platform"}
    assert {one["secretKey"]: one["remoteRef"]["key"] for one in spec["data"]} == {
        "tls.crt": "teams/sales/signing",
        "tls.key": "teams/sales/signing",
    }


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ('kind: "SecretStore"', 'kind: "SecretShop"', "Unsupported value"),
        ("refreshInterval", "refreshEvery", "field not declared in schema"),
        ('creationPolicy: "Owner"', 'creationPolicy: "Mine"', "Unsupported value"),
        ('secretKey: "tls.crt"', 'secretKey: "tls crt"', "should match"),
    ],
)
def test_the_server_refuses_what_is_wrong(
    cluster: Cluster, namespace: str, tmp_path: Path, right: str, wrong: str, why: str
) -> None:
    text = (SECRETS / "signing.yaml").read_text("utf-8")
    assert right in text
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(KubectlFailed, match=why):
        _apply(cluster, namespace, "-f", str(changed))
