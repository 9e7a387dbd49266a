"""Every golden product, generated for the older line of Argo, is what that Argo's own types and validation take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from regauge_engines.argo.lint import lint
from regauge_engines.cli import generate
from regauge_engines.versions import bundle_of_line, golden_products

LINE = "3.6"
KINDS = ("WorkflowTemplate", "CronWorkflow")


@pytest.mark.parametrize("case", golden_products("argo"))
def test_the_objects_are_what_the_older_line_takes(case: str, tmp_path: Path) -> None:
    bundle = bundle_of_line(case, "argo", LINE, tmp_path)
    verdicts = [verdict for verdict in lint([bundle / "manifests"], LINE) if verdict.kind in KINDS]
    assert verdicts
    assert [verdict for verdict in verdicts if verdict.error] == []


def retried(folder: Path, version: str, retry: dict[str, Any]) -> tuple[Path, dict[str, Any], str]:
    """Generates one step with retries; returns its manifest, its retryStrategy and what it is told of the waits."""
    product = {
        "apiVersion": "regauge.dev/v1",
        "kind": "DataProduct",
        "metadata": {"name": "older"},
        "targets": [{"adapter": "argo", "version": version}],
        "catalogs": {"lake": {"type": "jdbc", "uri": {"env": "URI"}, "warehouse": {"env": "WAREHOUSE"}}},
        "environments": {"prod": {"values": {"URI": "postgresql://store/lake", "WAREHOUSE": "s3://lake"}}},
        "assets": [{"key": "a/one", "run": {"sql": "select 1 as n"}, "retry": retry}],
        "jobs": [{"name": "nightly", "select": ["a/one"], "triggers": [{"cron": "0 6 * * *"}]}],
    }
    folder.mkdir()
    (folder / "product.yaml").write_text(json.dumps(product), "utf-8")
    manifest = generate(folder / "product.yaml", folder / "out")["argo"] / "manifests/older-nightly.yaml"
    documents = list(YAML(typ="safe").load_all(manifest.read_text("utf-8")))
    (template,) = [each for each in documents[0]["spec"]["templates"] if "retryStrategy" in each]
    waits = [word for word in template["container"]["args"] if word.startswith("--engine-waits=")]
    return manifest, template["retryStrategy"], waits[0].removeprefix("--engine-waits=")


def test_a_wait_that_the_older_line_cannot_limit_is_kept_by_the_step(tmp_path: Path) -> None:
    limited = {"max": 3, "wait": "PT60S", "multiplier": 2, "maxWait": "PT90S"}
    newest, strategy, waits = retried(tmp_path / "newest", "3.7", limited)
    assert (strategy["backoff"], waits) == ({"duration": "60s", "factor": "2", "cap": "90s"}, "60,90,90")
    older, strategy, waits = retried(tmp_path / "older", LINE, limited)
    assert ("backoff" in strategy, waits) == (False, "0,0,0")
    _, strategy, waits = retried(tmp_path / "free", LINE, {**limited, "maxWait": "PT1H"})
    assert (strategy["backoff"], waits) == ({"duration": "60s", "factor": "2"}, "60,120,240")
    # What the newest takes the older refuses, so that the test of the golden products can see a field too many.
    assert [verdict.error for verdict in lint([newest])] == ["", ""]
    assert 'unknown field "spec.templates[1].retryStrategy.backoff.cap"' in lint([newest], LINE)[0].error
    assert [verdict.error for verdict in lint([older], LINE)] == ["", ""]
