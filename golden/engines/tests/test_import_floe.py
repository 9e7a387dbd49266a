"""Ingestion that was written for floe, imported and run on the four runners (S002-07, S002-08).

The source is the test's own, in the place of one of GitHub, and so is Airbyte's server; all between them is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.airbyte_server import AirbyteServer
from regauge_engines.cli import generate, regauge
from regauge_engines.sides import Given, each_side
from regauge_engines.source_server import SourceServer

RUNNERS = ("local", "dagster", "airflow", "argo")
TOKEN = "t0ken-of-airbyte"

PIPELINE = """\
ingestion:
  # dlt source
  - name: github_events
    type: dlt
    destination: bronze.github_events
    dlt:
      source: floe_sources.github.github_reactions
      resource: issues
      write_disposition: merge
      primary_key: id
      incremental:
        cursor_column: updated_at
      secret_refs:
        github_token: github-api-token

  # External Airbyte connection
  - name: salesforce_sync
    type: airbyte
    destination: bronze.salesforce_accounts
    airbyte:
      connection_id: "abc123-def456"
"""

MANIFEST = """\
plugins:
  ingestion:
    type: airbyte
    config:
      workspace_url: URL
      connection_secret_ref: airbyte-api-token
    retry:
      max_attempts: 3
      initial_delay_seconds: 1
      max_delay_seconds: 3600
      backoff_multiplier: 2.0
      retryable_categories: [TRANSIENT]
"""

SOURCE = '''\
"""Issues of a repository, and what nobody asks for, as a source of dlt."""

import json
from urllib.request import Request, urlopen

import dlt


@dlt.source
def github_reactions(github_token):
    @dlt.resource(name="issues")
    def issues():
        with urlopen(Request("URL/list?limit=100", headers={"Authorization": f"Bearer {github_token}"})) as answer:
            yield json.load(answer)

    @dlt.resource(name="pulls")
    def pulls():
        raise AssertionError("nobody asked for them")
        yield

    return issues, pulls
'''


def issue(number: int, day: int, title: str) -> dict[str, Any]:
    """Returns a row of the source."""
    return {"id": number, "title": title, "updated_at": f"2026-03-{day:02d}T00:00:00Z"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[list[dict[str, Any]], list[str]]]]:
    """Of each runner, after two runs: its trace, and the connections that it had synced."""
    folder = tmp_path_factory.mktemp("floe")
    with (
        AirbyteServer(["running", "succeeded"], token=TOKEN) as airbyte,
        SourceServer([], token="ghp-of-the-tests") as github,
    ):
        product = imported(folder, airbyte.url, github.url)
        given = Given(
            secrets={"github-api-token": {"github_token": "ghp-of-the-tests"}, "airbyte-api-token": {"token": TOKEN}}
        )
        left = {}
        for side in each_side(
            generate(product, tmp_path_factory.mktemp("bundles")), tmp_path_factory.mktemp("sides"), given
        ):
            github.rows = [issue(1, 1, "one"), issue(2, 2, "two")]
            begun = len(airbyte.jobs)
            side.run("ingestion", [""])
            # What is older than the cursor is not asked for again, what is newer replaces its row.
            github.rows = [issue(1, 1, "late"), issue(2, 3, "two, edited"), issue(3, 3, "three")]
            side.run("ingestion", [""])
            synced = [str(job["connectionId"]) for job in airbyte.jobs.values()][begun:]
            left[side.name] = ([json.loads(line) for line in side.trace().read_text("utf-8").splitlines()], synced)
        yield left


def imported(folder: Path, airbyte: str, github: str) -> Path:
    """Imports the two files as a product; the only open place is the source's code, which is then put there."""
    (folder / "pipeline.yaml").write_text(PIPELINE, "utf-8")
    (folder / "manifest.yaml").write_text(MANIFEST.replace("URL", airbyte), "utf-8")
    product = folder / "product"
    files = (str(folder / "pipeline.yaml"), str(folder / "manifest.yaml"))
    report = json.loads(regauge("import", "floe", *files, "--out", str(product), "--json", expect=3))
    assert [row["to"] for row in report["fields"] if row["fate"] == "needs-a-person"] == ["code.paths"]
    regauge("check", str(product), expect=1)
    module = product / "src/floe_sources/github.py"
    module.parent.mkdir(parents=True)
    module.write_text(SOURCE.replace("URL", github), "utf-8")
    (module.parent / "__init__.py").touch()
    regauge("check", str(product))
    return product


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_rows_are_those_of_the_source_merged_by_the_cursor(
    runner: str, told: dict[str, tuple[list[dict[str, Any]], list[str]]]
) -> None:
    trace, _ = told[runner]
    (table,) = [event for event in trace if event["kind"] == "table" and event["table"] == "bronze.github_events"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    assert {int(row["id"]): row["title"] for row in rows} == {1: "one", 2: "two, edited", 3: "three"}
    assert len(rows) == 3


@pytest.mark.parametrize("runner", RUNNERS)
def test_airbyte_syncs_the_connection_once_a_run(
    runner: str, told: dict[str, tuple[list[dict[str, Any]], list[str]]]
) -> None:
    trace, synced = told[runner]
    assert synced == ["abc123-def456"] * 2
    ends = [event["status"] for event in trace if event.get("asset") == "bronze/salesforce_accounts"]
    assert ends.count("success") == 2, ends
