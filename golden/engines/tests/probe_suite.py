"""What the suites of probes share: the choice of some of them."""

from __future__ import annotations

from regauge_engines.probes.probe import Probe, probes
from regauge_engines.probes.suite import CHOSEN


def chosen(engine: str) -> list[Probe]:
    """Returns the probes of an engine: those that PROBES names, separated by commas, else all."""
    return probes(engine, CHOSEN)
