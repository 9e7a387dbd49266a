"""Puts bundles into a running Airflow and runs their jobs as an operator does: by trigger and by backfill."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from typing import Any

from regauge_engines.airflow_services import AirflowError, AirflowServices
from regauge_engines.bundle import Bundle
from regauge_engines.processes import PATIENCE

ENDED = ("success", "failed")


@dataclass(frozen=True)
class AirflowBundle(Bundle):
    """A bundle; its scope is the prefix of its modules and of its variables."""

    @property
    def scope(self) -> str:
        """Returns for example `climate_weather`."""
        return str(self.plan["product"]["scope"])

    def dag_ids(self) -> list[str]:
        """Returns the DAG of each job."""
        return sorted(file.stem for file in (self.folder / "dags").glob("*.py"))

    def variables(self) -> dict[str, str]:
        """Returns what tells the shim where the product home is; two products share one plugins folder."""
        return {f"REGAUGE_HOME_{self.scope.upper()}": str(self.folder)}

    def settings(self) -> dict[str, str]:
        """Returns what the bundle's airflow.env sets."""
        lines = (self.folder / "airflow.env").read_text("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def install(services: AirflowServices, bundle: AirflowBundle) -> None:
    """Copies dags and plugins into Airflow's folders, as the bundle's Dockerfile does; call it before `start`."""
    for part, target in (("dags", services.dags), ("plugins", services.plugins)):
        for file in sorted((bundle.folder / part).glob("*.py")):
            shutil.copy2(file, target / file.name)


def set_pools(services: AirflowServices, bundle: AirflowBundle) -> None:
    """Makes the pools of pools.json."""
    file = bundle.folder / "pools.json"
    for name, pool in json.loads(file.read_text("utf-8")).items() if file.is_file() else ():
        services.call("POST", "pools", {"name": name, **pool})


def wait_for_dags(services: AirflowServices, dag_ids: list[str], seconds: float = PATIENCE) -> None:
    """Waits until the dag-processor has read the DAGs; an import error is raised with its text."""
    deadline = time.monotonic() + seconds
    while True:
        if errors := services.get("importErrors")["import_errors"]:
            raise AirflowError("\n".join(error["stack_trace"] for error in errors))
        known = {dag["dag_id"] for dag in services.pages("dags", "dags")}
        if known.issuperset(dag_ids):
            return
        if time.monotonic() > deadline:
            raise AirflowError(f"not read within {seconds} s: {sorted(set(dag_ids) - known)}; known: {sorted(known)}")
        time.sleep(0.5)


def trigger(
    services: AirflowServices, dag_id: str, partition: str | None = None, conf: dict[str, Any] | None = None
) -> str:
    """Requests a run and returns its id; `partition` is the run's partition key."""
    body = {"logical_date": None, "conf": conf or {}} | ({"partition_key": partition} if partition else {})
    return str(services.call("POST", f"dags/{dag_id}/dagRuns", body)["dag_run_id"])


def backfill(
    services: AirflowServices,
    dag_id: str,
    first: str,
    last: str,
    max_active_runs: int = 1,
    reprocess: str = "completed",
    *,
    newest_first: bool = False,
) -> int:
    """Requests the partitions from `first` to `last` (dates, both included) and returns the backfill's id."""
    body = {
        "dag_id": dag_id,
        "from_date": f"{first}T00:00:00Z",
        "to_date": f"{last}T00:00:00Z",
        "max_active_runs": max_active_runs,
        "reprocess_behavior": reprocess,
        "run_backwards": newest_first,
    }
    return int(services.call("POST", "backfills", body)["id"])


def wait_for_runs(
    services: AirflowServices, dag_id: str, run_ids: list[str] | None = None, seconds: float = PATIENCE
) -> dict[str, str]:
    """Waits until the runs (None: all of the DAG) have ended; returns run id → state."""
    deadline = time.monotonic() + seconds
    while True:
        runs = {run["dag_run_id"]: run["state"] for run in services.pages(f"dags/{dag_id}/dagRuns", "dag_runs")}
        chosen = {run: state for run, state in runs.items() if run_ids is None or run in run_ids}
        if chosen and all(state in ENDED for state in chosen.values()):
            return chosen
        if time.monotonic() > deadline:
            raise AirflowError(f"{dag_id}: not ended within {seconds} s: {chosen}\n{services.log('scheduler')[-3000:]}")
        time.sleep(0.5)


def wait_for_backfill(services: AirflowServices, dag_id: str, backfill_id: int, seconds: float = PATIENCE) -> None:
    """Waits until every run of a backfill has ended."""
    deadline = time.monotonic() + seconds
    while services.get(f"backfills/{backfill_id}")["completed_at"] is None:
        if time.monotonic() > deadline:
            states = {run["dag_run_id"]: run["state"] for run in services.pages(f"dags/{dag_id}/dagRuns", "dag_runs")}
            raise AirflowError(f"backfill {backfill_id} not done within {seconds} s: {states}")
        time.sleep(0.5)
