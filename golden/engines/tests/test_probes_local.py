"""Every probe on the local runner, with its counter-probe."""

from __future__ import annotations

from probe_suite import suite

from regauge_engines.probes.engines import LocalSite

outcomes, test_a_probe_and_its_counter = suite("local", LocalSite, at_once=4)
