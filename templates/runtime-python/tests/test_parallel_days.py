"""Neighbours that write one table at the same moment (semantics 20)."""

from __future__ import annotations

import subprocess
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.expressions import BoundTerm
from pyiceberg.expressions.literals import Literal
from pyiceberg.expressions.visitors import _ManifestEvalVisitor
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import IntegerType, NestedField

from regauge_runtime.cuts import ColumnCut
from regauge_runtime.iceberg_commit import Change, TableCommit, commit
from regauge_runtime.result import result_in
from support import PATIENCE, Home, sql

pytestmark = pytest.mark.slow


def run_all(home: Home, commands: list[list[str]]) -> list[dict[str, object]]:
    processes = [
        subprocess.Popen(line, env=home.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in commands
    ]
    results = []
    for process in processes:
        out, err = process.communicate(timeout=PATIENCE)
        result = result_in(out)
        assert process.returncode == 0, f"{result}\n{err}"
        assert result is not None
        results.append(result)
    return results


@pytest.mark.parametrize("catalog", ["sqlite", "postgres"])
def test_twenty_adjacent_days(home: Home, request: pytest.FixtureRequest, catalog: str, tmp_path: Path) -> None:
    # A local day straddles two UTC days, and the table's files are by UTC day.
    home.plan["partitionSets"]["day"] |= {
        "column": "at",
        "columnType": "timestamptz",
        "timezone": "America/Los_Angeles",
    }
    uri = f"sqlite:///{tmp_path}/cat.db"
    if catalog == "postgres":
        uri = request.getfixturevalue("postgres")
        settings = {"uri": uri, "warehouse": str(tmp_path / "warehouse")}
        home.plan["catalogs"]["local"] = {"name": "local", "type": "jdbc", "isDefault": True, "settings": settings}
    home.asset(
        "a/t",
        sql(
            "select :attempt_no as n,"
            " unnest(generate_series(:partition_start, :partition_end - interval 1 hour, interval 1 hour)) as at"
        ),
    )
    home.plan["params"] = {"attempt_no": {"name": "attempt_no", "type": "int", "defaultValue": 1}}
    home.save()
    days = [(date(2024, 3, 1) + timedelta(days=number)).isoformat() for number in range(20)]
    run_all(home, [home.command("a/t", day) for day in days])
    more = ("--params", '{"attempt_no": 2}')
    again = days[7:13]
    run_all(home, [home.command("a/t", day, cause="manual:2", more=more) for day in again])
    if catalog == "postgres":
        url = "postgresql+psycopg" + uri.removeprefix("postgresql")
        table = SqlCatalog("local", uri=url, warehouse=f"file://{tmp_path}/warehouse").load_table("a.t")
    else:
        table = home.table("a.t")
    rows = table.scan().to_arrow().to_pylist()
    assert len(rows) == 20 * 24 - 1  # one day has 23 hours
    assert len({row["at"] for row in rows}) == len(rows)
    assert sum(row["n"] == 2 for row in rows) == 6 * 24 - 1
    passed = [s for s in table.metadata.snapshots if s.summary.additional_properties.get("regauge.status") == "passed"]
    assert len(passed) == 26


def test_one_run_key_at_the_same_moment_writes_once(home: Home) -> None:
    home.asset("a/t", sql("select random() as v"), write="append")
    results = run_all(home, [home.command("a/t", "2024-01-01", attempt=number) for number in (1, 2, 3, 4)])
    assert len(home.rows("a.t")) == 1
    assert sum(bool(result["metadata"].get("alreadyPublished")) for result in results) == 3  # type: ignore[attr-defined]
    assert len({result["outputs"][0]["snapshot"] for result in results}) == 1  # type: ignore[index]


def test_no_thread_looks_at_the_manifest_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads look for a dropped file; each is held while it tests its manifest until others have begun."""
    catalog = SqlCatalog("own", uri=f"sqlite:///{tmp_path}/cat.db", warehouse=f"file://{tmp_path}")
    catalog.create_namespace("a")
    day = PartitionSpec(PartitionField(1, 1000, IdentityTransform(), "day"))
    table = catalog.create_table("a.t", schema=Schema(NestedField(1, "day", IntegerType())), partition_spec=day)
    for number in range(8):
        table.append(pa.table({"day": pa.array([number], pa.int32())}))
    look = _ManifestEvalVisitor.visit_equal

    def look_slowly(self: _ManifestEvalVisitor, term: BoundTerm, literal: Literal[Any]) -> bool:
        time.sleep(0.02)
        return look(self, term, literal)

    monkeypatch.setattr(_ManifestEvalVisitor, "visit_equal", look_slowly)
    commit(TableCommit(lambda: catalog.load_table("a.t"), Change("replace", ColumnCut("day", "int", 4)), {}))
    assert sorted(catalog.load_table("a.t").scan().to_arrow().column("day").to_pylist()) == [0, 1, 2, 3, 5, 6, 7]
