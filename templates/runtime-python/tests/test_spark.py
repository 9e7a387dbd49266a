"""Runs of kind spark: a real Spark in an environment of its own, and what is published."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from regauge_engines.venvs import environment

from regauge_runtime.spark.failures import spark_error
from support import Home, Json, sql, statuses

LOCK = Path(__file__).parents[1] / "locks/spark.txt"
VARIABLE = "REGAUGE_SPARK_PYTHON_SALES_SHOP"

ROWS = """
select * from (values
  (1, 'ada', 1.20::decimal(18,2), date '2024-01-01', timestamptz '2024-01-01 05:00:00+01', timestamp '2024-01-01 05:00',
   [1, 2], 'x'::blob, '2024-01-01'),
  (2, null, null, null, null, null, null, null, '2024-01-01'))
  as t(id, name, amount, day, "at", "local", list, bytes, partition_date)
"""


@pytest.fixture(scope="module")
def spark_python() -> Path:
    return environment(LOCK) / "bin/python"


@pytest.fixture
def shop(home: Home, spark_python: Path) -> Home:
    home.env = {VARIABLE: str(spark_python)}
    home.plan["params"] = {"rate": {"name": "rate", "type": "float", "defaultValue": 0.1}}
    home.asset("raw/orders", sql(ROWS))
    assert home.step("raw/orders", "2024-01-01")["status"] == "success"
    return home


def app(home: Home, name: str, text: str) -> None:
    (home.path / "code/jobs").mkdir(exist_ok=True)
    (home.path / "code/jobs" / name).write_text(text)


def spark(name: str, *args: str, **conf: Any) -> Json:
    settings = {"spark.master": "local[1]", "spark.sql.shuffle.partitions": 1, "spark.driver.memory": "512m"} | conf
    return {"kind": "spark", "app": f"jobs/{name}", "args": list(args), "conf": settings, "packages": []}


READS = {"raw/orders": "identity"}


def test_a_query_reads_the_partition_binds_its_words_and_keeps_every_type(shop: Home) -> None:
    app(shop, "copy.sql", "select *, :partition as said, :partition_start as began, :rate as rate from raw.orders")
    checks = [{"name": "two", "test": {"kind": "row_count", "min": 2}, "on_fail": "block"}]
    shop.asset("silver/orders", spark("copy.sql"), reads=READS, checks=checks, audited=True)
    result = shop.step("silver/orders", "2024-01-01", rate=0.5)
    assert result["status"] == "success", result
    assert statuses(result) == {"two": "passed"}
    assert result["metadata"]["spark"]["master"] == "local[1]"
    first, second = sorted(shop.rows("silver.orders"), key=lambda row: row["id"])
    assert (first["amount"], first["day"], first["list"], first["bytes"]) == (
        Decimal("1.20"),
        date(2024, 1, 1),
        [1, 2],
        b"x",
    )
    assert first["at"] == datetime(2024, 1, 1, 4, tzinfo=UTC) and first["local"] == datetime(2024, 1, 1, 5)
    assert (second["name"], second["amount"], second["at"]) == (None, None, None)
    assert (first["said"], float(first["rate"]), first["began"]) == (
        "2024-01-01",
        0.5,
        datetime(2024, 1, 1, tzinfo=UTC),
    )
    again = shop.step("silver/orders", "2024-01-01", cause="manual:2", rate=0.5)
    assert again["status"] == "success" and len(shop.rows("silver.orders")) == 2


def test_a_function_gets_data_frames_and_its_python_functions_find_its_module(shop: Home) -> None:
    app(shop, "helper.py", "def shout(text):\n    return text and text.upper()\n")
    app(
        shop,
        "features.py",
        "from pyspark.sql import DataFrame, functions as F\n"
        "from regauge_runtime.values_returned import Result\n"
        "from helper import shout\n"
        "def loud(text):\n"
        "    return shout(text)\n"
        "def build(spark, context, orders: DataFrame, rate):\n"
        "    named = orders.select('id', F.udf(loud)('name').alias('name'), F.lit(rate).alias('rate'))\n"
        "    return Result({'read': orders.count()}, data=named.where('name is not null'))\n",
    )
    shop.asset("silver/names", spark("features.py:build"), reads=READS, partitioned=False)
    shop.plan["assets"][-1]["inputs"][0]["mapping"] = "all"
    shop.plan["assets"][-1]["upstream"][0]["mapping"] = "all"
    shop.save()
    result = shop.step("silver/names", rate=0.25)
    assert result["status"] == "success", result
    assert result["metadata"]["read"] == 2
    assert [(row["id"], row["name"], row["rate"]) for row in shop.rows("silver.names")] == [(1, "ADA", 0.25)]


SCRIPT = """
import os, sys
from pyspark.sql import SparkSession

if __name__ == "__main__":
    spark = SparkSession.builder.appName("whatever").getOrCreate()
    frame = spark.table("raw.orders").where("id = " + sys.argv[1])
    if "--nothing" not in sys.argv:
        frame.selectExpr("id", f"'{os.environ['REGAUGE_PARTITION']}' as day").write.saveAsTable("gold.orders")
    spark.stop()
"""


def test_a_script_runs_as_spark_submit_runs_it_and_must_write_its_output(shop: Home) -> None:
    app(shop, "old.py", SCRIPT)
    shop.asset("gold/orders", spark("old.py", "2"), reads=READS)
    result = shop.step("gold/orders", "2024-01-01")
    assert result["status"] == "success", result
    assert [(row["id"], row["day"]) for row in shop.rows("gold.orders")] == [(2, "2024-01-01")]
    shop.plan["assets"][-1]["run"]["args"].append("--nothing")
    shop.save()
    failed = shop.step("gold/orders", "2024-01-01", cause="manual:2")
    assert (failed["exitCode"], failed["error"]["code"]) == (72, "NO_OUTPUT"), failed["error"]
    assert len(shop.rows("gold.orders")) == 1


@pytest.mark.parametrize(
    ("name", "text", "exit_code", "code"),
    [
        ("a.sql", "select * from nobody", 70, "SPARK_SQL"),
        ("a.sql", "selec 1", 70, "SPARK_SQL"),
        ("a.sql", "select cast(name as int) as n from raw.orders", 72, "SPARK_DATA"),
        ("a.py:f", "def f():\n    raise ValueError('no')\n", 75, "ValueError"),
        ("a.py:f", "def f():\n    return [1]\n", 72, "VALIDATION"),
        ("a.py:g", "def f():\n    return None\n", 70, "ENTRYPOINT"),
        ("a.py", "raise SystemExit(71)\n", 71, "EXIT_71"),
        (
            "a.py:f",
            "from pyspark.sql import functions as F\ndef boom(x):\n    raise ValueError('no')\n"
            "def f(orders):\n    return orders.select(F.udf(boom)('id').alias('id'))\n",
            75,
            "SPARK_FUNCTION",
        ),
    ],
)
def test_what_spark_says_has_a_category(shop: Home, name: str, text: str, exit_code: int, code: str) -> None:
    app(shop, name.split(":")[0], text)
    shop.asset("silver/a", spark(name), reads=READS)
    result = shop.step("silver/a", "2024-01-01")
    assert (result["exitCode"], result["error"]["code"]) == (exit_code, code), result["error"]
    assert "at org.apache" not in result["error"]["message"]


def test_a_spark_that_is_elsewhere_or_nowhere_is_refused(shop: Home) -> None:
    shop.asset("silver/a", spark("a.sql", **{"spark.master": "k8s://https://cluster"}), reads=READS)
    result = shop.step("silver/a", "2024-01-01")
    assert (result["exitCode"], result["error"]["code"]) == (78, "SPARK_MASTER"), result["error"]
    shop.asset("silver/b", spark("a.sql") | {"env": {}}, reads=READS, env={"JAVA_HOME": "/nowhere"})
    app(shop, "a.sql", "select 1 as one")
    result = shop.step("silver/b", "2024-01-01")
    assert (result["exitCode"], result["error"]["code"]) == (78, "SPARK_JAVA"), result["error"]
    shop.env = {}
    result = shop.step("silver/b", "2024-01-01")
    assert (result["exitCode"], result["error"]["code"]) == (78, "SPARK_ENVIRONMENT"), result["error"]


ENDLESS = """
import os, time
from pyspark.sql import functions as F

def forever(x):
    while True:
        time.sleep(1)

def f(spark):
    return spark.range(1).select(F.udf(forever)("id").alias("id"))
"""


def mine(marker: str) -> list[int]:
    """The processes whose environment names this test's data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes() and (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("how", ["limit", "killed"])
def test_nothing_of_spark_outlives_its_step(shop: Home, how: str) -> None:
    app(shop, "endless.py", ENDLESS)
    limit = {"maxRuntimeSeconds": 90.0} if how == "limit" else {}
    shop.asset("silver/endless", spark("endless.py:f"), partitioned=False, **limit)
    marker = f"REGAUGE_DATA={shop.data}"
    step = subprocess.Popen(shop.command("silver/endless"), env=shop.environment(), stdout=subprocess.PIPE)
    try:
        until = time.monotonic() + 180
        while not any(b"pyspark" in line and b"daemon" in line for line in map(command_line, mine(marker))):
            assert time.monotonic() < until and step.poll() is None
            time.sleep(0.2)
        assert any(b"java" in command_line(one).split(b"\0")[0] for one in mine(marker))
        if how == "killed":
            step.send_signal(signal.SIGKILL)
        step.wait(180)
        until = time.monotonic() + 20
        while left := [command_line(one) for one in mine(marker) if one != os.getpid()]:
            assert time.monotonic() < until, left
            time.sleep(0.2)
    finally:
        step.kill()
        step.wait()
    if how == "limit":
        assert step.returncode == 75


def command_line(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("message", "category", "code"),
    [
        ("java.lang.OutOfMemoryError: Java heap space", "RESOURCE", "RESOURCE"),
        ("Answer from Java side is empty", "TRANSIENT", "SPARK_GONE"),
        (
            "Job aborted: [X] no SQLSTATE: XX000\nCaused by: [DIVIDE_BY_ZERO] SQLSTATE: 22012",
            "VALIDATION",
            "SPARK_DATA",
        ),
        ("something else", "TRANSIENT", "SPARK"),
    ],
)
def test_messages_that_no_test_here_can_provoke(message: str, category: str, code: str) -> None:
    failure = spark_error(RuntimeError(message))
    assert (failure.regauge_category, failure.code) == (category, code)
