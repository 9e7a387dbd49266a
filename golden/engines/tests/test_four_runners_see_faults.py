"""Faults planted in a generated bundle or in a table, run on the real engine: the comparison sees each of them.

Without this the equality of the four runners would say little: a comparison that sees nothing finds everything equal.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, generate, regauge
from regauge_engines.postgres import Postgres
from regauge_engines.sides import AirflowSide, ArgoSide, DagsterSide, LocalSide, Side

CORRUPTED = {"observations": "data/seattle-weather-corrupted.csv"}


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return generate(ROOT / "golden/cases/weather", tmp_path_factory.mktemp("bundles"))


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def argo(postgres: Postgres, bundles: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgoSide]:
    side = ArgoSide(bundles["argo"], tmp_path_factory.mktemp("argo"), postgres)
    yield side
    side.stop()


def planted(bundle: Path, where: Path, file: str, *changes: tuple[str, str]) -> Path:
    """Copies a bundle and changes one of its files; a text that is not there fails, for then nothing was planted."""
    copy = shutil.copytree(bundle, where / "planted", ignore=shutil.ignore_patterns("venv", ".regauge"))
    path = copy / file
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return copy


def compared(local: LocalSide, other: Side, bundle: Path) -> str:
    """Compares what two sides did; they must differ."""
    return regauge("compare", str(local.trace()), str(other.trace()), "--plan", str(bundle / "plan.json"), expect=3)


def test_a_lost_depends_is_seen_as_disorder(argo: ArgoSide, bundles: dict[str, Path], tmp_path: Path) -> None:
    # Both of them: with one left, it hangs on the machine's pace which of the two others ends first.
    lost = """\
            depends: "bronze--days.Succeeded && reference--normals.Succeeded"
            when: "'{{tasks.bronze--days.outputs.parameters.status}}' == 'success' && \
'{{tasks.reference--normals.outputs.parameters.status}}' == 'success'"
"""
    faulty = planted(bundles["argo"], tmp_path, "manifests/weather-daily.yaml", (lost, ""))
    local = LocalSide(bundles["dagster"], tmp_path)
    argo.replace(faulty)
    for side in (local, argo):
        side.run("daily", ["2012-02-01"], {"rehearse_outage": True})
    said = compared(local, argo, bundles["argo"])
    assert "silver/days @ 2012-02-01: order: plan begins after bronze/days ended" in said


def test_one_retry_too_many_is_seen(argo: ArgoSide, bundles: dict[str, Path], tmp_path: Path) -> None:
    faulty = planted(bundles["argo"], tmp_path, "manifests/weather-daily.yaml", ('limit: "2"', 'limit: "3"'))
    local = LocalSide(bundles["dagster"], tmp_path)
    argo.replace(faulty)
    for side in (local, argo):
        side.run("daily", ["2012-02-02"], {"observations": "data/absent.csv"})
    assert "bronze/days @ 2012-02-02: attempts: local 3, argo 4" in compared(local, argo, bundles["argo"])


def test_a_wrong_trigger_rule_is_seen(postgres: Postgres, bundles: dict[str, Path], tmp_path: Path) -> None:
    faulty = planted(
        bundles["airflow"], tmp_path, "dags/weather__daily.py",
        ('task_id="gold__months",', 'task_id="gold__months",\n        trigger_rule="all_done",'),
    )  # fmt: skip
    local = LocalSide(bundles["dagster"], tmp_path)
    airflow = AirflowSide(faulty, tmp_path, postgres)
    try:
        for side in (local, airflow):
            side.run("daily", ["2012-01-05"], CORRUPTED)
        said = compared(local, airflow, bundles["airflow"])
    finally:
        airflow.stop()
    assert "gold/months @ 2012-01-05: state: local not_run, airflow" in said


def test_a_dropped_zone_is_seen_as_another_partition(
    postgres: Postgres, bundles: dict[str, Path], tmp_path: Path
) -> None:
    tick = "2012-01-05T02:00:00Z"  # still the 4th in Seattle, whose last complete day is the 3rd
    faulty = planted(bundles["dagster"], tmp_path, "src/weather_dagster/common.py", ("America/Los_Angeles", "UTC"))
    local = LocalSide(bundles["dagster"], tmp_path)
    sound, wrong = (
        DagsterSide(bundle, tmp_path / str(n), postgres, f"zone{n}")
        for n, bundle in enumerate((bundles["dagster"], faulty))
    )
    local.run("daily", local.due("daily", tick))
    for side in (sound, wrong):
        side.run("daily", side.due("daily", tick))
    plan = str(bundles["dagster"] / "plan.json")
    assert regauge("compare", str(local.trace()), str(sound.trace()), "--plan", plan).strip() == "equal: local, dagster"
    said = compared(local, wrong, bundles["dagster"])
    assert "bronze/days @ 2012-01-03: state: local success, dagster absent" in said
    assert "bronze/days @ 2012-01-04: state: local absent, dagster success" in said


def test_a_lost_row_and_one_unit_in_the_last_place_are_seen(
    postgres: Postgres, bundles: dict[str, Path], tmp_path: Path
) -> None:
    local = LocalSide(bundles["dagster"], tmp_path)
    dagster = DagsterSide(bundles["dagster"], tmp_path / "side", postgres, "data")
    for side in (local, dagster):
        side.run("daily", ["2012-01-01"])
    values = dagster.lake.variables()
    script = """
import sys, pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
catalog = SqlCatalog("lake", uri=sys.argv[1], warehouse=sys.argv[2])
catalog.load_table("silver.days").delete("weather = 'drizzle'")
catalog.create_namespace_if_not_exists("probe")
table = catalog.create_table("probe.doubles", schema=pa.schema([("x", pa.float64())]))
table.append(pa.table({"x": [float(sys.argv[3])]}))
"""
    python = str(bundles["dagster"] / "venv/step/bin/python")
    here = local.catalog()
    subprocess.run(
        [
            python,
            "-c",
            script.replace("catalog.load_table", "0 and catalog.load_table"),
            here["CATALOG_URI"],
            here["WAREHOUSE"],
            "0.3",
        ],
        check=True,
    )
    subprocess.run(
        [python, "-c", script, values["CATALOG_URI"], values["WAREHOUSE"], "0.30000000000000004"], check=True
    )
    said = compared(local, dagster, bundles["dagster"])
    assert "table silver.days: rows: local 1 rows, alone with" in said
    assert (
        "table probe.doubles: rows: local 1 rows, alone with [0.3], dagster 1 rows, alone with [0.30000000000000004]"
        in said
    )
    json.loads(regauge("compare", str(local.trace()), str(dagster.trace()), "--json", expect=3))
