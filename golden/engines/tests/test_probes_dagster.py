"""Every probe on Dagster's own services, with its counter-probe."""

from __future__ import annotations

from probe_suite import suite

from regauge_engines.probes.dagster import DagsterSite

outcomes, test_a_probe_and_its_counter = suite("dagster", DagsterSite, at_once=8)
