"""The part of dag-factory's cost that is Airflow's import alone."""

import dagfactory  # noqa: F401
from airflow.sdk import DAG  # noqa: F401
