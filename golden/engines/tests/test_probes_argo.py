"""Every probe on Argo's real controller, with its counter-probe."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from probe_suite import chosen

from regauge_engines.probes.argo import ArgoSite
from regauge_engines.probes.suite import Outcome, check, run_all

PROBES = chosen("argo")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    with ArgoSite(PROBES, tmp_path_factory.mktemp("probes")) as site:
        return run_all(site, PROBES, at_once=14)


@pytest.mark.parametrize("name", [probe.name for probe in PROBES])
def test_a_probe_and_its_counter(name: str, outcomes: Mapping[str, Outcome]) -> None:
    check(outcomes[name])
