"""What the suites of probes share: the choice of some of them, and one test for each probe of an engine."""

from __future__ import annotations

import os

from regauge_engines.probes.probe import Probe, probes


def chosen(engine: str) -> list[Probe]:
    """Returns the probes of an engine: those that PROBES names, separated by commas, else all."""
    names = [name for name in os.environ.get("PROBES", "").split(",") if name]
    return probes(engine, names)
