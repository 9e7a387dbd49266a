"""The four sides of an equality test: each runs the same days of one product its own way and leaves one trace.

A side's trace holds what the engine's own store says (states, attempts, order, check outcomes) and the tables as the
independent reader finds them; the runtime's own trace is not in it, but for the local runner, which has no other store.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from regauge_engines.airflow_evidence import write_trace as write_airflow_trace
from regauge_engines.airflow_run import (
    AirflowBundle,
    install,
    set_pools,
    trigger,
    wait_for_dags,
    wait_for_runs,
)
from regauge_engines.airflow_services import AirflowServices
from regauge_engines.argo.bundle import put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.workflows import Run
from regauge_engines.argo_evidence import write_trace as write_argo_trace
from regauge_engines.argo_run import ArgoBundle, ArgoRun
from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.local_run import LocalRun
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.venvs import environment

Params = Mapping[str, Any]


class Side(Protocol):
    """One runner of one bundle."""

    name: str

    def run(self, job: str, partitions: Sequence[str], params: Params | None = None) -> None:
        """Runs the job for each partition, one after the other, and waits for the end."""

    def trace(self) -> Path:
        """Writes what happened so far and how the tables look now; returns the file."""

    def stop(self) -> None:
        """Ends what was started."""


@dataclass(frozen=True)
class Given:
    """What a product is told beside its lake: values by name, and secrets by name and key."""

    values: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def variables(self) -> dict[str, str]:
        """Returns all of it as the variables of a runner that has no secrets of its own."""
        found = dict(self.values)
        for name, entries in self.secrets.items():
            for key, value in entries.items():
                found["REGAUGE_SECRET_" + f"{name}_{key}".upper().replace("-", "_")] = value
        return found


NOTHING = Given()


class Lake:
    """Where one side's tables lie: a catalog in PostgreSQL and a folder of its own."""

    def __init__(self, postgres: Postgres, name: str, folder: Path) -> None:
        self.uri = postgres.database(f"lake_{name}", "psycopg")
        self.warehouse = folder / f"warehouse-{name}"
        self.warehouse.mkdir(parents=True)

    def variables(self) -> dict[str, str]:
        """Returns the values that the product's catalog names."""
        return {"CATALOG_URI": self.uri, "WAREHOUSE": f"file://{self.warehouse}"}

    def tables(self, runner: str) -> list[dict[str, Any]]:
        """Returns the tables as trace events."""
        return list(IndependentReader(self.uri).events(runner))


def append(file: Path, events: Sequence[dict[str, Any]]) -> Path:
    """Appends events to a trace."""
    with file.open("a", encoding="utf-8") as out:
        for event in events:
            out.write(json.dumps(event) + "\n")
    return file


class LocalSide:
    """The local runner, a run for each partition."""

    name = "local"

    def __init__(self, bundle: Path, folder: Path, given: Given = NOTHING) -> None:
        self._folder = folder
        self._runs = LocalRun(bundle, folder / "local", given.variables())

    def run(self, job: str, partitions: Sequence[str], params: Params | None = None) -> None:
        for partition in partitions:
            code = self._runs.run(job, partition, partition, dict(params or {}))
            if code not in (0, 8):
                raise AssertionError(f"the local runner ended with {code}")

    def due(self, job: str, tick: str) -> list[str]:
        """Returns the partitions that a tick asks for, as the runtime says."""
        return self._runs.due(job, tick)

    def catalog(self) -> dict[str, str]:
        """Returns where the tables lie, as the product's catalog would be told."""
        return {
            "CATALOG_URI": f"sqlite:///{self._runs.data / 'catalog.db'}",
            "WAREHOUSE": f"file://{self._runs.data / 'warehouse'}",
        }

    def trace(self) -> Path:
        file = self._folder / "local.jsonl"
        file.write_text(self._runs.trace.read_text("utf-8"), "utf-8")
        reader = IndependentReader(f"sqlite:///{self._runs.data / 'catalog.db'}")
        return append(file, list(reader.events(self.name)))

    def stop(self) -> None:
        pass


class DagsterSide:
    """Dagster in one process, on an instance of its own."""

    name = "dagster"

    def __init__(
        self, bundle: Path, folder: Path, postgres: Postgres, lake: str = "dagster", given: Given = NOTHING
    ) -> None:
        self._folder = folder
        self.lake = Lake(postgres, lake, folder)
        self._bundle = DagsterBundle.prepared(bundle)
        self._runs = DagsterRun(folder / "dagster", self.lake.variables() | given.variables())

    def due(self, job: str, tick: str) -> list[str]:
        """Returns the partitions for which the job's own schedule asks at a tick."""
        return self._runs.due(self._bundle, job, tick)

    def run(self, job: str, partitions: Sequence[str], params: Params | None = None) -> None:
        self._runs.in_process(self._bundle, job, partitions, {"regauge/params": json.dumps(params or {})})

    def trace(self) -> Path:
        file = self._folder / "dagster.jsonl"
        self._runs.write_trace(self._bundle, file)
        return append(file, self.lake.tables(self.name))

    def stop(self) -> None:
        pass


class AirflowSide:
    """Airflow's services with LocalExecutor on PostgreSQL."""

    name = "airflow"

    def __init__(self, bundle: Path, folder: Path, postgres: Postgres, given: Given = NOTHING) -> None:
        self._folder = folder
        self._lake = Lake(postgres, "airflow", folder)
        self._bundle = AirflowBundle(bundle)
        subprocess.run(["sh", str(bundle / "make-env.sh"), str(bundle)], check=True, stdout=sys.stderr)
        python = environment(bundle / "locks/airflow.txt")
        variables = {**self._lake.variables(), **given.variables(), **self._bundle.variables()}
        self._services = AirflowServices(
            python / "bin", folder / "airflow", postgres.database("airflow", "psycopg2"), variables
        )
        install(self._services, self._bundle)
        self._services.start()
        set_pools(self._services, self._bundle)
        wait_for_dags(self._services, self._bundle.dag_ids())
        for dag_id in self._bundle.dag_ids():
            self._services.call("PATCH", f"dags/{dag_id}", {"is_paused": False})

    def run(self, job: str, partitions: Sequence[str], params: Params | None = None) -> None:
        product = json.loads((self._bundle.folder / "plan.json").read_text("utf-8"))["product"]["identifier"]
        for partition in partitions:
            run_id = trigger(self._services, f"{product}__{job}", partition, dict(params or {}))
            wait_for_runs(self._services, f"{product}__{job}", [run_id])

    def trace(self) -> Path:
        file = self._folder / "airflow.jsonl"
        write_airflow_trace(self._services, self._bundle.folder, file)
        return append(file, self._lake.tables(self.name))

    def stop(self) -> None:
        self._services.stop()


class ArgoSide:
    """Argo's controller on the process cluster; pods see only their image, PostgreSQL and the S3 server."""

    name = "argo"

    def __init__(self, bundle: Path, folder: Path, postgres: Postgres, given: Given = NOTHING) -> None:
        self._folder = folder
        self._bundle = ArgoBundle(bundle)
        self._store = ObjectStore(folder)
        self._cluster = Cluster()
        self._uri = postgres.database("lake_argo", "psycopg")
        self._done: list[Run] = []
        self._store.start()
        self._cluster.start()
        self._runs = ArgoRun(self._cluster, self._bundle.scope)
        bucket = self._store.bucket("lake-argo")
        self._values = {"CATALOG_URI": self._uri, "WAREHOUSE": bucket, **self._store.variables(), **given.values}
        for name, entries in given.secrets.items():
            put_secret(self._cluster, self._bundle.scope, name, entries)
        self._runs.install(self._bundle, self._values)

    def replace(self, bundle: Path) -> None:
        """Applies another bundle of the product over the one before; the trace begins anew."""
        self._bundle = ArgoBundle(bundle)
        self._done = []
        self._runs.install(self._bundle, self._values)

    def run(self, job: str, partitions: Sequence[str], params: Params | None = None) -> None:
        self._done += self._runs.run_partitions(self._bundle, job, partitions, params)

    def trace(self) -> Path:
        file = self._folder / "argo.jsonl"
        write_argo_trace(self._bundle.plan, self._done, file)
        return append(file, list(IndependentReader(self._uri, self._store.endpoint).events(self.name)))

    def stop(self) -> None:
        self._cluster.stop()
        self._store.stop()


def each_side(bundles: Mapping[str, Path], folder: Path, given: Given = NOTHING) -> Iterator[Side]:
    """Yields the four runners of a product's bundles in turn: each is started for its turn and ended after it."""
    postgres = Postgres()
    postgres.start()
    try:
        for make in (
            lambda: LocalSide(bundles["dagster"], folder, given),
            lambda: DagsterSide(bundles["dagster"], folder, postgres, given=given),
            lambda: AirflowSide(bundles["airflow"], folder, postgres, given),
            lambda: ArgoSide(bundles["argo"], folder, postgres, given),
        ):
            side: Side = make()
            try:
                yield side
            finally:
                side.stop()
    finally:
        postgres.stop()
