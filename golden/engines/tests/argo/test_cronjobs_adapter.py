"""The outsider's adapter for plain Kubernetes: built from what is published; its CronJobs run on a cluster.

Kubernetes' own controllers make Jobs and pods, and these run as processes: docs/charts.md says what is not
shown so.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.argo.api import Json
from regauge_engines.argo.bundle import apply_manifests, dry_run, put_config_map
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import build_image
from regauge_engines.cli import ROOT, regauge
from regauge_engines.deploy.controllers import controllers
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.left_undone import with_skips
from regauge_engines.objectstore import ObjectStore
from regauge_engines.outside_adapter import built_adapter, generated
from regauge_engines.postgres import Postgres
from regauge_engines.processes import PATIENCE, wait_until
from regauge_engines.sides import LocalSide, append

NAMESPACE = "plain"
CRON_JOB = "climate-weather-daily"
DAYS = ["2012-01-04", "2012-01-05", "2012-01-06"]  # a check blocks the second
COMPLETE = "Complete: CompletionsReached"
TOLD = "REGAUGE_TRACE "
EVERY_DAY = "0 6 * * *"
PARAMS = {"observations": "data/seattle-weather-corrupted.csv", "rehearse_outage": True}


@dataclass(frozen=True)
class Site:
    """The weather product on a cluster, with its catalog in PostgreSQL and its tables in an object store."""

    cluster: Cluster
    bundle: Path
    reader: IndependentReader
    jobs: list[str]

    def start(self, name: str, **variables: str) -> str:
        """Makes a Job by hand as the bundle's README says, and returns how it ended: the reason of its last condition.

        `variables`: `RUN_PARTITION`, `RUN_RANGE`, `RUN_PARAMS`.
        """
        kubectl = self.cluster.kubectl
        space = ["-n", NAMESPACE]
        made = kubectl("create", "job", f"--from=cronjob/{CRON_JOB}", name, *space, "--dry-run=client", "-o", "json")
        words = [f"{variable}={value}" for variable, value in variables.items()]
        job = kubectl("set", "env", "--local", "-f", "-", *words, "-o", "json", text=made)
        kubectl("create", *space, "-f", "-", text=job)
        self.jobs.append(name)
        return self.ended(name)

    def ended(self, job: str) -> str:
        """Waits for a Job's end and returns its reason."""
        found: list[str] = []

        def is_over() -> bool:
            one = json.loads(self.cluster.kubectl("get", "job", job, "-n", NAMESPACE, "-o", "json"))
            conditions = [c for c in one["status"].get("conditions", []) if c["type"] in ("Complete", "Failed")]
            found[:] = [f"{c['type']}: {c['reason']}" for c in conditions]
            return bool(found)

        wait_until(is_over, PATIENCE, f"{job} ends", pause=0.5)
        return found[0]

    def pods(self, job: str) -> list[Json]:
        """Returns the pods of a Job."""
        selector = ["-l", f"batch.kubernetes.io/job-name={job}"]
        found = json.loads(self.cluster.kubectl("get", "pods", "-n", NAMESPACE, "-o", "json", *selector))
        return list(found["items"])

    def exits(self, job: str) -> list[int]:
        """Returns the exit codes of a Job's pods."""
        statuses = [pod["status"]["containerStatuses"][0] for pod in self.pods(job)]
        return [status["state"]["terminated"]["exitCode"] for status in statuses]

    def told(self, job: str) -> list[dict[str, Any]]:
        """Returns what a Job's pods have told of their attempts: a cluster without an orchestrator knows pods alone."""
        events = []
        for pod in self.pods(job):
            for line in self.cluster.kubectl("logs", "-n", NAMESPACE, pod["metadata"]["name"]).splitlines():
                if line.startswith(TOLD):
                    events.append({**json.loads(line.removeprefix(TOLD)), "runner": "cronjobs"})
        return events


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cronjobs")


@pytest.fixture(scope="module")
def jar(folder: Path) -> Path:
    """Maven has run levels 1, 2 and 4 of the kit on the adapter."""
    return built_adapter("cronjobs", folder / "build")


@pytest.fixture(scope="module")
def bundle(folder: Path, jar: Path) -> Path:
    """The weather product, with a tick each minute that is off at first."""
    product = folder / "weather"
    shutil.copytree(ROOT / "golden/cases/weather", product, ignore=shutil.ignore_patterns("expected", ".regauge"))
    file = product / "product.yaml"
    text = file.read_text("utf-8")
    line = f'cron: "{EVERY_DAY}"'
    assert line in text
    file.write_text(text.replace(line, 'cron: "* * * * *", enabled: false'), "utf-8")
    return generated("cronjobs", product, jar, folder)


@pytest.fixture(scope="module")
def site(cluster: Cluster, folder: Path, bundle: Path) -> Iterator[Site]:
    postgres, store = Postgres(), ObjectStore(folder / "store")
    postgres.start()
    store.start()
    try:
        uri = postgres.database("lake_cronjobs", "psycopg")
        cluster.add_image("weather:0.1.0", build_image(bundle))
        cluster.namespace(NAMESPACE)
        level = "pod-security.kubernetes.io/enforce=restricted"
        cluster.kubectl("label", "namespace", NAMESPACE, level)
        values = {"CATALOG_URI": uri, "WAREHOUSE": store.bucket("plain"), **store.variables()}
        put_config_map(cluster, NAMESPACE, "climate-weather", {**values, "REGAUGE_TRACE": "stdout:"})
        with controllers(cluster):
            dry_run(cluster, bundle / "manifests", NAMESPACE)
            apply_manifests(cluster, bundle / "manifests", NAMESPACE)
            yield Site(cluster, bundle, IndependentReader(uri, store.endpoint), [])
    finally:
        store.stop()
        postgres.stop()


@pytest.fixture(scope="module")
def days(site: Site) -> dict[str, str]:
    """Three days by hand; how the Job of each ended."""
    params = json.dumps(PARAMS)
    return {day: site.start(f"day-{day}", RUN_PARTITION=day, RUN_PARAMS=params) for day in DAYS}


def ended(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the ends of attempts."""
    return [event for event in events if event["kind"] == "asset" and event["status"] != "started"]


def test_the_kits_page_says_that_the_engine_is_asked_here(jar: Path) -> None:
    page = (jar.parent / "conformance/CronjobsConformanceTest.md").read_text("utf-8")
    here = Path(__file__).relative_to(ROOT).as_posix()
    assert f"| 3 | what the engine does | run by `{here}` |" in page
    assert "failed" not in page


def test_a_run_by_hand_ends_as_its_steps_do(site: Site, days: dict[str, str]) -> None:
    """The blocked day's pod ends with 8, and no other pod tries it again."""
    assert list(days.values()) == [COMPLETE, "Failed: PodFailurePolicy", COMPLETE]
    assert [site.exits(f"day-{day}") for day in DAYS] == [[0], [8], [0]]


def test_pods_do_what_the_local_runner_does(folder: Path, site: Site, days: dict[str, str]) -> None:
    plan = json.loads((site.bundle / "plan.json").read_text("utf-8"))
    events = [event for job in site.jobs for event in site.told(job)]
    trace = append(folder / "cronjobs.jsonl", with_skips(plan, events))
    append(trace, list(site.reader.events("cronjobs")))
    local = LocalSide(site.bundle, folder)
    local.run("daily", DAYS, PARAMS)
    said = regauge("compare", str(local.trace()), str(trace), "--plan", str(site.bundle / "plan.json"))
    assert said.strip() == "equal: local, cronjobs"
    tries = [e["attempt"] for e in ended(events) if e["asset"] == "bronze/days"]
    assert tries == [1, 2] * len(DAYS)


def test_a_range_is_made_by_one_job(site: Site, days: dict[str, str]) -> None:
    assert site.start("some-days", RUN_RANGE="2012-01-07..2012-01-08") == COMPLETE
    ends = [e for e in ended(site.told("some-days")) if e["asset"] == "silver/days"]
    # Partitions of one asset run beside each other: which ends first, and whether one is tried again, is chance.
    made = [e["partition"]["day"] for e in ends if e["status"] == "success"]
    assert sorted(made) == ["2012-01-07", "2012-01-08"], ends


def test_a_tick_makes_what_is_due(site: Site, days: dict[str, str]) -> None:
    """The controller makes the Job of a minute, whose pod knows its tick by the Job's name."""
    suspended = {"spec": {"suspend": False}}
    patch = ["patch", "cronjob", CRON_JOB, "-n", NAMESPACE, "-p"]
    site.cluster.kubectl(*patch, json.dumps(suspended))
    ticks: list[str] = []

    def has_ticked() -> bool:
        jobs = json.loads(site.cluster.kubectl("get", "jobs", "-n", NAMESPACE, "-o", "json"))["items"]
        names = [str(job["metadata"]["name"]) for job in jobs]
        ticks[:] = [name for name in names if re.fullmatch(CRON_JOB + r"-\d{8}", name)]
        return bool(ticks)

    wait_until(has_ticked, PATIENCE, "a tick", pause=0.5)
    suspended["spec"]["suspend"] = True
    site.cluster.kubectl(*patch, json.dumps(suspended))
    assert site.ended(ticks[0]) == COMPLETE
    minute = datetime.fromtimestamp(int(ticks[0].rpartition("-")[2]) * 60, UTC)
    keys = {event["runKey"] for event in site.told(ticks[0])}
    assert keys == {f"weather/daily/2015-12-31/tick:{minute:%Y-%m-%dT%H:%M:%SZ}"}


def test_what_a_cron_job_cannot_do_is_refused(folder: Path, jar: Path) -> None:
    product = folder / "refused"
    (product / "plugins").mkdir(parents=True)
    shutil.copy(jar, product / "plugins")
    (product / "regauge.yaml").write_text("plugins: {from: [plugins], limits: {seconds: 120}}\n", "utf-8")
    (product / "product.yaml").write_text(REFUSED, "utf-8")
    said = json.loads(regauge("ledger", str(product), "--to", "cronjobs", "--format", "json", expect=1))
    refused = {entry["feature"]: entry["why"] for entry in said["entries"] if entry["status"] == "refused"}
    assert set(refused) == {"upstream_trigger", "freshness", "max_active_runs"}
    assert refused["upstream_trigger"] == "a CronJob starts by its cron line alone"


REFUSED = """\
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: refused}
assets:
  - {key: a/one, run: {sql: "select 1 as n"}, freshness: {failAfter: PT1H}}
  - {key: b/two, inputs: [a/one], run: {sql: "select n from a.one"}}
jobs:
  - {name: first, select: [a/one], overlap: queue, maxActiveRuns: 2, triggers: [{cron: "0 6 * * *"}]}
  - {name: second, select: [b/two], triggers: [{upstream: all}]}
"""
