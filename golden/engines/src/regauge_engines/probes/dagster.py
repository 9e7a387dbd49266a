"""Dagster's services with both products: queue, schedules and backfills by the daemon, plain runs by idle workers.

A plain run (`run`) is executed in a process that has imported Dagster already, against the services' own instance; what
needs Dagster's queue (`start`) is launched as its page does.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from regauge_engines.dagster_run import INSIDE, DagsterBundle, DagsterRun
from regauge_engines.dagster_services import TELLS, DagsterServices
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.postgres import Postgres
from regauge_engines.probes.engines import SECRET, SECRET_VARIABLE, Clocked, Hands, Params
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import ENVIRONMENT, VARIANTS, bundles, uri, warehouse
from regauge_engines.probes.seen import Event
from regauge_engines.processes import PATIENCE, wait_until

# Processes of each product that execute plain runs, one run at a time each.
WORKERS = 2
ENDED = ("SUCCESS", "FAILURE", "CANCELED")
ANSWER = "regauge-answer "
FIRED = ("tick:", "event:")


class Worker:
    """A process with Dagster and the product loaded."""

    def __init__(self, run: DagsterRun, bundle: DagsterBundle, log: Path) -> None:
        self._log = log
        self._bundle = bundle
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [str(bundle.python()), str(INSIDE), "serve"], cwd=bundle.folder, env=run.environment(bundle),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip

    def execute(self, job: str, partition: str | None, tags: dict[str, str]) -> str:
        """Executes a run to its end and returns its id."""
        order = {"module": self._bundle.module, "runs": [{"job": job, "partition": partition, "tags": tags}]}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith(ANSWER):
                return str(json.loads(line.removeprefix(ANSWER))[0]["run"])
        raise AssertionError(f"a worker of Dagster ended:\n{self._log.read_text('utf-8')[-4000:]}")

    def stop(self) -> None:
        """Ends the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


class Dagster(Clocked):
    """One of the two products."""

    engine = "dagster"

    def __init__(self, variant: str, services: DagsterServices, bundle: DagsterBundle, run: DagsterRun) -> None:
        super().__init__()
        self.variant = variant
        self._services = services
        self._bundle = bundle
        self._run = run
        self._looking = 0
        self._ages = threading.Lock()
        logs = services.folder / "logs"
        self._workers = [Worker(run, bundle, logs / f"worker-{variant}-{n}.log") for n in range(WORKERS)]
        self._idle: queue.Queue[Worker] = queue.Queue()
        for worker in self._workers:
            self._idle.put(worker)

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        self._learn(job, partition)
        worker = self._idle.get()
        try:
            return worker.execute(self._bundle.job(job), partition, _tags(params))
        finally:
            self._idle.put(worker)

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        self._learn(job, partition)
        return self._services.launch(self._bundle, job, partition, _tags(params))

    def wait(self, *runs: str) -> None:
        for run in runs:
            self._services.wait_for_run(run)

    def backfill(self, job: str, first: str, last: str) -> None:
        keys = self._services.partition_names(self._bundle, job)
        chosen = keys[keys.index(first) : keys.index(last) + 1]
        self._services.wait_for_backfill(self._services.backfill(self._bundle, job, chosen))

    def let_go(self, job: str) -> None:
        for schedule in self._schedules(job):
            self._services.start_schedule(self._bundle, schedule)
        for sensor in self._sensors(job):
            self._services.start_sensor(self._bundle, sensor)

    def hold(self, job: str) -> None:
        for schedule in self._schedules(job):
            self._services.stop_schedule(self._bundle, schedule)
        for sensor in self._sensors(job):
            self._services.stop_sensor(self._bundle, sensor)

    def keep_held(self, job: str) -> None:
        # After a tick the daemon writes back the state that it read before it, and so switches on again what was
        # switched off meanwhile (_write_and_get_next_checkpoint_timestamp of Dagster's scheduler).
        self.hold(job)

    def ticks(self, job: str) -> dict[str, bool]:
        runs = [run for run in self._services.runs(self._bundle) if run["jobName"] == self._bundle.job(job)]
        return {
            run["id"]: run["status"] in ENDED for run in runs if run["tags"].get("regauge/cause", "").startswith(FIRED)
        }

    def watch(self, times: int = 1) -> list[Event]:
        plan, services = self._bundle.plan, self._services
        sensor = f"{plan['product']['identifier']}__freshness"
        if sensor not in services.sensors(self._bundle):
            return []
        self._await_look(sensor, time.time())
        return [
            {"asset": one["key"], "status": observed["regauge/freshness"]}
            for one in [*plan["assets"], *plan.get("external", {}).values()]
            for observed in services.observations(self._path(one))
            if "regauge/freshness" in observed
        ]

    def _await_look(self, sensor: str, since: float) -> None:
        """The product's look goes as long as any probe waits for one that began after it asked."""
        with self._ages:
            self._looking += 1
            self._services.start_sensor(self._bundle, sensor)
        try:
            ended = lambda: {"SUCCESS", "SKIPPED"} & set(self._services.sensor_ticks(self._bundle, sensor, since))  # noqa: E731
            wait_until(lambda: bool(ended()), PATIENCE, f"{sensor} looks", pause=1)
        finally:
            with self._ages:
                self._looking -= 1
                if not self._looking:
                    self._services.stop_sensor(self._bundle, sensor)

    def _path(self, one: Event) -> list[str]:
        """An asset's key in Dagster; what is made elsewhere may have one of its own."""
        named: str | None = one.get("signals", {}).get("dagster", {}).get("key")
        return named.split("/") if named else [self._bundle.scope, *one["key"].split("/")]

    def stored(self) -> str:
        logs = [file.read_text("utf-8", "replace") for file in (self._services.folder / "logs").iterdir()]
        return "\n".join([self._services.postgres.dump("dagster"), *logs])

    def events(self) -> list[Event]:
        uri_of = self._run.variables[uri(self.variant)]
        return [*self._run.evidence(self._bundle), *IndependentReader(uri_of).events(self.engine)]

    def stop(self) -> None:
        """Ends the workers."""
        for worker in self._workers:
            worker.stop()

    def _learn(self, job: str, partition: str | None) -> None:
        """Lets the bundle's own sensor tell Dagster a key of a dynamic partition set: it starts no run for another."""
        plan = self._bundle.plan
        (name,) = (one.get("partitionSet") for one in plan["jobs"] if one["name"] == job)
        if partition is None or name is None or plan["partitionSets"][name]["kind"] != "dynamic":
            return
        known = lambda: partition in self._services.partition_names(self._bundle, job)  # noqa: E731
        if not known():
            keeper = f"{plan['product']['identifier']}__partitions"
            self._services.start_sensor(self._bundle, keeper)
            wait_until(known, PATIENCE, f"{keeper} tells {partition}", pause=1)
            self._services.stop_sensor(self._bundle, keeper)

    def _schedules(self, job: str) -> list[str]:
        own = f"{self._bundle.job(job)}__tick"
        return [name for name in self._services.schedules(self._bundle) if name.startswith(own)]

    def _sensors(self, job: str) -> list[str]:
        own = f"{self._bundle.job(job)}__triggers"
        return [name for name in self._services.sensors(self._bundle) if name == own]


class DagsterSite:
    """Starts when entered, ends everything when left."""

    engine = "dagster"

    def __init__(self, probes: Sequence[Probe], folder: Path) -> None:
        self._folder = folder
        self._bundles = {
            variant: DagsterBundle.prepared(bundle) for variant, bundle in bundles(probes, "dagster", folder).items()
        }
        self._postgres = Postgres()
        self.hands: dict[str, Hands] = {}

    def __enter__(self) -> DagsterSite:
        self._postgres.start()
        variables = {"REGAUGE_ENV": ENVIRONMENT, "PROBES_DSN": self._postgres.url("postgres"), SECRET_VARIABLE: SECRET}
        for variant in VARIANTS:
            variables[uri(variant)] = self._postgres.database(f"lake_{variant}", "psycopg")
            variables[warehouse(variant)] = f"file://{self._folder / f'lake-{variant}'}"
        self._services = DagsterServices(
            self._folder / "services", list(self._bundles.values()), variables, schedules_off=True
        )
        try:
            self._services.start()
            for bundle in self._bundles.values():
                self._await_alerts(bundle)
            for variant, bundle in self._bundles.items():
                self.hands[variant] = Dagster(variant, self._services, bundle, self._services.run)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for hands in self.hands.values():
            hands.stop()  # type: ignore[attr-defined]
        self._services.stop()
        self._postgres.stop()

    def _await_alerts(self, bundle: DagsterBundle) -> None:
        """Waits until the sensor of failed runs has looked once: it hears of what fails afterwards."""
        for sensor in self._services.sensors(bundle):
            if sensor.endswith(TELLS):
                looked = lambda name=sensor: "SKIPPED" in self._services.sensor_ticks(bundle, name)  # noqa: E731
                wait_until(looked, PATIENCE, f"{sensor} looks", pause=1)

    def version(self) -> str:
        """Returns the version that the bundle's lock pins."""
        return pinned(self._bundles["probes"].folder / "locks/dagster.txt", "dagster")

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""
        return self._bundles["probes"].folder / "plan.json"


def pinned(lock: Path, package: str) -> str:
    """Returns the version of a package in a lock of requirements."""
    for line in lock.read_text("utf-8").splitlines():
        name, _, version = line.partition("==")
        if name == package:
            return version.split()[0]
    raise LookupError(f"{lock} pins no {package}")


def _tags(params: Params | None) -> dict[str, str]:
    return {"regauge/params": json.dumps(dict(params or {}))}
