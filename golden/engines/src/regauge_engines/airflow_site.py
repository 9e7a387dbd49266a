"""A site of one test: PostgreSQL, one Airflow, and the bundles of some products in it, each with its own catalog."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from regauge_engines import venvs
from regauge_engines.airflow_run import AirflowBundle, install, set_pools, wait_for_dags
from regauge_engines.airflow_services import AirflowServices
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.postgres import Postgres


class AirflowSite:
    """Starts when entered, ends everything when left.

    Bundle n gets its catalog by the variables `catalogs[n]` (URI, warehouse); `variables` are for all processes.
    The variable `dsn`, if given, holds the URL of the site's PostgreSQL.
    Airflow's environment is made from the lock that the first bundle ships.
    """

    def __init__(
        self,
        root: Path,
        bundles: Sequence[Path],
        catalogs: Sequence[tuple[str, str]],
        variables: Mapping[str, str] | None = None,
        dsn: str | None = None,
    ) -> None:
        self.root = root
        self.bundles = [AirflowBundle(folder) for folder in bundles]
        self.postgres = Postgres()
        self._catalogs = catalogs
        self._variables = dict(variables or {})
        self._dsn = dsn
        self.environment = venvs.environment(self.bundles[0].folder / "locks/airflow.txt")
        self.runtime_trace = root / "runtime.jsonl"
        self.services: AirflowServices

    def __enter__(self) -> AirflowSite:
        self.postgres.start()
        try:
            self._start()
        except BaseException:
            self.postgres.stop()
            raise
        return self

    def _start(self) -> None:
        variables = {"REGAUGE_TRACE": str(self.runtime_trace)} | self._variables
        if self._dsn:
            variables[self._dsn] = self.postgres.url("postgres")
        for number, (bundle, (uri, warehouse)) in enumerate(zip(self.bundles, self._catalogs, strict=True)):
            subprocess.run(["sh", str(bundle.folder / "make-env.sh")], check=True, stdout=subprocess.DEVNULL)
            variables |= bundle.settings() | bundle.variables()
            variables |= {
                uri: self.postgres.database(f"lake{number}", "psycopg"),
                warehouse: f"file://{self.warehouse(number)}",
            }
        self.services = AirflowServices(
            self.environment / "bin", self.root / "airflow", self.postgres.database("airflow", "psycopg2"), variables
        )
        for bundle in self.bundles:
            install(self.services, bundle)
        try:
            self.services.start()
            for bundle in self.bundles:
                set_pools(self.services, bundle)
            wait_for_dags(self.services, [dag for bundle in self.bundles for dag in bundle.dag_ids()])
        except BaseException:
            self.services.stop()
            raise

    def __exit__(self, *_: object) -> None:
        self.services.stop()
        self.postgres.stop()

    def warehouse(self, number: int) -> Path:
        """Returns the folder of a bundle's tables."""
        return self.root / f"warehouse{number}"

    def reader(self, number: int = 0) -> IndependentReader:
        """Returns the independent reader of a bundle's catalog."""
        return IndependentReader(self.postgres.url(f"lake{number}"))
