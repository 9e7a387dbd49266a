"""The outsider's adapter for Prefect: built from what is published, and its bundle does what the local runner does."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import ROOT, regauge
from regauge_engines.left_undone import with_skips
from regauge_engines.outside_adapter import built_adapter, generated
from regauge_engines.postgres import Postgres
from regauge_engines.prefect_run import PrefectBundle, PrefectRun
from regauge_engines.probes.prefect import refusals
from regauge_engines.probes.probe import FOLDER, probe
from regauge_engines.probes.suite import SCENARIOS
from regauge_engines.processes import PATIENCE, wait_until
from regauge_engines.sides import Lake, LocalSide, append

DAYS = ["2012-01-04", "2012-01-05", "2012-01-06"]  # a check blocks the second
EVERY_DAY = "0 6 * * *"
PARAMS = {"observations": "data/seattle-weather-corrupted.csv", "rehearse_outage": True}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="module")
def jar(folder: Path) -> Path:
    return built_adapter("prefect", folder / "build")


@pytest.fixture(scope="module")
def bundle(folder: Path, jar: Path) -> PrefectBundle:
    """The weather product, with a tick each minute."""
    product = folder / "weather"
    shutil.copytree(ROOT / "golden/cases/weather", product, ignore=shutil.ignore_patterns("expected", ".regauge"))
    file = product / "product.yaml"
    text = file.read_text("utf-8")
    assert EVERY_DAY in text
    file.write_text(text.replace(EVERY_DAY, "* * * * *"), "utf-8")
    return PrefectBundle.prepared(generated("prefect", product, jar, folder))


@pytest.fixture(scope="module")
def lake(folder: Path) -> Iterator[Lake]:
    postgres = Postgres()
    postgres.start()
    yield Lake(postgres, "prefect", folder)
    postgres.stop()


@pytest.fixture(scope="module")
def prefect(folder: Path, bundle: PrefectBundle, lake: Lake) -> Iterator[PrefectRun]:
    prefect = PrefectRun(bundle, folder / "engine", lake.variables())
    prefect.start()
    yield prefect
    prefect.stop()


@pytest.fixture(scope="module")
def trace(folder: Path, prefect: PrefectRun, lake: Lake) -> Path:
    """Three days on Prefect, as its own store and the independent reader tell of them."""
    runs = [("daily", {"partition": day, "params": PARAMS}) for day in DAYS]
    prefect.in_process(runs)
    events = with_skips(prefect.bundle.plan, prefect.evidence())
    return append(append(folder / "prefect.jsonl", events), lake.tables("prefect"))


def test_the_published_kit_kills_mutants_of_the_adapter(jar: Path) -> None:
    """Maven has failed when one is left; none may be left out either."""
    report = next((jar.parent / "surefire-reports").glob("TEST-*KitKillsMutantsTest.xml"))
    told = ElementTree.parse(report).getroot().attrib
    assert (told["failures"], told["errors"], told["skipped"]) == ("0", "0", "0")
    assert int(told["tests"]) >= 20


def test_the_adapter_refuses_of_the_scenarios_what_its_results_say(folder: Path, jar: Path) -> None:
    """A scenario that it makes from now on, or no longer, wants a run: `./golden/probes/matrix prefect`."""
    result = json.loads((FOLDER / "results/prefect.json").read_text("utf-8"))
    names = sorted({name for names in SCENARIOS["scenarios"].values() for name in names})
    assert refusals([probe(FOLDER / name) for name in names], jar, folder / "scenarios") == result["refused"]
    assert sorted([*result["probes"], *result["refused"]]) == names


def test_prefect_does_what_the_local_runner_does(folder: Path, bundle: PrefectBundle, trace: Path) -> None:
    local = LocalSide(bundle.folder, folder)
    local.run("daily", DAYS, PARAMS)
    said = regauge("compare", str(local.trace()), str(trace), "--plan", str(bundle.folder / "plan.json"))
    assert said.strip() == "equal: local, prefect"


def test_the_outage_was_waited_out_as_planned(trace: Path) -> None:
    tries = [e for e in events(trace) if e["kind"] == "asset" and e["asset"] == "bronze/days"]
    assert [e["attempt"] for e in tries] == [1, 2] * len(DAYS)
    for first, second in zip(tries[::2], tries[1::2], strict=True):
        waited = datetime.fromisoformat(second["start"]) - datetime.fromisoformat(first["end"])
        # The plan's wait, which Prefect counts from before it writes the end; and a busy machine.
        assert 0.95 <= waited.total_seconds() < 60.0


def test_the_blocked_day_is_read_by_nobody(trace: Path) -> None:
    of_day = {e["asset"]: e["status"] for e in events(trace) if e["kind"] == "asset" and "/2012-01-05/" in e["runKey"]}
    assert of_day == {
        "bronze/days": "success",
        "reference/normals": "success",
        "silver/days": "failed",
        "gold/months": "not_run",
    }


def test_a_backfill_is_a_run_for_each_partition(trace: Path, prefect: PrefectRun) -> None:
    (end,) = prefect.in_process([("daily", {"backfill": "2012-01-07..2012-01-08"})])
    assert end == {"type": "COMPLETED", "name": "Completed", "message": "2 partitions"}
    made = [e for e in prefect.evidence() if "/backfill:" in e["runKey"] and e.get("asset") == "silver/days"]
    assert [e["partition"]["day"] for e in made if e["kind"] == "asset"] == ["2012-01-07", "2012-01-08"]


def test_a_served_schedule_makes_what_is_due_at_its_tick(trace: Path, prefect: PrefectRun) -> None:
    prefect.serve()

    def of_ticks() -> list[dict[str, Any]]:
        found = [e for e in prefect.evidence() if "/tick:" in e["runKey"] and e["kind"] == "asset"]
        return [e for e in found if e["asset"] == "gold/months" and e["status"] == "success"]

    wait_until(lambda: bool(of_ticks()), PATIENCE, "a run of a tick", pause=5)
    _, _, partition, cause = of_ticks()[0]["runKey"].split("/")
    assert partition == "2015-12-31"  # the last one of the set
    assert datetime.fromisoformat(cause.removeprefix("tick:")).second == 0
    (limit,) = prefect.call("POST", "v2/concurrency_limits/filter", {"limit": 5, "offset": 0})[:1]
    assert limit["name"] == "climate_weather_lake"


def events(trace: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in trace.read_text("utf-8").splitlines()]
