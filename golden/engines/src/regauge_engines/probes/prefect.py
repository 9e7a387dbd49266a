"""Prefect's server with both products, each served as its README says; the adapter is an outsider's plugin.

A run is a flow run of a deployment, which a process of its own executes: asked for as in Prefect's page, or by its
clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from regauge_engines.cli import regauge
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.left_undone import with_skips
from regauge_engines.outside_adapter import generated
from regauge_engines.postgres import Postgres
from regauge_engines.prefect_run import PrefectBundle, PrefectRun
from regauge_engines.probes.dagster import pinned
from regauge_engines.probes.engines import SECRET, SECRET_VARIABLE, Clocked, Hands, Params
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import ENVIRONMENT, VARIANTS, uri, warehouse, write
from regauge_engines.probes.seen import Event
from regauge_engines.processes import PATIENCE, wait_until

ENDED = ("COMPLETED", "FAILED", "CANCELLED", "CRASHED")
_REFUSED = re.compile("does not support ([a-z_]+), which")


def refusals(probes: Sequence[Probe], jar: Path, folder: Path) -> dict[str, list[str]]:
    """Returns probe → the features that the adapter refuses of it, as `regauge check` says of the product of them all.

    What is not in it is what the adapter says it makes. A refusal without place, reason or another way raises.
    """
    product = write(probes, "probes", folder)
    text = regauge("check", str(product), "--to", "prefect", "--plugins", str(jar.parent), "--json", expect=(0, 1))
    whole = json.loads((product / "product.yaml").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for one in json.loads(text)["diagnostics"]:
        if one["severity"] != "error":
            continue
        refused = _REFUSED.search(one["message"])
        if one["code"] != "RG-FEAT-001" or not refused or not (one["span"]["line"] and one["label"] and one["help"]):
            raise AssertionError(f"not a refusal that says where and why: {one}")
        owner = _named(whole, one["path"])
        (probe,) = (probe.name for probe in probes if probe.has(owner))
        found.setdefault(probe, set()).add(refused[1])
    return {probe: sorted(features) for probe, features in sorted(found.items())}


def _named(whole: Mapping[str, Any], path: str) -> str:
    """Returns the name of what a path such as `jobs[3].catchup` or `partitions[day].daily` leads to."""
    block, _, rest = path.partition("[")
    item = rest.partition("]")[0]
    if isinstance(whole[block], list):
        member = whole[block][int(item)]
        return str(member.get("key") or member["name"])
    return item


class Prefect(Clocked):
    """One of the two products."""

    engine = "prefect"

    def __init__(self, variant: str, run: PrefectRun, catalog: str, dump: Callable[[], str]) -> None:
        super().__init__()
        self.variant = variant
        self._run = run
        self._catalog = catalog
        self._dump = dump
        self._plan = run.bundle.plan
        self._deployments = {one["name"]: one for one in run.deployments()}

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        run = self.start(job, partition, params)
        self.wait(run)
        return run

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        return self._start(job, {"params": dict(params or {})} | ({"partition": partition} if partition else {}))

    def _start(self, job: str, parameters: Params) -> str:
        path = f"deployments/{self._deployments[job]['id']}/create_flow_run"
        return str(self._run.call("POST", path, {"parameters": dict(parameters)})["id"])

    def wait(self, *runs: str) -> None:
        for run in runs:
            wait_until(
                lambda run=run: self._run.call("GET", f"flow_runs/{run}")["state_type"] in ENDED,
                PATIENCE, f"flow run {run} ends", 1,
            )  # fmt: skip

    def backfill(self, job: str, first: str, last: str) -> None:
        self.wait(self._start(job, {"backfill": f"{first}..{last}"}))

    def let_go(self, job: str) -> None:
        plan = next(one for one in self._plan["jobs"] if one["name"] == job)
        enabled = [one["enabled"] for one in plan.get("triggers", [])]
        self._set_schedules(job, enabled)

    def hold(self, job: str) -> None:
        self._set_schedules(job, [])

    def _set_schedules(self, job: str, enabled: Sequence[bool]) -> None:
        """Switches a deployment's schedules as its page does; Prefect takes back the runs that it has planned."""
        deployment = self._deployments[job]["id"]
        for number, schedule in enumerate(self._run.call("GET", f"deployments/{deployment}")["schedules"]):
            is_active = number < len(enabled) and enabled[number]
            self._run.call("PATCH", f"deployments/{deployment}/schedules/{schedule['id']}", {"active": is_active})

    def ticks(self, job: str) -> dict[str, bool]:
        asked = {"deployments": {"id": {"any_": [self._deployments[job]["id"]]}}}
        runs = self._run.call("POST", "flow_runs/filter", asked)
        return {
            one["id"]: one["state_type"] in ENDED
            for one in runs
            if one["auto_scheduled"] and one["start_time"] is not None
        }

    def watch(self, times: int = 1) -> list[Event]:
        return []  # freshness is refused

    def stored(self) -> str:
        return self._dump()

    def events(self) -> list[Event]:
        events = with_skips(self._plan, self._run.evidence())
        return [*events, *IndependentReader(self._catalog).events(self.engine)]


class PrefectSite:
    """Starts when entered, ends everything when left."""

    engine = "prefect"

    def __init__(self, probes: Sequence[Probe], jar: Path, folder: Path) -> None:
        self._folder = folder
        self._bundles = {variant: self._bundle(probes, variant, jar) for variant in VARIANTS}
        self._postgres = Postgres()
        self._runs: list[PrefectRun] = []
        self.hands: dict[str, Hands] = {}

    def _bundle(self, probes: Sequence[Probe], variant: str, jar: Path) -> PrefectBundle:
        made = self._folder / variant
        product = write(probes, variant, made / "written")
        bundle = PrefectBundle.prepared(generated("prefect", product, jar, made))
        # No clock runs before a probe lets it go.
        settings = bundle.folder / f"env/{ENVIRONMENT}.json"
        said = json.loads(settings.read_text("utf-8"))
        off = {job["name"]: False for job in bundle.plan["jobs"]}
        settings.write_text(json.dumps(said | {"enabledJobs": off}), "utf-8")
        return bundle

    def __enter__(self) -> PrefectSite:
        self._postgres.start()
        variables = {
            "REGAUGE_ENV": ENVIRONMENT, "PROBES_DSN": self._postgres.url("postgres"),
            SECRET_VARIABLE: SECRET,
            # As its documents ask for where many clients are: SQLite answers them that it is locked.
            "PREFECT_API_DATABASE_CONNECTION_URL": self._postgres.database("prefect", "asyncpg"),
            # Runs wait for one another inside of the engine; the program that starts them shall not add to that.
            "PREFECT_RUNNER_POLL_FREQUENCY": "2", "PREFECT_RUNNER_PROCESS_LIMIT": "8",
        }  # fmt: skip
        for variant in VARIANTS:
            variables[uri(variant)] = self._postgres.database(f"lake_{variant}", "psycopg")
            variables[warehouse(variant)] = f"file://{self._folder / f'lake-{variant}'}"
        try:
            for variant, bundle in self._bundles.items():
                first = self._runs[0] if self._runs else None
                run = PrefectRun(bundle, self._folder / "engine", variables, beside=first)
                self._runs.append(run)
                if first is None:
                    run.start()
                served = run.serve()
                jobs = len(bundle.plan["jobs"])
                served.wait_until_ready(lambda run=run, jobs=jobs: len(run.deployments()) == jobs)
                catalog = self._postgres.url(f"lake_{variant}")
                self.hands[variant] = Prefect(variant, run, catalog, lambda: self._postgres.dump("prefect"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for run in reversed(self._runs):
            run.stop()
        self._postgres.stop()

    def version(self) -> str:
        """Returns the version that the bundle's lock pins."""
        return pinned(self._bundles["probes"].folder / "locks/prefect.txt", "prefect")

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""
        return self._bundles["probes"].folder / "plan.json"
