"""Runs the real engines for the tests: Argo, Airflow and Dagster, and the stores that steps write to.

Shared by all engines: `cache` (what was built once is kept by content), `processes` (servers that end with their
owner), `postgres`, `objectstore`, `venvs`. One group of modules an engine: `argo/`, `airflow_*`, `dagster_*`.
"""
