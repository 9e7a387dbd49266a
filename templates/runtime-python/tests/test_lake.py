"""The shared lake of a cluster: catalog on PostgreSQL, files on S3 (moto)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyiceberg.catalog.sql import SqlCatalog

from support import PATIENCE, Home, sql

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("by_variable", [False, True])
def test_postgres_and_s3(home: Home, postgres: str, s3: str, by_variable: bool) -> None:
    settings: dict[str, object] = {"uri": {"env": "CATALOG_URI"}, "warehouse": {"env": "WAREHOUSE"}}
    home.env = {
        "CATALOG_URI": postgres.replace("postgresql://", "jdbc:postgresql://"), "WAREHOUSE": f"s3://lake/{home.path.parent.name}",
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "us-east-1",
    }  # fmt: skip
    if by_variable:
        home.env["AWS_ENDPOINT_URL"] = s3
    else:
        settings["s3.endpoint"] = s3
    home.plan["catalogs"]["local"] = {"name": "local", "type": "jdbc", "isDefault": True, "settings": settings}
    low = {"name": "low", "test": {"kind": "row_count", "min": 1}, "on_fail": "block"}
    home.asset("a/t", sql("select 1 as v"), audited=True, checks=[low])
    home.asset("b/t", sql("select v + 1 as v from a.t"), reads={"a/t": "identity"})
    assert home.step("a/t", "2024-01-01")["status"] == "success"
    result = home.process("b/t", "2024-01-01").result
    assert result["status"] == "success", result
    properties = {"s3.endpoint": s3, "s3.access-key-id": "x", "s3.secret-access-key": "x", "s3.region": "us-east-1"}
    url = "postgresql+psycopg" + postgres.removeprefix("postgresql")
    table = SqlCatalog("local", uri=url, warehouse=home.env["WAREHOUSE"], **properties).load_table("b.t")
    assert table.location().startswith("s3://lake/") and [row["v"] for row in table.scan().to_arrow().to_pylist()] == [
        2
    ]


def test_step_locks_are_advisory_on_postgres(home: Home, postgres: str, tmp_path: Path) -> None:
    import psycopg

    settings = {"uri": postgres, "warehouse": str(tmp_path / "warehouse")}
    home.plan["catalogs"]["local"] = {"name": "local", "type": "jdbc", "isDefault": True, "settings": settings}
    home.code("lock_code", "import time\ndef slow(context):\n    time.sleep(6)\n    return [{'v': context.attempt}]\n")
    home.asset("a/t", {"kind": "python", "entrypoint": "lock_code:slow"}, write="append")
    first = subprocess.Popen(home.command("a/t", "2024-01-01"), env=home.environment(), stdout=subprocess.DEVNULL)
    second = subprocess.Popen(
        home.command("a/t", "2024-01-01", attempt=2), env=home.environment(), stdout=subprocess.DEVNULL
    )
    assert (first.wait(PATIENCE), second.wait(PATIENCE)) == (0, 0)
    url = "postgresql+psycopg" + postgres.removeprefix("postgresql")
    table = SqlCatalog("local", uri=url, warehouse=f"file://{tmp_path}/warehouse").load_table("a.t")
    assert table.scan().to_arrow().num_rows == 1
    with psycopg.connect(postgres) as connection:
        assert connection.execute("select count(*) from pg_locks where locktype = 'advisory'").fetchone() == (0,)


def test_an_unset_catalog_is_embedded_only_when_asked_for(home: Home) -> None:
    settings = {"uri": {"env": "CATALOG_URI"}, "warehouse": {"env": "WAREHOUSE"}}
    home.plan["catalogs"]["local"] = {"name": "local", "type": "jdbc", "isDefault": True, "settings": settings}
    home.asset("a/t", sql("select 1 as v"), partitioned=False)
    missing = home.step("a/t")
    assert (missing["exitCode"], missing["error"]["message"]) == (
        78,
        "catalog local.uri: the value CATALOG_URI is not set: the process has no CATALOG_URI",
    )
    home.env = {"REGAUGE_EMBEDDED": "1"}
    assert home.step("a/t")["status"] == "success"
    assert home.rows("a.t") == [{"v": 1}]
    line = [sys.executable, "-m", "regauge_runtime", "run", "--home", str(home.path), "--assets", "a/t"]
    told = subprocess.run(line, env=home.environment(), capture_output=True, text=True)
    assert told.returncode == 0
    assert told.stderr.splitlines()[0].startswith(
        "catalog local: its values are not set, so it is the embedded one under"
    )
    home.env = {"CATALOG_URI": "embedded"}
    assert home.step("a/t", cause="manual:2")["exitCode"] == 78
