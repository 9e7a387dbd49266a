"""With Argo's full definitions the server itself refuses what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.argo.bundle import dry_run
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.kubectl import KubectlFailed

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def strict() -> Iterator[Cluster]:
    cluster = Cluster()
    cluster.start(has_full_definitions=True)
    yield cluster
    cluster.stop()


def test_documents_that_run_pass(strict: Cluster) -> None:
    said = dry_run(strict, HERE / "documents", strict.namespace("dry"))
    assert "workflowtemplate.argoproj.io/line" in said
    assert strict.kubectl("get", "workflowtemplates", "--namespace", "dry", "--output", "name") == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [("unknown-field", "retryStrategie"), ("yaml-boolean", "expected string")],
)
def test_what_the_schemas_do_not_allow_is_refused(strict: Cluster, name: str, message: str) -> None:
    with pytest.raises(KubectlFailed, match=message):
        dry_run(strict, HERE / "refused" / f"{name}.yaml", "default")
