"""Queries on a real Trino: the local runner and Dagster run one bundle against it, and find the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import differences, generate
from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.local_run import LocalRun
from regauge_engines.trino_server import Trino

PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: asked, domain: sales}
code: {paths: [src]}
defaults: {retry: 0}
catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
resources: {wh: {type: trino, config: {host: {env: TRINO_HOST}, port: {env: TRINO_PORT}, catalog: tpch}}}
tables: [{name: tiny.nation, catalog: wh}]
partitions: {day: {daily: {start: "1995-01-01", end: "1995-01-05"}}}
assets:
  - key: raw/orders
    partitions: day
    run:
      sql:
        query: |
          select orderkey, custkey, cast(totalprice as decimal(12, 2)) as price from tiny.orders
          where orderdate = cast(:partition as date)
        engine: wh
    checks:
      - {unique: orderkey, onFail: block}
      - {range: {column: price, max: 250000}, onFail: block, name: usual}
  - key: silver/nations
    inputs: [{table: tiny.nation}]
    run: {sql: "select count(*) as n, sum(nationkey)::bigint as keys from tiny.nation"}
  - key: gold/days
    partitions: day
    inputs: [raw/orders, silver/nations]
    resources: [wh]
    run: {python: "asked:days"}
jobs:
  - {name: daily, select: [raw/orders, gold/days]}
  - {name: once, select: [silver/nations]}
"""
CODE = '''"""The orders of a day beside those that Trino counts."""


def days(context, orders, nations, wh):
    """Return what came here, and what a connection of the function's own counts there."""
    cursor = wh.connect().cursor()
    cursor.execute("select count(*) from tiny.orders where orderdate = cast(? as date)", [context.partition])
    return [{"came": orders.num_rows, "there": cursor.fetchone()[0], "nations": nations["n"][0].as_py()}]
'''
DAYS = ("1995-01-01", "1995-01-02", "1995-01-03")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trino]:
    with Trino(tmp_path_factory.mktemp("trino")) as trino:
        yield trino


def in_folder(data: Path, server: Trino) -> dict[str, str]:
    """Returns the variables of a runner whose tables lie in a folder."""
    catalog = {"CATALOG_URI": f"sqlite:///{data}/catalog.db", "WAREHOUSE": f"file://{data}/warehouse"}
    return {**catalog, "REGAUGE_DATA": str(data), "TRINO_HOST": "127.0.0.1", "TRINO_PORT": str(server.port)}


def rows(data: Path) -> list[dict[str, Any]]:
    """Returns what a runner has published of `gold.days`, by the independent reader."""
    events = IndependentReader(f"sqlite:///{data}/catalog.db").events("any")
    (found,) = [event for event in events if event["table"] == "gold.days"]
    return sorted((dict(zip(found["columns"], row, strict=True)) for row in found["rows"]), key=str)


def test_two_runners_find_the_same_in_trino(server: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    product = tmp_path / "asked"
    (product / "src").mkdir(parents=True)
    (product / "product.yaml").write_text(PRODUCT)
    (product / "src/asked.py").write_text(CODE)
    home = generate(product, tmp_path / "out", "dagster")["dagster"]

    data = tmp_path / "local/data"
    with monkeypatch.context() as here:
        for name, value in in_folder(data, server).items():
            here.setenv(name, value)
        local = LocalRun(home, data)
        assert local.run("once", "", "") == 0
        # A day on which somebody bought a lot is blocked by the check of its query's rows.
        assert local.run("daily", DAYS[0], DAYS[-1]) == 8

    bundle, run = DagsterBundle(home), DagsterRun(tmp_path / "dagster", in_folder(tmp_path / "dagster/data", server))
    (tmp_path / "dagster/data").mkdir()
    ended = run.in_one_process(bundle, [("once", None, {}), *(("daily", day, {}) for day in DAYS)])
    assert [one["success"] for one in ended].count(False) >= 1
    run.write_trace(bundle, tmp_path / "dagster.jsonl")

    found = rows(data)
    assert found and all(row["came"] == row["there"] and row["nations"] == 25 for row in found), found
    assert found == rows(tmp_path / "dagster/data")
    assert differences(home / "plan.json", local.trace, tmp_path / "dagster.jsonl") == []
