"""Seven days of the weather product on Dagster, Airflow, Argo and the local runner: equal in all that can be told.

That is rows, states, attempts, checks and order.
The observations hold one corrupted day (2012-01-05) and a rehearsed outage, so that a blocking check, a warning
and a retry are among what must be equal.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, generate, regauge
from regauge_engines.sides import each_side

DAYS = [f"2012-01-0{day}" for day in range(1, 8)]
CORRUPTED = "2012-01-05"
PARAMS = {"observations": "data/seattle-weather-corrupted.csv", "rehearse_outage": True}


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return generate(ROOT / "golden/cases/weather", tmp_path_factory.mktemp("bundles"))


@pytest.fixture(scope="module")
def traces(bundles: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What every runner left after its seven days."""
    left = {}
    for side in each_side(bundles, tmp_path_factory.mktemp("sides")):
        side.run("daily", DAYS, PARAMS)
        left[side.name] = side.trace()
    return left


def events(trace: Path, kind: str) -> list[dict[str, object]]:
    return [event for line in trace.read_text("utf-8").splitlines() if (event := json.loads(line))["kind"] == kind]


@pytest.mark.parametrize("engine", ["dagster", "airflow", "argo"])
def test_an_engine_does_what_the_local_runner_does(
    engine: str, traces: dict[str, Path], bundles: dict[str, Path]
) -> None:
    said = regauge("compare", str(traces["local"]), str(traces[engine]), "--plan", str(bundles[engine] / "plan.json"))
    assert said.strip() == f"equal: local, {engine}"


@pytest.mark.parametrize("engine", ["local", "dagster", "airflow", "argo"])
def test_the_corrupted_day_is_blocked_and_nobody_reads_it(engine: str, traces: dict[str, Path]) -> None:
    last = {}
    for event in events(traces[engine], "asset"):
        if CORRUPTED in str(event["runKey"]) and event["status"] != "started":
            last[event["asset"]] = event["status"]
    assert last == {
        "bronze/days": "success",
        "reference/normals": "success",
        "silver/days": "failed",
        "gold/months": "not_run",
    }
    tables = {event["table"]: event for event in events(traces[engine], "table")}
    silver = tables["silver.days"]
    days = {row[silver["columns"].index("day")] for row in silver["rows"]}  # type: ignore[union-attr, index, attr-defined]
    assert days == {day for day in DAYS if day != CORRUPTED}
    gold = tables["gold.months"]
    assert [row[gold["columns"].index("days")] for row in gold["rows"]] == [6]  # type: ignore[union-attr, index, attr-defined]


@pytest.mark.parametrize("engine", ["local", "dagster", "airflow", "argo"])
def test_the_rehearsed_outage_costs_one_more_attempt(engine: str, traces: dict[str, Path]) -> None:
    attempts = {
        str(e["runKey"]): int(str(e["attempt"]))
        for e in events(traces[engine], "asset")
        if e["asset"] == "bronze/days" and e["status"] == "success"
    }
    assert len(attempts) == 7
    assert set(attempts.values()) == {2}


@pytest.mark.parametrize("engine", ["local", "dagster", "airflow", "argo"])
def test_the_warning_really_warns(engine: str, traces: dict[str, Path]) -> None:
    outcomes = {(str(e["check"]), str(e["runKey"]).split("/")[2]): e["status"] for e in events(traces[engine], "check")}
    assert outcomes["accepted_values_weather", "2012-01-01"] == "warned"
    assert outcomes["accepted_values_weather", "2012-01-02"] == "passed"
