"""Scenarios on five runners: what an engine's store says equals the local runner's trace, but for a frozen list.

Reads what the engines' probe suites kept, so it comes after them; alone it takes what the last ones left.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regauge_engines.cli import differences
from regauge_engines.probes.probe import probes
from regauge_engines.probes.suite import ASKED, RESULTS, SCENARIOS, is_of

ENGINES = ("dagster", "airflow", "argo", "prefect")
# Outside of the build, so that no probe names it: it ran what its adapter does not refuse.
OUTSIDE = "prefect"
MOST_DIFFERENCES = 10

pytestmark = pytest.mark.skipif(ASKED not in ("", "scenarios"), reason="PROBES asks for other probes")


def parts(scenario: str, engine: str) -> list[str]:
    """Returns the scenario's probes that both the engine and the local runner run."""
    ran = set(shown(OUTSIDE)) if engine == OUTSIDE else {one.name for one in probes(engine)}
    known = ran & {one.name for one in probes("local")}
    return [name for name in SCENARIOS["scenarios"][scenario] if name in known]


def shown(engine: str) -> list[str]:
    """Returns the probes that an engine's suite ran last; none before it did."""
    file = RESULTS / f"{engine}.json"
    return list(json.loads(file.read_text("utf-8"))["probes"]) if file.exists() else []


def trace(runner: str, names: list[str], folder: Path) -> Path:
    """Writes what a runner's store said of those probes."""
    lines = (RESULTS / f"{runner}.jsonl").read_text("utf-8").splitlines(keepends=True)
    file = folder / f"{runner}.jsonl"
    file.write_text("".join(line for line in lines if any(is_of(json.loads(line), name) for name in names)), "utf-8")
    return file


def frozen(scenario: str, engine: str) -> list[tuple[str, str]]:
    """Returns the listed differences as subject and aspect."""
    return sorted(
        (one["subject"], one["aspect"])
        for one in SCENARIOS["differences"]
        if (one["scenario"], one["engine"]) == (scenario, engine)
    )


def scenarios_of(engine: str) -> list[str]:
    """Returns the scenarios that an engine's adapter does not refuse."""
    return [name for name in SCENARIOS["scenarios"] if parts(name, engine)]


@pytest.mark.parametrize(
    ("engine", "scenario"), [(engine, name) for engine in ENGINES for name in scenarios_of(engine)]
)
def test_a_scenario_goes_as_on_the_local_runner(engine: str, scenario: str, tmp_path: Path) -> None:
    names = parts(scenario, engine)
    traces = [trace(runner, names, tmp_path) for runner in ("local", engine)]
    for file in traces:
        assert '"kind": "asset"' in file.read_text("utf-8"), f"{file.name} tells of no step"
    found = differences(RESULTS / f"{engine}-plan.json", *traces)
    differ = sorted({(one["subject"], one["aspect"]) for one in found})
    assert differ == frozen(scenario, engine), json.dumps(found, indent=1)


def test_the_list_of_differences_is_short_and_says_why() -> None:
    assert len(SCENARIOS["differences"]) <= MOST_DIFFERENCES
    for one in SCENARIOS["differences"]:
        assert len(one["because"]) > 20, one
        assert one["scenario"] in scenarios_of(one["engine"]), one
