"""Every probe on Argo's real controller, with its counter-probe."""

from __future__ import annotations

from probe_suite import suite

from regauge_engines.probes.argo import ArgoSite

outcomes, test_a_probe_and_its_counter = suite("argo", ArgoSite, at_once=8)
