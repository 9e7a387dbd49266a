"""One cluster for all of Argo's tests; each test has a namespace of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regauge_engines.argo.bundle import apply_manifests
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import Image
from regauge_engines.argo.rootfs import base_root
from regauge_engines.argo.workflows import Workflows

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    cluster.start()
    cluster.add_image("python:3.11-slim", Image(base_root().folder))
    yield cluster
    cluster.stop()


@pytest.fixture
def deployed(cluster: Cluster, request: pytest.FixtureRequest) -> Callable[..., Workflows]:
    """Deploys documents into the test's own namespace, with the rights that a bundle ships."""

    def deploy(*documents: str, has_rights: bool = True) -> Workflows:
        name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_"))
        # Its end tells the cases of a parametrized test apart.
        namespace = cluster.namespace(f"{name[:30]}{name[-20:]}".strip("-") if len(name) > 50 else name.strip("-"))
        for document in [*(["rights"] if has_rights else []), *documents]:
            apply_manifests(cluster, DOCUMENTS / f"{document}.yaml", namespace)
        return Workflows(cluster.api, namespace)

    return deploy


@pytest.fixture(scope="session")
def ticking(cluster: Cluster) -> Workflows:
    """A namespace whose CronWorkflow is due every minute, begun with the session so that its test waits less."""
    namespace = cluster.namespace("ticking")
    for document in ("rights", "tick"):
        apply_manifests(cluster, DOCUMENTS / f"{document}.yaml", namespace)
    return Workflows(cluster.api, namespace)
