"""The names and labels of what is counted where a product says nothing of it.

They are those that the planner writes into a plan with `metricsPrefix: regauge` (its table `TelemetryMetric`):
test_listeners.py holds both against each other.
"""

from __future__ import annotations

from typing import Any

METRICS: dict[str, dict[str, Any]] = {
    "checks": {
        "name": "regauge_checks_total",
        "unit": "1",
        "about": "Checks that were carried out, by their outcome",
        "labels": ["product", "job_name", "asset", "check", "status"],
    },
    "ingestionErrors": {
        "name": "regauge_ingestion_errors_total",
        "unit": "1",
        "about": "Attempts of ingestions that failed",
        "labels": ["product", "source", "category", "code"],
    },
    "ingestionRetries": {
        "name": "regauge_ingestion_retry_total",
        "unit": "1",
        "about": "Attempts of ingestions that another one follows",
        "labels": ["product", "source"],
    },
    "ingestionRowsFailed": {
        "name": "regauge_ingestion_rows_failed_total",
        "unit": "{row}",
        "about": "Rows that an ingestion could not take over",
        "labels": ["product", "source"],
    },
    "rows": {
        "name": "regauge_rows_total",
        "unit": "{row}",
        "about": "Rows written, by table",
        "labels": ["product", "job_name", "asset", "table"],
    },
    "runSeconds": {
        "name": "regauge_run_seconds_total",
        "unit": "s",
        "about": "Seconds that runs took, by how they ended",
        "labels": ["product", "job_name", "status"],
    },
    "runs": {
        "name": "regauge_runs_total",
        "unit": "1",
        "about": "Runs that ended, by how",
        "labels": ["product", "job_name", "status"],
    },
    "stepSeconds": {
        "name": "regauge_step_seconds_total",
        "unit": "s",
        "about": "Seconds that attempts took, by how they ended",
        "labels": ["product", "job_name", "asset", "status"],
    },
    "steps": {
        "name": "regauge_steps_total",
        "unit": "1",
        "about": "Attempts of steps that ended, by how",
        "labels": ["product", "job_name", "asset", "status"],
    },
}
