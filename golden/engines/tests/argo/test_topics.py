"""Topics on Kubernetes: a real API server with Strimzi's own definitions takes the objects, and refuses wrong ones.

No registry has the definitions of NACK; what its objects say is asked of a real server in test_topics.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.kubectl import KubectlFailed
from regauge_engines.cli import ROOT
from regauge_engines.strimzi import resource_definitions

KAFKA = ROOT / "golden/topics/shop/expected/default/topics/kafka"


@pytest.fixture(scope="module")
def defined(cluster: Cluster) -> Cluster:
    """The cluster once it knows Strimzi's kinds, with the namespace that the objects are in."""
    for file in resource_definitions():
        cluster.kubectl("apply", "--server-side", "-f", str(file))
    for kind in ("kafkatopics", "kafkausers"):
        name = f"crd/{kind}.kafka.strimzi.io"
        cluster.kubectl("wait", "--for=condition=Established", "--timeout=60s", name)
    # The services of the same product may be there already.
    namespace = '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "sales-shop"}}'
    cluster.kubectl("apply", "--server-side", "-f", "-", text=namespace)
    return cluster


def _apply(cluster: Cluster, *files: Path) -> list[str]:
    named = [part for file in files for part in ("-f", str(file))]
    return cluster.kubectl("apply", "--server-side", "--validate=strict", *named).splitlines()


def test_the_server_takes_every_object(defined: Cluster) -> None:
    files = sorted(KAFKA.rglob("*.yaml"))
    said = _apply(defined, *files)
    assert len(said) == sum(len(re.findall(r"^kind:", file.read_text("utf-8"), re.MULTILINE)) for file in files) == 9
    topics = defined.kubectl("get", "kafkatopics", "-n", "sales-shop", "-o", "jsonpath={.items[*].spec.topicName}")
    assert set(topics.split()) == {
        "sales.orders.updated.v1", "__dlq.sales.orders.updated.v1", "sales.list_prices.v2", "sales.clicks.v1",
        "__dlq.sales.clicks.v1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "right", "wrong", "why"),
    [
        ("topics/sales.clicks.v1", "partitions: 6", "partitions: 0", "greater than or equal to 1"),
        ("topics/sales.clicks.v1", "partitions: 6", "partition: 6", "field not declared in schema"),
        (
            "topics/sales.clicks.v1",
            'name: "sales.clicks.v1"',
            'name: "__sales.clicks.v1"',
            "a lowercase RFC 1123",
        ),
        ("users/billing", '- "Write"', '- "Wrote"', "Unsupported value"),
        ("users/billing", 'type: "scram-sha-512"', 'type: "scram-sha-256"', "Unsupported value"),
        ("users/pricing", 'patternType: "prefix"', 'patternType: "prefixed"', "Unsupported value"),
    ],
)
def test_the_server_refuses_what_is_wrong(
    defined: Cluster, tmp_path: Path, file: str, right: str, wrong: str, why: str
) -> None:
    text = (KAFKA / f"{file}.yaml").read_text("utf-8")
    assert right in text
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(KubectlFailed, match=why):
        _apply(defined, changed)
