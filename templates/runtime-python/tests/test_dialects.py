"""What every kind of check asks in the words of each database: approved texts, and the same answers where one runs.

`REGAUGE_APPROVE=dialects` writes the texts anew, and fails. The warehouses of clouds run nowhere here: their texts are
read by a parser of their dialect and, said for DuckDB again, give what the first query gave.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest
import sqlglot
from regauge_engines.trino_server import Trino
from regauge_engines.venvs import environment
from trino import dbapi

from regauge_runtime.checks import parity
from regauge_runtime.checks.queries import ROW_KINDS, Asked, Rows, query_of
from regauge_runtime.dialect_text import in_dialect
from regauge_runtime.errors import Configuration
from support import Json

APPROVED = Path(__file__).parent / "dialects"
SPARK_LOCK = Path(__file__).parents[1] / "locks/spark.txt"
CLOUDS = ("snowflake", "databricks", "bigquery")
DIALECTS = ("duckdb", "postgres", "trino", "spark", *CLOUDS)
AT = dt.datetime(2024, 1, 2, 3, 4, 5, 600, dt.UTC)
SCHEMA = pa.schema(
    [("id", pa.int32()), ("mail", pa.string()), ("customer", pa.int32()), ("total", pa.float64()),
     ("placed", pa.timestamp("us", "UTC")), ("local", pa.timestamp("us")), ("day", pa.date32()), ("state", pa.string())]
)  # fmt: skip
SUM = {"name": "total", "expression": "sum(total)", "targetColumn": "total"}
LAST = {"name": "state", "expression": "max(state)", "targetColumn": "state"}
CHECKS: dict[str, Json] = {
    "not_null": {"kind": "not_null", "columns": ["mail", "total"]},
    "range": {"kind": "range", "column": "total", "min": 0, "max": 9.5},
    "range_of_days": {"kind": "range", "column": "day", "min": dt.date(2024, 1, 2)},
    "accepted_values": {"kind": "accepted_values", "column": "state", "values": ["open", "it's", "a\\b", None]},
    "pattern": {"kind": "pattern", "column": "mail", "regex": r"^[a-z.]+@x\.o"},
    "pattern_of_a_part": {"kind": "pattern", "column": "mail", "regex": "@"},
    "pattern_in_any_case": {"kind": "pattern", "column": "mail", "regex": r"@x\.org$", "caseSensitive": False},
    "expression": {"kind": "expression", "sql": "total >= 0 or state = :partition -- at all"},
    "unique": {"kind": "unique", "columns": ["id", "state"]},
    "row_count": {"kind": "row_count", "min": 1, "max": 3},
    "freshness": {"kind": "freshness", "column": "placed", "maxAgeSeconds": 5},
    "freshness_local": {"kind": "freshness", "column": "local", "maxAgeSeconds": 5},
    "freshness_of_days": {"kind": "freshness", "column": "day", "maxAgeSeconds": 86400},
    "relationships": {"kind": "relationships", "column": "customer", "to": {"table": "a.src", "column": "id"}},
    "row_count_parity": {"kind": "row_count_parity", "source": "a.src", "tolerance": 0.1, "where": "state = 'open'"},
    "as_many_rows": {"kind": "row_count_parity", "source": "a.src", "mode": "gte", "absoluteTolerance": 1},
    "aggregate_parity": {"kind": "aggregate_parity", "source": "a.src", "groupBy": ["customer"],
                         "aggregates": [SUM, LAST], "tolerance": 0.1},
    "key_parity": {"kind": "key_parity", "source": "a.src", "keyColumns": ["id", "state"]},
    "checksum_parity": {"kind": "checksum_parity", "source": "a.src", "keyColumns": ["id"],
                        "columns": ["mail", "total", "placed"]},
}  # fmt: skip
COLUMNS = (
    '("id" integer, "mail" varchar, "customer" integer, "total" double, "placed" timestamptz, "local" timestamp,'
    ' "day" date, "state" varchar)'
)
# A null in every column, an empty text, a key twice; what the flags and the ends of a pattern tell apart.
ROWS = (
    (1, "ann@x.org", 1, 1.5, "2024-01-02 03:04:00", "2024-01-02 03:04:00", "2024-01-02", "open"),
    (1, "ann@x.org", 1, 1.5, "2024-01-02 03:04:00", "2024-01-02 01:04:00", "2024-01-02", "open"),
    (2, "BOB@X.ORG", 2, -1.0, "2024-01-01 03:04:00", None, "2024-01-01", "it's"),
    (3, "", 9, 12.25, None, "2024-01-01 03:04:00", None, "a\\b"),
    (None, None, None, None, None, None, None, None),
    (4, "ann@xzorg", 1, None, "2024-01-01 03:04:00", None, "2024-01-01", "draft"),
)
SOURCE_ROWS = (*ROWS[1:4], (5, "eve@x.org", 5, None, None, None, None, None), (4, None, 1, 7.5, *ROWS[5][4:]))


def asked(check: Json) -> Iterator[tuple[str, str]]:
    """Yields what counts and what shows the offenders, as DuckDB has it."""
    rows, other = Rows("a.t", None, SCHEMA), Rows("a.src", '("day" is null or "day" < date \'2030-01-01\')', SCHEMA)
    if check["kind"] == "checksum_parity":
        # What the result shows; the checksums themselves are made where the step runs.
        query = parity.differences(check, rows, other)
    else:
        query = query_of(Asked(check, AT, {"partition": "2024-01-01"}), rows, other)
    yield "count", query.count
    yield "offenders", query.offenders


QUERIES = {f"{name}, {part}": text for name, check in CHECKS.items() for part, text in asked(check)}


def statements() -> list[str]:
    """Returns what makes the two tables, as DuckDB has it."""
    kinds = ("", "", "", "", "timestamptz ", "timestamp ", "date ", "")

    def literal(value: Any, kind: str) -> str:
        if value is None:
            return "null"
        zone = "+00:00" if kind == "timestamptz " else ""
        return f"{kind}'{str(value).replace(chr(39), chr(39) * 2)}{zone}'" if isinstance(value, str) else repr(value)

    made = []
    for name, rows in (("t", ROWS), ("src", SOURCE_ROWS)):
        made.append(f'create table "a"."{name}" {COLUMNS}')
        texts = (", ".join(map(literal, row, kinds)) for row in rows)
        made += [f'insert into "a"."{name}" values ({text})' for text in texts]
    return made


def answers(results: dict[str, list[Any]]) -> dict[str, Any]:
    """Returns of each query its numbers, or how many rows it gave."""
    return {
        name: [int(number) for number in rows[0]] if name.endswith("count") else len(rows)
        for name, rows in results.items()
    }


@pytest.fixture(scope="module")
def here() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with both tables; Snowflake's search by a function of its name."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'; create schema a")
        for statement in statements():
            connection.execute(statement)
        connection.execute(
            "create macro regexp_instr(text, pattern, start, nth, kind, flags)"
            " as case when regexp_matches(text, pattern, flags) then 1 when text is not null then 0 end"
        )
        yield connection


@pytest.fixture(scope="module")
def wanted(here: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    return answers({name: here.execute(text).fetchall() for name, text in QUERIES.items()})


def test_every_kind_is_asked(wanted: dict[str, Any]) -> None:
    assert {check["kind"] for check in CHECKS.values()} == ROW_KINDS
    kept = {name for name, found in wanted.items() if name.endswith("count") and not found[0]}
    assert kept == {"as_many_rows, count", "freshness_of_days, count"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_texts_are_approved(dialect: str) -> None:
    text = "".join(f"-- {name}\n{in_dialect(query, dialect)};\n" for name, query in QUERIES.items())
    file = APPROVED / f"{dialect}.sql"
    if os.environ.get("REGAUGE_APPROVE") == "dialects":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        pytest.fail(f"{file} is written: read it, and run the test without the switch")
    assert text == file.read_text()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_said_for_duckdb_again_it_finds_the_same(
    dialect: str, here: duckdb.DuckDBPyConnection, wanted: dict[str, Any]
) -> None:
    found = {}
    for name, query in QUERIES.items():
        text = in_dialect(query, dialect)
        tree = sqlglot.parse_one(text, read=dialect)
        assert tree.sql(dialect=dialect) == text
        found[name] = here.execute(tree.sql(dialect="duckdb")).fetchall()
    assert answers(found) == wanted


def test_postgres_finds_the_same(postgres: str, wanted: dict[str, Any]) -> None:
    with psycopg.connect(postgres) as connection:
        for statement in ("create schema a", *(in_dialect(one, "postgres") for one in statements())):
            connection.execute(statement.encode())
        texts = {name: in_dialect(query, "postgres").encode() for name, query in QUERIES.items()}
        assert answers({name: connection.execute(text).fetchall() for name, text in texts.items()}) == wanted


@pytest.mark.slow
def test_trino_finds_the_same(tmp_path: Path, wanted: dict[str, Any]) -> None:
    with Trino(tmp_path) as server:
        connection = dbapi.connect(host="127.0.0.1", port=server.port, user="test", catalog="memory")

        def rows(text: str) -> list[Any]:
            return list(connection.cursor().execute(text).fetchall())

        for statement in ("create schema a", *(in_dialect(one, "trino") for one in statements())):
            rows(statement)
        assert answers({name: rows(in_dialect(query, "trino")) for name, query in QUERIES.items()}) == wanted


SPARK = """
import json, sys
from pyspark.sql import SparkSession
made, asked, folder = json.load(sys.stdin)
settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC",
            "spark.sql.legacy.createHiveTableByDefault": "false", "spark.sql.warehouse.dir": folder}
builder = SparkSession.builder.master("local[1]")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
for one in ["create database a", *made]:
    spark.sql(one)
print(json.dumps({name: [[str(value) for value in row] for row in spark.sql(text).collect()]
                  for name, text in asked.items()}))
"""


@pytest.mark.slow
def test_spark_finds_the_same(tmp_path: Path, wanted: dict[str, Any]) -> None:
    made = [in_dialect(one, "spark") for one in statements()]
    texts = {name: in_dialect(query, "spark") for name, query in QUERIES.items()}
    python = environment(SPARK_LOCK) / "bin/python"
    told = json.dumps([made, texts, str(tmp_path / "tables")])
    done = subprocess.run([python, "-c", SPARK], input=told, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert answers(json.loads(done.stdout)) == wanted


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_function_without_a_meaning_there_is_refused(dialect: str) -> None:
    with pytest.raises(Configuration, match="function printf"):
        in_dialect("select printf('%.6f', x) from t", dialect)
