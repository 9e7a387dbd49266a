"""Argo's validation refuses what Argo would refuse, and takes what it would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from regauge_engines.argo.lint import lint

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "documents").glob("*.yaml"))

# File of refused/ -> a part of what Argo says of it.
REFUSED = {
    "cycle": "cycle",
    "concurrency-policy": "is not a valid concurrencyPolicy",
    "cron": "cron schedule",
    "missing-argument": "was not supplied",
    "missing-output": "failed to resolve {{tasks.first.outputs.parameters.nothing}}",
    "missing-template": "template name 'nowhere' undefined",
    "name": "must consist of alpha-numeric characters",
    "no-image": "image",
    "quantity": "quantities must match",
    "reference": "failed to resolve {{tasks.nobody.outputs.result}}",
    "retry-policy": "is not a valid RetryPolicy",
    "template-reference": "no WorkflowTemplate",
    "unknown-field": "unknown field",
    "yaml-boolean": "cannot unmarshal bool",
    "zone": "unknown time zone",
}


def test_documents_that_run_are_taken() -> None:
    verdicts = [verdict for verdict in lint(DOCUMENTS) if verdict.kind in ("WorkflowTemplate", "CronWorkflow")]
    assert len(verdicts) >= 7
    assert [verdict for verdict in verdicts if verdict.error] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_document_is_refused(name: str) -> None:
    (verdict,) = lint([HERE / "refused" / f"{name}.yaml"])
    assert REFUSED[name] in verdict.error


def test_every_bad_document_is_judged() -> None:
    assert sorted(file.stem for file in (HERE / "refused").glob("*.yaml")) == sorted(REFUSED)


def test_a_template_of_another_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "user.yaml").write_text(
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: user}\n"
        "spec: {workflowTemplateRef: {name: codes}, arguments: {parameters: [{name: code, value: '0'}]}}\n"
    )
    alone, _ = lint([tmp_path])[0], None
    assert "no WorkflowTemplate" in alone.error
    assert [v.error for v in lint([tmp_path, HERE / "documents/codes.yaml"])] == ["", ""]
