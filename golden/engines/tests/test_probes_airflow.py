"""Every probe on a real Airflow, with its counter-probe."""

from __future__ import annotations

from probe_suite import suite

from regauge_engines.probes.airflow import AirflowProbes

outcomes, test_a_probe_and_its_counter = suite("airflow", AirflowProbes, at_once=10)
