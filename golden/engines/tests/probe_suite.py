"""The fixture and the test of an engine's probes: all engines have the same ones over another site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.probes.probe import Probe, probes
from regauge_engines.probes.suite import Outcome, check, chosen, run_all

MakeSite = Callable[[Sequence[Probe], Path], AbstractContextManager[Any]]


def suite(engine: str, make_site: MakeSite, at_once: int) -> tuple[Any, Any]:
    """Returns the fixture ``outcomes`` and the test, which a module gives these names.

    ``at_once`` of the probes that PROBES asks for run at a time.
    """
    asked = probes(engine, chosen())

    @pytest.fixture(scope="module")
    def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
        with make_site(asked, tmp_path_factory.mktemp("probes")) as site:
            return run_all(site, asked, at_once)

    @pytest.mark.parametrize("name", [probe.name for probe in asked])
    def test_a_probe_and_its_counter(name: str, outcomes: Mapping[str, Outcome]) -> None:
        check(outcomes[name])

    return outcomes, test_a_probe_and_its_counter
