"""The twenty scenarios on a real Prefect, by the outsider's adapter: each is seen, or refused in its place.

`PROBES` chooses probes by name, as in the other engines' suites; no other probes than those of the scenarios run here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from regauge_engines.outside_adapter import packaged_adapter
from regauge_engines.probes.prefect import PrefectSite, refusals
from regauge_engines.probes.probe import FOLDER, probe
from regauge_engines.probes.suite import ASKED, RESULTS, SCENARIOS, Outcome, check, run_all

ALL = sorted({name for names in SCENARIOS["scenarios"].values() for name in names})
CHOSEN = [name for name in ALL if ASKED in ("", "scenarios") or name in ASKED.split(",")]
AT_ONCE = 6


@dataclass(frozen=True)
class Shown:
    """What the adapter refuses, by probe, and what the engine showed of the rest."""

    refused: Mapping[str, list[str]]
    outcomes: Mapping[str, Outcome]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("probes")
    jar = packaged_adapter("prefect", folder / "build")
    refused = refusals([probe(FOLDER / name) for name in ALL], jar, folder / "all")
    asked = [probe(FOLDER / name) for name in CHOSEN if name not in refused]
    outcomes: Mapping[str, Outcome] = {}
    if asked:
        with PrefectSite(asked, jar, folder) as site:
            outcomes = run_all(site, asked, AT_ONCE)
        keep_refusals(refused)
    return Shown(refused, outcomes)


def keep_refusals(refused: Mapping[str, list[str]]) -> None:
    """Adds to the results which features are refused, by probe."""
    file = RESULTS / "prefect.json"
    result = json.loads(file.read_text("utf-8"))
    result["refused"] = dict(refused)
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")


@pytest.mark.parametrize("name", CHOSEN)
def test_a_scenarios_probe_holds_or_is_refused_in_its_place(name: str, shown: Shown) -> None:
    if name not in shown.refused:
        check(shown.outcomes[name])
