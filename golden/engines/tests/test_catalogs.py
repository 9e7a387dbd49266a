"""Steps write, merge, append, audit and read in catalogs of four more types, each in one product's own environment.

Nessie and the Hive Metastore are the real ones. Glue is moto's, which is a stand-in for Amazon's. Polaris cannot be had
here: what it asks of a client that other REST catalogs do not, tokens for a role and a realm, is asked by a gate of the
tests' own before that Nessie.
"""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from regauge_engines.cli import generate
from regauge_engines.hive_server import Metastore
from regauge_engines.local_run import LocalRun
from regauge_engines.nessie_server import WAREHOUSE, Nessie
from regauge_engines.objectstore import ObjectStore
from regauge_engines.token_gate import CREDENTIAL, REALM, TokenGate

CATALOGS = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: places, domain: sales}
catalogs:
  nessie: {type: nessie, uri: {env: NESSIE_URI}, default: true}
  polaris:
    type: polaris
    uri: {env: POLARIS_URI}
    warehouse: {env: POLARIS_CATALOG}
    credential: {secretRef: polaris/credential}
    properties: {header.Polaris-Realm: {env: POLARIS_REALM}}
  glue: {type: glue, uri: {env: GLUE_URI}, warehouse: {env: GLUE_WAREHOUSE}, properties: {s3.endpoint: {env: GLUE_URI}}}
  hive: {type: hive, uri: {env: HIVE_URI}, warehouse: {env: HIVE_WAREHOUSE}}
params: {n: {type: int, default: 1}}
partitions: {day: {daily: {start: "2025-01-01", end: "2025-01-05"}}}
jobs:
  - {name: days, select: ["*/days"]}
  - {name: all, select: ["*/all"]}
assets:
"""
ASSETS = """
  - key: %(at)s/days
    partitions: day
    run: {python: "places:days"}
    outputs:
      - {table: %(at)s.last, catalog: %(at)s}
      - {table: %(at)s.log, catalog: %(at)s, write: append}
      - table: %(at)s.newest
        catalog: %(at)s
        write: merge
        key: [id]
        columns: [{name: id, type: long, required: true}, {name: n, type: long}]
    checks: [{range: {column: n, min: 0}, onFail: block}]
  - key: %(at)s/all
    inputs: [{table: %(at)s.last}]
    outputs: [{catalog: %(at)s}]
    run: {sql: "select count(*) as days, sum(n)::bigint as n from %(at)s.last"}
"""
PAIR = """
  - key: nessie/pair
    atomicOutputs: true
    run: {python: "places:pair"}
    outputs: [{table: nessie.left, catalog: nessie}, {table: nessie.right, catalog: nessie}]
jobs:
  - {name: pair, select: [nessie/pair]}
"""
CODE = '''"""Rows of a day."""


def days(context, n):
    """Return the run's number, and the keys of the day and of the next one."""
    day = int(context.partition[-2:])
    keyed = [{"id": key, "n": n} for key in (day, day + 1)]
    return {"last": [{"n": n}], "log": keyed, "newest": keyed}


def pair(context, n):
    """Return the run's number, twice."""
    return {"left": [{"n": n}], "right": [{"n": n}]}
'''
READ = """
import json, sys
from pathlib import Path
import duckdb
from regauge_runtime.catalogs import catalog_settings, open_catalog
from regauge_runtime.values import Values
home = Path(sys.argv[1])
out = {}
for name, plan in json.loads((home / "plan.json").read_text())["catalogs"].items():
    catalog = open_catalog(name, catalog_settings(plan, Values({}, None), home))
    for table in ("last", "log", "newest", "all"):
        rows = catalog.load_table(f"{name}.{table}").scan().to_arrow()
        out[f"{name}.{table}"] = [list(row) for row in duckdb.sql("select * from rows order by all").fetchall()]
print("OUT " + json.dumps(out))
"""


@dataclass
class Places:
    """The catalogs: with which variables a step opens each, and what the gate has seen."""

    variables: dict[str, str] = field(default_factory=dict)
    gate: TokenGate | None = None


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("catalogs")
    with ExitStack() as stack:
        store = ObjectStore(folder)
        store.start()
        stack.callback(store.stop)
        nessie = stack.enter_context(Nessie(folder / "nessie", store))
        hive = stack.enter_context(Metastore(folder / "hive"))
        gate = stack.enter_context(TokenGate(nessie.address))
        keys = {name: value for name, value in store.variables().items() if "ENDPOINT" not in name}
        urls = {"NESSIE_URI": nessie.address, "POLARIS_URI": gate.url, "GLUE_URI": store.endpoint}
        warehouses = {"GLUE_WAREHOUSE": store.bucket("glue"), "POLARIS_CATALOG": WAREHOUSE, "POLARIS_REALM": REALM}
        of_hive = {"HIVE_URI": hive.address, "HIVE_WAREHOUSE": hive.warehouse}
        secret = {"REGAUGE_SECRET_POLARIS_CREDENTIAL": CREDENTIAL}
        yield Places({**keys, **urls, **warehouses, **of_hive, **secret}, gate)


def test_steps_write_audit_and_read(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in places.variables.items():
        monkeypatch.setenv(name, value)
    types = ["nessie", "polaris", "glue", "hive"]
    product = write(tmp_path, types)
    home = generate(product, tmp_path / "out", "dagster")["dagster"]
    runs = LocalRun(home, tmp_path / "data")

    assert runs.run("days", "2025-01-01", "2025-01-02", {"n": 1}) == 0
    # A check blocks the second try of the day: none of its three tables shows its rows.
    assert runs.run("days", "2025-01-02", "2025-01-02", {"n": -1}) == 8
    assert runs.run("days", "2025-01-01", "2025-01-01", {"n": 3}) == 0
    assert runs.run("all", "", "") == 0
    rows = read(home)
    for at in types:
        days = [[1, "2025-01-02"], [3, "2025-01-01"]]
        assert rows[f"{at}.last"] == days, (at, rows[f"{at}.last"])
        assert sorted(row[:2] for row in rows[f"{at}.log"]) == [[1, 1], [1, 3], [2, 1], [2, 1], [2, 3], [3, 1]]
        assert [row[:2] for row in rows[f"{at}.newest"]] == [[1, 3], [2, 3], [3, 1]]
        # The day whose newest try is blocked is left out, though the other one has committed since.
        assert rows[f"{at}.all"] == [[1, 3]], (at, rows[f"{at}.all"])
    assert places.gate is not None and places.gate.asked and places.gate.refused == 0


def test_a_nessie_has_two_outputs_in_one_commit(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in places.variables.items():
        monkeypatch.setenv(name, value)
    product = tmp_path / "pairs"
    product.mkdir()
    head, jobs = CATALOGS.split("params:")[0].replace("places", "pairs"), PAIR.index("jobs:")
    text = head + "params: {n: {type: int, default: 1}}\nassets:\n" + PAIR[:jobs].lstrip("\n") + PAIR[jobs:]
    (product / "product.yaml").write_text(text)
    (product / "places.py").write_text(CODE)
    home = generate(product, tmp_path / "out", "dagster")["dagster"]
    runs = LocalRun(home, tmp_path / "data")
    for n in (1, 2):
        assert runs.run("pair", "", "", {"n": n}) == 0
        assert commits(places)[0] == {"nessie.left", "nessie.right"}


def commits(places: Places) -> list[set[str]]:
    """Returns which tables each commit of the Nessie has changed, the newest one first."""
    address = places.variables["NESSIE_URI"].removesuffix("/iceberg")
    with urllib.request.urlopen(f"{address}/api/v2/trees/main/history?fetch=ALL", timeout=60) as answer:
        entries = json.load(answer)["logEntries"]
    return [{".".join(change["key"]["elements"]) for change in entry.get("operations", [])} for entry in entries]


def write(folder: Path, types: list[str]) -> Path:
    """Writes the product, and returns its folder."""
    product = folder / "places"
    product.mkdir()
    (product / "product.yaml").write_text(CATALOGS + "".join(ASSETS % {"at": name} for name in types))
    (product / "places.py").write_text(CODE)
    return product


def read(home: Path) -> dict[str, list[list[object]]]:
    """Returns each table's rows, as pyiceberg finds and DuckDB sorts them."""
    command = [str(home / "venv/step/bin/python"), "-c", READ, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.rsplit("OUT ", 1)[1]))
