"""Tables that Java makes and pyiceberg uses, and the reverse: sqlite, PostgreSQL with S3, and a REST catalog."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, regauge
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.processes import Server, free_port
from regauge_engines.venvs import environment

LOCK = "regauge.tables.lock.json"
COLUMNS = """
          - {name: order_id, type: long, required: true, primaryKey: true, doc: Order id}
          - {name: qty, type: int}
          - {name: price, type: "decimal(9,2)"}
          - {name: items, type: "list<struct<sku: string, count: int>>"}
          - {name: notes, type: "map<string, string>"}
          - {name: at, type: timestamptz}
"""
PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: shop, domain: sales}
%(catalogs)s
assets:
  - key: silver/orders
    run: {python: "shop:orders"}
    outputs:
      - description: Clean orders
        columns: %(columns)s
        partitionBy: [{column: at, transform: day}, {column: order_id, transform: "bucket[4]"}]
        sortBy: [{column: at, direction: desc}]
"""
EMBEDDED = ""
NAMED = "catalogs:\n  lake: {type: %s, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}"


class Place:
    """A catalog in which both sides work: the product's block and the settings of pyiceberg."""

    def __init__(
        self, folder: Path, block: str, name: str, settings: dict[str, str], variables: dict[str, str]
    ) -> None:
        self.product = folder / "shop"
        self.product.mkdir()
        self.block = block
        self.name = name
        self.settings = settings
        self.variables = variables

    def write(self, columns: str = COLUMNS) -> None:
        """Writes the product with these columns."""
        (self.product / "product.yaml").write_text(PRODUCT % {"catalogs": self.block, "columns": columns})

    def tables(self, command: str, *options: str, expect: int = 0) -> str:
        """Runs `regauge tables COMMAND` with the catalog's variables."""
        kept = dict(os.environ)
        os.environ.update(self.variables)
        try:
            return regauge("tables", command, str(self.product), *options, expect=expect)
        finally:
            os.environ.clear()
            os.environ.update(kept)

    def changes(self) -> list[str]:
        """Returns the kinds of change that are planned."""
        told = json.loads(self.tables("plan", "--json"))
        return [change["kind"] for table in told["tables"] for change in table.get("changes", [])]

    def python(self, code: str) -> dict[str, object]:
        """Runs statements over pyiceberg's `catalog` where the runtime is installed; returns what they put in `out`."""
        program = (
            "import json, sys, datetime, decimal\nimport pyarrow as pa\n"
            "from regauge_runtime.catalogs import open_catalog\n"
            f"catalog = open_catalog({self.name!r}, {self.settings!r})\nout = {{}}\n"
            f"{code}\nprint('OUT ' + json.dumps(out))\n"
        )
        runtime = ROOT / "templates/runtime-python"
        step = environment(runtime / "locks/step.txt", runtime)
        done = subprocess.run(
            [str(step / "bin/python"), "-c", program],
            env={**os.environ, **self.variables}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return dict(json.loads(done.stdout.rsplit("OUT ", 1)[1]))


@pytest.fixture(params=["sqlite", "postgres", "rest"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        data = tmp_path / "shop/.regauge/data"
        settings = {"type": "sql", "uri": f"sqlite:///{data}/catalog.db", "warehouse": f"file://{data}/warehouse"}
        yield Place(tmp_path, EMBEDDED, "local", settings, {})
    elif request.param == "postgres":
        postgres, store = Postgres(), ObjectStore(tmp_path)
        try:
            postgres.start()
            store.start()
            uri, bucket = postgres.database("lake"), store.bucket("lake")
            settings = {"type": "sql", "uri": uri.replace("postgresql:", "postgresql+psycopg:"), "warehouse": bucket}
            settings |= {"s3.endpoint": store.endpoint, "s3.region": "us-east-1"}
            variables = {"CATALOG_URI": uri, "WAREHOUSE": bucket, **store.variables()}
            yield Place(tmp_path, NAMED % "jdbc", "lake", settings, variables)
        finally:
            postgres.stop()
            store.stop()
    else:
        port = free_port()
        server = Server("rest", rest_kit(port, tmp_path / "warehouse"), tmp_path / "rest.log")
        server.start()
        try:
            uri = f"http://127.0.0.1:{port}"
            server.wait_until_ready(lambda: "listening" in (tmp_path / "rest.log").read_text())
            variables = {"CATALOG_URI": uri, "WAREHOUSE": ""}
            yield Place(tmp_path, NAMED % "rest", "lake", {"type": "rest", "uri": uri}, variables)
        finally:
            server.stop()


def rest_kit(port: int, warehouse: Path) -> list[str]:
    """Returns the command that serves Iceberg's own REST test catalog."""
    module = ROOT / "plugins/catalog-iceberg"
    classes = (module / "target/test-classpath.txt").read_text().strip()
    return [
        os.environ.get("REGAUGE_JAVA", "java"),
        "-cp", f"{module}/target/test-classes:{module}/target/classes:{classes}",
        "org.apache.iceberg.rest.RestKit", str(port), str(warehouse),
    ]  # fmt: skip


APPEND = """
table = catalog.load_table("silver.orders")
rows = [{"order_id": n, "qty": n, "price": decimal.Decimal("1.50"), "items": [{"sku": "a", "count": 2}],
         "notes": [("k", "v")], "at": datetime.datetime(2025, 1, n, tzinfo=datetime.timezone.utc)} for n in (1, 2, 3)]
table.append(pa.Table.from_pylist(rows, schema=table.schema().as_arrow()))
out["ids"] = {name: table.schema().find_field(name).field_id for name in
              ["order_id", "qty", "price", "items", "notes", "at", "items.element.sku", "notes.key"]}
out["fields"] = [(f.name, str(f.transform)) for f in table.spec().fields]
out["sort"] = [(f.source_id, f.direction.name) for f in table.sort_order().fields]
out["keys"] = table.schema().identifier_field_ids
out["properties"] = table.properties
out["location"] = table.location()
"""
READ = """
table = catalog.load_table("silver.orders")
rows = table.scan().to_arrow().sort_by("order_id")
out["columns"] = rows.column_names
out["rows"] = rows.num_rows
out["qty"] = rows.column("qty").to_pylist() if "qty" in rows.column_names else None
out["types"] = {f.name: str(f.field_type) for f in table.schema().fields}
out["ids"] = {f.name: f.field_id for f in table.schema().fields}
names = {n: table.schema().find_column_name(n) for n in table.schema().field_ids}
out["parts"] = {name: n for n, name in names.items() if "." in name}
out["items"] = rows.column("items").to_pylist()
"""
NESTED = """
table = catalog.load_table("silver.orders")
row = {"order_id": 4, "items": [{"sku": "b", "count": 1, "tax": 0.5}], "notes": [("k", "v")]}
names = [field.name for field in table.schema().fields]
table.append(pa.Table.from_pylist([{name: row.get(name) for name in names}], schema=table.schema().as_arrow()))
"""


def test_java_makes_python_fills_and_each_evolves(place: Place) -> None:
    place.write()
    assert place.changes() == ["create_table"]
    place.tables("lock")
    place.tables("apply")
    assert place.changes() == []

    made = place.python(APPEND)
    assert made["ids"] == {
        "order_id": 1, "qty": 2, "price": 3, "items": 4, "notes": 5, "at": 6, "items.element.sku": 8, "notes.key": 10,
    }  # fmt: skip
    assert made["fields"] == [["at_day", "day"], ["order_id_bucket", "bucket[4]"]]
    assert made["sort"] == [[6, "DESC"]] and made["keys"] == [1]
    assert made["properties"]["regauge.product"] == "sales_shop"  # type: ignore[index]

    # pyiceberg adds a column of its own: seen, and left alone.
    place.python(
        "from pyiceberg.types import IntegerType\n"
        'with catalog.load_table("silver.orders").update_schema() as u: u.add_column("theirs", IntegerType())'
    )
    told = json.loads(place.tables("plan", "--json"))
    assert [found["code"] for found in told["findings"]["diagnostics"]] == ["RG-TABLE-006"]
    assert place.changes() == []

    # Java widens, nests deeper and adds; the old rows stay readable.
    place.write(
        COLUMNS.replace("name: qty, type: int", "name: qty, type: long").replace(
            "count: int>>", "count: int, tax: double>>"
        )
        + "          - {name: status, type: string}\n"
    )
    parts = place.python(READ)["parts"]
    place.tables("apply", expect=1)  # the lock does not know it yet
    place.tables("lock", "--check", expect=3)
    place.tables("lock")
    assert sorted(place.changes()) == ["add_column", "add_column", "widen_column"]
    place.tables("plan", "--detailed-exitcode", expect=3)
    place.tables("apply")
    place.tables("plan", "--detailed-exitcode")
    seen = place.python(READ)
    assert seen["rows"] == 3 and seen["qty"] == [1, 2, 3]
    assert seen["types"]["qty"] == "long" and "tax" in seen["types"]["items"]  # type: ignore[index]
    assert seen["columns"] == ["order_id", "qty", "price", "items", "notes", "at", "theirs", "status"]

    # A part of a nested column has the id it had; the old rows lack the new part, a new row of pyiceberg's has it.
    now = dict(seen["parts"])  # type: ignore[call-overload]
    tax = now.pop("items.element.tax")
    assert now == parts and tax not in {*parts.values(), *seen["ids"].values()}, (parts, seen)  # type: ignore[attr-defined]
    assert seen["items"] == [[{"sku": "a", "count": 2, "tax": None}]] * 3
    place.python(NESTED)
    assert place.changes() == []
    seen = place.python(READ)
    assert seen["items"][3] == [{"sku": "b", "count": 1, "tax": 0.5}]  # type: ignore[index]

    # What Iceberg cannot do and what the mode does not allow is said, with its place, and changes nothing.
    place.write(COLUMNS.replace("name: qty, type: int", "name: qty, type: string"))
    told = json.loads(place.tables("apply", "--json", expect=1))
    assert sorted({found["code"] for found in told["findings"]["diagnostics"]}) >= ["RG-TABLE-001", "RG-TABLE-002"]
    assert place.python(READ) == seen


def test_python_makes_and_java_understands(place: Place) -> None:
    place.write()
    place.python(
        "from regauge_runtime.iceberg_schema import ensure_table\n"
        "from regauge_runtime.columns import declared_schema\n"
        f"plan = json.loads({plan_of(place)!r})\n"
        'table = plan["tables"]["silver.orders"]\n'
        'ensure_table(catalog, table, declared_schema(table, None), None, plan["product"]["scope"])\n' + APPEND
    )
    assert place.changes() == []  # as Java would have made it
    place.tables("lock")
    place.tables("apply")
    assert place.changes() == []
    assert place.python(READ)["qty"] == [1, 2, 3]
    told = json.loads(place.tables("plan", "--json"))
    assert told["findings"]["diagnostics"] == []


def plan_of(place: Place) -> str:
    return regauge("plan-ir", str(place.product))


def test_two_applies_at_once_end_as_one(place: Place) -> None:
    for columns in (COLUMNS, COLUMNS + "          - {name: status, type: string}\n"):
        place.write(columns)
        place.tables("lock")
        command = [
            sys.executable, "-c",
            "import sys\nfrom regauge_engines.cli import regauge\nregauge('tables', 'apply', sys.argv[1])",
            str(place.product),
        ]  # fmt: skip
        both = [
            subprocess.Popen(command, env={**os.environ, **place.variables}, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        told = [process.communicate()[1] for process in both]
        assert [process.returncode for process in both] == [0, 0, 0], told
        assert place.changes() == []


def test_secrets_and_addresses_stay_out_of_messages(tmp_path: Path) -> None:
    uri = f"postgresql://me:hunter22@127.0.0.1:{free_port()}/lake"
    place = Place(tmp_path, NAMED % "jdbc", "lake", {}, {"CATALOG_URI": uri, "WAREHOUSE": "s3://lake"})
    place.write()
    with pytest.raises(AssertionError, match="ended with 4") as told:
        place.tables("apply")
    assert "hunter22" not in str(told.value)
    place.variables = {}
    place.tables("apply", expect=4)
    assert "+" in place.tables("plan")  # by the lock alone
    place.tables("apply", "--embedded")
    assert (place.product / ".regauge/data/catalog.db").is_file()


def test_plan_touches_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path, EMBEDDED, "local", {}, {})
    place.write()
    place.tables("plan")
    assert [path.name for path in place.product.iterdir()] == ["product.yaml"]
    place.tables("lock")
    first = (place.product / LOCK).read_bytes()
    (place.product / LOCK).unlink()
    place.tables("lock")
    assert (place.product / LOCK).read_bytes() == first
