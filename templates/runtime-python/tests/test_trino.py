"""Queries on a real Trino, tables of it as inputs, and what its errors mean for a step."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from regauge_engines.trino_server import Trino
from trino import dbapi

from regauge_runtime.plan import Plan
from regauge_runtime.stores import Stores
from regauge_runtime.table_sensor import table_state
from regauge_runtime.values import Values
from support import Home, Json, sql, statuses

pytestmark = pytest.mark.slow

POSITIVE = {"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trino]:
    with Trino(tmp_path_factory.mktemp("trino")) as trino:
        yield trino


@pytest.fixture
def warehouse(home: Home, server: Trino) -> Home:
    """A home with the resource `wh`, whose tables without a catalog are those of `memory`."""
    config = {"host": {"env": "WH_HOST"}, "port": server.port, "user": "ada", "catalog": "memory"}
    home.env = {"WH_HOST": "127.0.0.1"}
    home.plan["resources"] = {"wh": {"name": "wh", "type": "trino", "config": config}}
    return home


def told(server: Trino, *statements: str) -> None:
    """Has the server run statements, by a connection of the test's own."""
    connection = dbapi.connect(host="127.0.0.1", port=server.port, user="test", catalog="memory")
    for statement in statements:
        connection.cursor().execute(statement).fetchall()


def outside(home: Home, table: str) -> None:
    """Says that a table of the server is an input from outside."""
    home.plan["tables"][table] = {"name": table, "store": "wh", "storeKind": "resource"}


def failure(home: Home, query: str) -> tuple[int, str]:
    home.plan["assets"] = []
    home.asset("a/t", sql(query, engine="wh"), partitioned=False)
    result = home.step("a/t")
    return result["exitCode"], result["error"]["code"]


def test_a_query_runs_there_and_its_rows_are_published_here(warehouse: Home) -> None:
    query = "select count(*) as v, :partition as p, ':partition ?' as said from tpch.tiny.orders where orderdate < "
    warehouse.asset("a/t", sql(query + "date '1995-01-01';", engine="wh"), checks=[POSITIVE], audited=True)
    result = warehouse.step("a/t", "2024-01-01")
    assert (result["status"], statuses(result)) == ("success", {"positive": "passed"}), result
    (row,) = warehouse.rows("a.t")
    assert row == {"v": 6866, "p": "2024-01-01", "said": ":partition ?", "partition_date": "2024-01-01"}
    warehouse.plan["assets"][0]["run"]["query"] = "select -1 as v"
    warehouse.save()
    result = warehouse.step("a/t", "2024-01-01", cause="manual:2")
    assert (result["exitCode"], statuses(result)) == (21, {"positive": "failed"})
    assert warehouse.rows("a.t") == [row]
    # What a run was told is told again, and nothing is asked.
    assert warehouse.step("a/t", "2024-01-01", attempt=2)["metadata"]["alreadyPublished"]


def test_types_come_as_they_are(warehouse: Home) -> None:
    query = """select cast(1.50 as decimal(6,2)) as d, date '2024-01-02' as day, true as b, real '1.5' as r,
        timestamp '2024-01-02 03:04:05.123456 Europe/Berlin' as at, timestamp '2024-01-02 03:04:05.000001' as local,
        time '01:02:03' as t, x'00ff' as bytes, uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59' as u, tinyint '1' as i,
        array[1, null] as l, map(array['a'], array[decimal '1.5']) as m, null as nothing,
        cast(row(1, array['x']) as row("my id" bigint, tags array(varchar))) as s"""
    warehouse.asset("a/t", sql(query, engine="wh"), partitioned=False)
    assert warehouse.step("a/t")["status"] == "success"
    assert warehouse.rows("a.t") == [
        {
            "d": Decimal("1.50"), "day": dt.date(2024, 1, 2), "b": True, "r": 1.5, "t": dt.time(1, 2, 3), "i": 1,
            "at": dt.datetime(2024, 1, 2, 2, 4, 5, 123456, tzinfo=dt.UTC), "bytes": b"\x00\xff",
            "local": dt.datetime(2024, 1, 2, 3, 4, 5, 1), "u": "12151fd2-7586-11e9-8f9e-2a86e4085a59",
            "l": [1, None], "m": [("a", Decimal("1.5"))], "nothing": None, "s": {"my id": 1, "tags": ["x"]},
        }
    ]  # fmt: skip
    warehouse.asset("b/t", sql("select cast(1 as bigint) as n from tpch.tiny.nation where false", engine="wh"))
    assert warehouse.step("b/t", "2024-01-01")["rows"] == {"b.t": 0}
    warehouse.asset("c/t", sql("select custkey from tpch.sf1.customer limit 25000", engine="wh"), partitioned=False)
    assert warehouse.step("c/t")["rows"] == {"c.t": 25000}


def test_a_table_of_trino_is_an_input_cut_to_the_partition(warehouse: Home, server: Trino) -> None:
    rows = "values ('2024-01-01', 1), ('2024-01-02', 2), (null, 3)"
    told(
        server,
        "create schema memory.crm",
        f"create table memory.crm.days as select * from ({rows}) t(partition_date, n)",
    )
    outside(warehouse, "crm.days")
    asset = warehouse.asset("a/t", sql("select sum(n) as n, count(*) as c from crm.days"))
    asset["inputs"] = [{"table": "crm.days", "as": "days", "mapping": "identity"}]
    warehouse.save()
    result = warehouse.step("a/t", "2024-01-02")
    assert result["status"] == "success", result.get("error")
    assert [(int(row["n"]), row["c"]) for row in warehouse.rows("a.t")] == [(2, 1)]
    asset["inputs"][0]["mapping"] = "all"
    warehouse.save()
    assert warehouse.step("a/t", "2024-01-02", cause="manual:2")["status"] == "success"
    assert [(int(row["n"]), row["c"]) for row in warehouse.rows("a.t")] == [(6, 3)]
    warehouse.plan["tables"]["crm.none"] = warehouse.plan["tables"]["crm.days"] | {"name": "crm.none"}
    asset["inputs"][0]["table"] = "crm.none"
    warehouse.save()
    assert warehouse.step("a/t", "2024-01-01", cause="manual:3")["error"]["code"] == "INPUT_MISSING"


def test_times_of_a_cut_lose_nothing_in_trinos_words(warehouse: Home, server: Trino) -> None:
    hours = "timestamp '2024-01-01 22:59:59.999999 UTC', timestamp '2024-01-01 23:00:00 UTC', "
    hours += "timestamp '2024-01-02 22:59:59.999999 UTC', timestamp '2024-01-02 23:00:00 UTC'"
    told(server, "create schema if not exists memory.log")
    told(server, f"create table memory.log.events as select at from unnest(array[{hours}]) t(at)")
    outside(warehouse, "log.events")
    day = {"timezone": "Europe/Berlin", "column": "at", "columnType": "timestamptz"}
    warehouse.plan["partitionSets"]["day"] |= day
    asset = warehouse.asset("a/t", sql("select * from log.events"))
    asset["inputs"] = [{"table": "log.events", "as": "events", "mapping": "identity"}]
    warehouse.save()
    result = warehouse.step("a/t", "2024-01-02")
    assert result["status"] == "success", result.get("error")
    assert sorted(row["at"] for row in warehouse.rows("a.t")) == [
        dt.datetime(2024, 1, 1, 23, tzinfo=dt.UTC), dt.datetime(2024, 1, 2, 22, 59, 59, 999999, tzinfo=dt.UTC),
    ]  # fmt: skip


def test_a_function_gets_a_connection(warehouse: Home) -> None:
    text = "def nations(wh):\n    cursor = wh.connect().cursor()\n"
    text += "    cursor.execute('select count(*) from tpch.tiny.nation')\n    return [{'n': cursor.fetchone()[0]}]\n"
    warehouse.code("trino_code", text)
    run = {"kind": "python", "entrypoint": "trino_code:nations"}
    warehouse.asset("a/t", run, partitioned=False, resources=["wh"])
    assert warehouse.step("a/t")["status"] == "success"
    assert warehouse.rows("a.t") == [{"n": 25}]


def test_a_table_of_a_step_does_not_lie_there(warehouse: Home) -> None:
    warehouse.asset("a/t", sql("select 1 as v"), store="wh", storeKind="resource", partitioned=False)
    result = warehouse.step("a/t")
    assert (result["exitCode"], result["error"]["message"]) == (
        78,
        "a.t: wh is a Trino, where no step writes rows and record at once",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("selec 1", (70, "TRINO_SYNTAX_ERROR")),
        ("select * from tpch.tiny.nothing", (70, "TRINO_TABLE_NOT_FOUND")),
        ("select 1 / (nationkey - nationkey) from tpch.tiny.nation", (72, "TRINO_DIVISION_BY_ZERO")),
        ("select cast(name as bigint) as n from tpch.tiny.nation", (72, "TRINO_INVALID_CAST_ARGUMENT")),
        ("select interval '1' day as i", (72, "VALIDATION")),
        ("select 1 as a, 2 as a", (72, "VALIDATION")),
    ],
)
def test_what_an_error_means(warehouse: Home, query: str, found: tuple[int, str]) -> None:
    assert failure(warehouse, query) == found


def test_a_server_that_is_not_there_and_a_password_in_the_clear(warehouse: Home, tmp_path: Path) -> None:
    config: Json = warehouse.plan["resources"]["wh"]["config"]
    config["port"] = 1
    assert failure(warehouse, "select 1") == (75, "TRINO")
    config["tls"] = "perhaps"
    assert failure(warehouse, "select 1")[0] == 78
    del config["host"], config["tls"]
    assert failure(warehouse, "select 1")[0] == 78


def test_a_table_sensor_counts_there(warehouse: Home, server: Trino) -> None:
    told(server, "create schema if not exists memory.seen", "create table memory.seen.orders as select 1 as n")
    warehouse.save()
    stores = Stores(Plan.load(warehouse.path), Values({"WH_HOST": "127.0.0.1"}, None), warehouse.data)
    source = {"table": "seen.orders", "resource": "wh", "where": "n > 0"}
    first = table_state(source, stores, None)
    assert (first.cursor, first.hit) == (1, "1")
    assert table_state(source, stores, first.cursor).hit is None
    told(server, "insert into memory.seen.orders values 2, -1")
    assert table_state(source, stores, first.cursor).hit == "2"
    assert table_state(source | {"table": "seen.nothing"}, stores, None).hit is None


def test_who_is_let_in_by_nobody_is_not_tried_again(warehouse: Home) -> None:
    class Closed(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_error(401)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Closed) as door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        warehouse.plan["resources"]["wh"]["config"]["port"] = door.server_port
        assert failure(warehouse, "select 1") == (70, "TRINO_REFUSED")
        door.shutdown()
