"""Airflow's services with both products, LocalExecutor on PostgreSQL."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from regauge_engines.airflow_evidence import events_of
from regauge_engines.airflow_run import ENDED, AirflowBundle, backfill, trigger, wait_for_backfill
from regauge_engines.airflow_services import AirflowServices
from regauge_engines.airflow_site import AirflowSite
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.probes.dagster import FIRED, pinned
from regauge_engines.probes.engines import SECRET, SECRET_VARIABLE, Clocked, Hands, Params
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import ENVIRONMENT, VARIANTS, bundles, uri, warehouse
from regauge_engines.probes.seen import Event
from regauge_engines.processes import PATIENCE, wait_until


class Switches:
    """Which jobs the environment of a bundle switches off: at first all of them."""

    def __init__(self, bundle: Path) -> None:
        self._file = bundle / f"env/{ENVIRONMENT}.json"
        self._settings = json.loads(self._file.read_text("utf-8"))
        self._lock = threading.Lock()
        plan = json.loads((bundle / "plan.json").read_text("utf-8"))
        self._enabled: dict[str, bool] = {job["name"]: False for job in plan["jobs"]}
        self._write()

    def declared(self, job: str) -> None:
        """Gives a job what the product's own environment says of it."""
        with self._lock:
            del self._enabled[job]
            if job in self._settings.get("enabledJobs", {}):
                self._enabled[job] = self._settings["enabledJobs"][job]
            self._write()

    def off(self, job: str) -> None:
        """Switches a job off."""
        with self._lock:
            self._enabled[job] = False
            self._write()

    def _write(self) -> None:
        scratch = self._file.with_suffix(".new")
        scratch.write_text(json.dumps(self._settings | {"enabledJobs": self._enabled}), "utf-8")
        scratch.replace(self._file)


class Airflow(Clocked):
    """One of the two products."""

    engine = "airflow"

    def __init__(
        self,
        variant: str,
        services: AirflowServices,
        bundle: AirflowBundle,
        catalog: str,
        switches: Switches,
        dump: Callable[[], str],
    ) -> None:
        super().__init__()
        self.variant = variant
        self._services = services
        self._bundle = bundle
        self._catalog = catalog
        self._switches = switches
        self._dump = dump
        self._plan = json.loads((bundle.folder / "plan.json").read_text("utf-8"))
        self._dags: dict[str, str] = {}

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        run = self.start(job, partition, params)
        self.wait(run)
        return run

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        run = trigger(self._services, self._dag(job), partition, dict(params or {}))
        self._dags[run] = self._dag(job)
        return run

    def wait(self, *runs: str) -> None:
        for run in runs:
            path = f"dags/{self._dags[run]}/dagRuns/{run}"
            wait_until(lambda path=path: self._services.get(path)["state"] in ENDED, PATIENCE, f"{path} ends", 2)

    def backfill(self, job: str, first: str, last: str) -> None:
        # As the bundle's README tells an operator to type it.
        typed = f"airflow backfill create --dag-id {self._dag(job)} "
        readme = (self._bundle.folder / "README.md").read_text("utf-8").splitlines()
        newest_first = any(typed in line and "--run-backwards" in line for line in readme)
        number = backfill(self._services, self._dag(job), first, last, newest_first=newest_first)
        wait_for_backfill(self._services, self._dag(job), number)

    def let_go(self, job: str) -> None:
        self._switches.declared(job)
        self._parse_again(job)

    def hold(self, job: str) -> None:
        # A tick that asks for several partitions is through when the next run is due by a later one.
        wait_until(lambda: not self._is_within_a_tick(job), PATIENCE, f"all runs of {job}'s tick")
        self._switches.off(job)
        self._parse_again(job)

    def _is_within_a_tick(self, job: str) -> bool:
        path = f"dags/{self._dag(job)}"
        runs = self._services.pages(f"{path}/dagRuns", "dag_runs", order_by="run_after")
        made = {run["run_after"] for run in runs if run["run_type"] == "scheduled"}
        return self._services.get(path)["next_dagrun_run_after"] in made

    def _parse_again(self, job: str) -> None:
        """Has a job's file parsed once more: a switch is read there, and otherwise each file is parsed once."""
        path = f"dags/{self._dag(job)}"
        before = self._services.get(path)
        self._services.call("PUT", f"parseDagFile/{before['file_token']}")
        parsed = before["last_parsed_time"]
        wait_until(lambda: self._services.get(path)["last_parsed_time"] != parsed, PATIENCE, f"{job} is parsed again")

    def looks(self, job: str) -> dict[str, bool]:
        if not any(one.get("otherTriggers") for one in self._plan["jobs"] if one["name"] == job):
            return super().looks(job)
        poller = f"{self._plan['product']['identifier']}--triggers"
        runs = self._services.pages(f"dags/{poller}/dagRuns", "dag_runs", order_by="run_after")
        return {run["dag_run_id"]: run["state"] in ENDED for run in runs}

    def ticks(self, job: str) -> dict[str, bool]:
        runs = self._services.pages(f"dags/{self._dag(job)}/dagRuns", "dag_runs", order_by="run_after")
        return {
            run["dag_run_id"]: run["state"] in ENDED
            for run in runs
            if run["run_type"] == "scheduled" or str((run["conf"] or {}).get("regauge_cause", "")).startswith(FIRED)
        }

    def watch(self, times: int = 1) -> list[Event]:
        dag = f"{self._plan['product']['identifier']}--freshness"
        outside = self._plan.get("external", {}).values()
        if not any("freshness" in one or "freshnessSeconds" in one for one in [*self._plan["assets"], *outside]):
            return []
        for _ in range(times):
            run = trigger(self._services, dag)
            self._dags[run] = dag
            self.wait(run)
        path = f"dags/{dag}/dagRuns"
        looks: list[Event] = []
        for one in sorted(self._services.pages(path, "dag_runs"), key=lambda one: one["start_date"] or "9"):
            entries = f"{path}/{one['dag_run_id']}/taskInstances/regauge-freshness/xcomEntries"
            if any(entry["key"] == "return_value" for entry in self._services.pages(entries, "xcom_entries")):
                value = self._services.get(f"{entries}/return_value")["value"]
                looks += json.loads(value) if isinstance(value, str) else value
        return [found for found in looks if found["isEvent"]]

    def stored(self) -> str:
        logs = [file.read_text("utf-8", "replace") for file in (self._services.root / "logs").rglob("*.log")]
        return "\n".join([self._dump(), *logs])

    def events(self) -> list[Event]:
        return [*events_of(self._services, self._plan), *IndependentReader(self._catalog).events(self.engine)]

    def _dag(self, job: str) -> str:
        (identifier,) = (one["identifier"] for one in self._plan["jobs"] if one["name"] == job)
        return f"{self._plan['product']['identifier']}__{identifier}"


class AirflowProbes(AirflowSite):
    """Starts when entered, ends everything when left."""

    engine = "airflow"

    def __init__(self, probes: Sequence[Probe], folder: Path) -> None:
        made = bundles(probes, "airflow", folder)
        settings = {
            "REGAUGE_ENV": ENVIRONMENT,
            SECRET_VARIABLE: SECRET,
            "AIRFLOW__CORE__PARALLELISM": "6",
            # Nothing of the bundles changes while they run but a job's switch, after which its file is parsed again.
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3600",
            "AIRFLOW__CORE__MIN_SERIALIZED_DAG_UPDATE_INTERVAL": "0",
            "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "2",
        }
        catalogs = [(uri(variant), warehouse(variant)) for variant in VARIANTS]
        self._switches = [Switches(made[variant]) for variant in VARIANTS]
        super().__init__(folder, [made[variant] for variant in VARIANTS], catalogs, settings, dsn="PROBES_DSN")
        self.hands: dict[str, Hands] = {}

    def __enter__(self) -> AirflowProbes:
        super().__enter__()
        for number, (variant, bundle) in enumerate(zip(VARIANTS, self.bundles, strict=True)):
            catalog, switches = self.postgres.url(f"lake{number}"), self._switches[number]
            self.hands[variant] = Airflow(
                variant, self.services, bundle, catalog, switches, lambda: self.postgres.dump("airflow")
            )
        return self

    def version(self) -> str:
        """Returns the version that the bundle's lock pins."""
        return pinned(self.bundles[0].folder / "locks/airflow.txt", "apache-airflow")

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""
        return self.bundles[0].folder / "plan.json"
