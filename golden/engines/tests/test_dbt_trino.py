"""dbt models that a real Trino keeps: the local runner and Dagster have dbt build them there, and find the same."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, differences, generate
from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.local_run import LocalRun
from regauge_engines.trino_server import Trino
from regauge_engines.venvs import environment

PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: there, domain: sales}
code: {paths: [src, dbt]}
defaults: {retry: 0}
catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
resources:
  wh:
    type: trino
    config: {host: {env: TRINO_HOST}, port: {env: TRINO_PORT}, catalog: memory, schema: {env: TRINO_SCHEMA}}
assets:
  - {key: raw/wanted, run: {dbt: {select: wanted, resource: wh}}}
  - {key: marts/orders, run: {dbt: {select: orders, resource: wh, vars: {least: {env: LEAST}}}}}
  - {key: marts/spent, run: {dbt: {select: spent, resource: wh}}}
  - key: gold/told
    deps: [marts/spent]
    resources: [wh]
    run: {python: "there:told"}
jobs: [{name: build, select: ["*"]}]
"""
CODE = '''"""What dbt left in Trino."""


def told(context, wh):
    """Return the rows of the last model, by a connection of the function's own."""
    cursor = wh.connect().cursor()
    cursor.execute("select custkey, orders from spent order by custkey")
    return [{"custkey": row[0], "orders": row[1]} for row in cursor.fetchall()]
'''
PROJECT = {
    "dbt_project.yml": 'name: there\nversion: "1.0"\nprofile: any\nvars: {least: 0}\n',
    "seeds/wanted.csv": "custkey\n1\n2\n4\n",
    "models/orders.sql": "{{ config(materialized='table') }} select orderkey, custkey, totalprice"
    " from {{ source('tiny', 'orders') }} where custkey in (select custkey from {{ ref('wanted') }})"
    " and totalprice >= {{ var('least') }}",
    "models/spent.sql": "{{ config(materialized='table') }} select custkey, count(*) as orders"
    " from {{ ref('orders') }} group by custkey",
    "models/schema.yml": """
version: 2
sources: [{name: tiny, database: tpch, schema: tiny, tables: [{name: orders}]}]
models:
  - name: orders
    columns:
      - {name: orderkey, data_tests: [unique]}
      - name: totalprice
        data_tests: [{accepted_values: {name: large, arguments: {values: [1], quote: false}, config: {severity: warn}}}]
  - name: spent
    columns: [{name: custkey, data_tests: [not_null]}]
""",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trino]:
    with Trino(tmp_path_factory.mktemp("trino")) as trino:
        yield trino


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """The product with the manifest that the project's author has: parsed by any dbt, for any database."""
    product = tmp_path / "there"
    files = {f"dbt/{name}": text for name, text in PROJECT.items()}
    files |= {"product.yaml": PRODUCT, "src/there.py": CODE}
    for name, text in files.items():
        (product / name).parent.mkdir(parents=True, exist_ok=True)
        (product / name).write_text(text)
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "profiles.yml").write_text("any: {target: t, outputs: {t: {type: duckdb, path: ':memory:'}}}")
    dbt = environment(ROOT / "templates/runtime-python/locks/dbt.txt") / "bin/dbt"
    line = [dbt, "--no-send-anonymous-usage-stats", "parse", "--project-dir", product / "dbt"]
    subprocess.run([*line, "--profiles-dir", profiles], check=True, capture_output=True, cwd=tmp_path)
    return product


def variables(data: Path, server: Trino, schema: str, least: str = "0") -> dict[str, str]:
    """Returns the variables of a runner whose own tables lie in a folder, and dbt's in a schema."""
    catalog = {"CATALOG_URI": f"sqlite:///{data}/catalog.db", "WAREHOUSE": f"file://{data}/warehouse"}
    trino = {"TRINO_HOST": "127.0.0.1", "TRINO_PORT": str(server.port), "TRINO_SCHEMA": schema}
    return {**catalog, **trino, "REGAUGE_DATA": str(data), "LEAST": least}


def told(data: Path) -> list[tuple[int, int]]:
    """Returns what a runner has published of `gold.told`, by the independent reader."""
    events = IndependentReader(f"sqlite:///{data}/catalog.db").events("any")
    (found,) = [event for event in events if event["table"] == "gold.told"]
    at = [found["columns"].index(name) for name in ("custkey", "orders")]
    return sorted((int(row[at[0]]), int(row[at[1]])) for row in found["rows"])


def test_dbt_builds_in_trino_on_two_runners(
    server: Trino, product: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home = generate(product, tmp_path / "out", "dagster")["dagster"]
    data = tmp_path / "local/data"
    with monkeypatch.context() as here:
        for name, value in variables(data, server, "local").items():
            here.setenv(name, value)
        local = LocalRun(home, data)
        assert local.run("build", "", "") == 0, capfd.readouterr()
    printed = capfd.readouterr()
    assert "check large: WARN" in printed.out + printed.err

    bundle = DagsterBundle(home)
    run = DagsterRun(tmp_path / "dagster", variables(tmp_path / "dagster/data", server, "dagster"))
    (tmp_path / "dagster/data").mkdir()
    (ended,) = run.in_one_process(bundle, [("build", None, {})])
    assert ended["success"], ended
    run.write_trace(bundle, tmp_path / "dagster.jsonl")

    assert told(data) and told(data) == told(tmp_path / "dagster/data")
    assert differences(home / "plan.json", local.trace, tmp_path / "dagster.jsonl") == []


def test_what_trino_says_of_a_model_ends_its_step(
    server: Trino, product: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home = generate(product, tmp_path / "out", "dagster")["dagster"]
    data = tmp_path / "data"
    for name, value in variables(data, server, "broken", least="nothing_of_the_kind").items():
        monkeypatch.setenv(name, value)
    assert LocalRun(home, data).run("build", "", "") == 8
    printed = capfd.readouterr()
    assert "PERMANENT" in printed.out + printed.err and "COLUMN_NOT_FOUND" in printed.out + printed.err
