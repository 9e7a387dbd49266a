"""Charts on a cluster: Helm installs them, Kubernetes' own controllers make the pods, and these run as processes.

What that does not show is in docs/charts.md.
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
from regauge_engines.argo.bundle import put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import Image, build_image
from regauge_engines.argo.rootfs import base_root
from regauge_engines.cli import generate, regauge
from regauge_engines.deploy.controllers import controllers
from regauge_engines.deploy.tools import helm, unversioned
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.processes import PATIENCE, wait_until

PRODUCTS = Path(__file__).parent / "charts"


@dataclass(frozen=True)
class Site:
    """A release of a chart in its namespace."""

    cluster: Cluster
    chart: Path
    namespace: str
    values: Path

    def upgrade(self, *values: str) -> None:
        """Installs the chart or changes its values."""
        settings = ["--namespace", self.namespace, "--values", str(self.values)]
        settings += [word for value in values for word in ("--set", value)]
        helm("upgrade", "--install", "test", self.chart, *settings, "--kubeconfig", str(self.cluster.kubeconfig))

    def create(self, what: str, **run: str) -> str:
        """Makes the Job of a single run, and returns its name."""
        settings = ["--namespace", self.namespace, "--values", str(self.values), "--set-json", f"run={json.dumps(run)}"]
        text = helm("template", "test", self.chart, *settings, "--show-only", f"templates/{what}/*")
        said = self.cluster.kubectl("create", "--filename", "-", text=text)
        (name,) = re.findall(r"job.batch/(\S+) created", said)
        return str(name)

    def get(self, kind: str, *selectors: str) -> list[Json]:
        """Returns the objects of a kind."""
        found = json.loads(self.cluster.kubectl("get", kind, "-n", self.namespace, "-o", "json", *selectors))
        return list(found["items"])

    def ended(self, job: str) -> Json:
        """Returns the last condition of a Job when it has ended."""
        found: list[Json] = []

        def is_over() -> bool:
            (one,) = (each for each in self.get("jobs") if each["metadata"]["name"] == job)
            found[:] = [each for each in one["status"].get("conditions", []) if each["type"] in ("Complete", "Failed")]
            return bool(found)

        wait_until(is_over, PATIENCE, f"{job} ends", pause=0.5)
        return found[0]

    def pods(self, job: str) -> list[Json]:
        """Returns the pods of a Job, the first one first."""
        pods = self.get("pods", "-l", f"batch.kubernetes.io/job-name={job}")
        return sorted(pods, key=lambda pod: str(pod["metadata"]["creationTimestamp"]))

    def log(self, pod: Json) -> str:
        """Returns what a pod has printed."""
        return self.cluster.kubectl("logs", "-n", self.namespace, pod["metadata"]["name"])


def _exits(pods: list[Json]) -> list[int]:
    return [pod["status"]["containerStatuses"][0]["state"]["terminated"]["exitCode"] for pod in pods]


@pytest.fixture(scope="module")
def making(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster, in which Kubernetes' own controllers make pods."""
    with controllers(cluster):
        yield cluster


def _site(cluster: Cluster, chart: Path, folder: Path, namespace: str, values: dict[str, Any]) -> Site:
    cluster.namespace(namespace)
    # The chart's own namespace, under its name and with its labels.
    text = (chart / "namespace.yaml").read_text("utf-8")
    cluster.kubectl("apply", "--server-side", "-f", "-", text=text)
    file = folder / "values.json"
    file.write_text(json.dumps(values), "utf-8")
    return Site(cluster, unversioned(chart, folder / "unversioned"), namespace, file)


@pytest.fixture(scope="module")
def jobs(making: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, IndependentReader]]:
    folder = tmp_path_factory.mktemp("jobs")
    (folder / "unversioned").mkdir()
    postgres, store = Postgres(), ObjectStore(folder / "store")
    postgres.start()
    store.start()
    try:
        bundle = generate(PRODUCTS / "jobs", folder / "bundles", "argo")["argo"]
        making.add_image("proof-shop:0.1.0", build_image(bundle))
        regauge("jobs", "render", str(PRODUCTS / "jobs"), "-o", str(folder / "charts"))
        uri = postgres.database("charts", "psycopg2")
        variables = {"CATALOG_URI": uri, "WAREHOUSE": store.bucket("charts"), **store.variables()}
        variables["REGAUGE_TRACE"] = "stdout:"
        site = _site(making, folder / "charts/jobs", folder, "proof-shop", {"environment": variables})
        put_secret(making, "proof-shop", "pg", {"dsn": postgres.url("postgres")})
        site.upgrade("jobs.minutely.triggers=off")
        yield site, IndependentReader(postgres.url("charts"), store.variables().get("AWS_ENDPOINT_URL"))
    finally:
        store.stop()
        postgres.stop()


def test_a_tick_runs_the_steps_in_their_order(jobs: tuple[Site, IndependentReader]) -> None:
    """A CronJob's own controller makes the Job of a minute, whose pod runs the job's steps for that very tick."""
    site, reader = jobs
    site.upgrade("jobs.minutely.triggers=on")
    wait_until(lambda: bool(site.get("jobs", "-l", "regauge.dev/job=minutely")), PATIENCE, "a tick", pause=0.5)
    site.upgrade("jobs.minutely.triggers=off")
    job = site.get("jobs", "-l", "regauge.dev/job=minutely")[0]["metadata"]["name"]
    assert site.ended(job)["type"] == "Complete"
    (pod,) = site.pods(job)
    minute = datetime.fromtimestamp(int(job.removeprefix("shop-minutely-")) * 60, UTC)
    assert f"shop/minutely/-/tick:{minute:%Y-%m-%dT%H:%M:%SZ}" in site.log(pod)
    assert reader.read("raw.orders")[1] == [[1], [2], [3]]
    assert reader.read("clean.orders")[1] == [[2], [4], [6]]


def test_its_pods_are_restricted(jobs: tuple[Site, IndependentReader]) -> None:
    site, _ = jobs
    labels = json.loads(site.cluster.kubectl("get", "namespace", site.namespace, "-o", "json"))["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"
    assert {each["metadata"]["labels"]["regauge.dev/layer"] for each in site.get("cronjobs")} == {"4"}
    suspended = {each["metadata"]["name"]: each["spec"]["suspend"] for each in site.get("cronjobs")}
    assert suspended == {"shop-days": True, "shop-minutely": True}


def test_a_failed_step_ends_the_run_and_no_other_pod_tries(jobs: tuple[Site, IndependentReader]) -> None:
    site, _ = jobs
    job = site.create("runs", job="ends", name="a1", params='{"category": "PERMANENT"}')
    assert site.ended(job)["reason"] == "PodFailurePolicy"
    assert _exits(site.pods(job)) == [8]


@pytest.mark.parametrize(("category", "exits"), [("TRANSIENT", [75, 75]), ("PERMANENT", [70]), ("", [0])])
def test_a_single_step_is_tried_again_as_its_code_says(
    jobs: tuple[Site, IndependentReader], category: str, exits: list[int]
) -> None:
    site, _ = jobs
    params = json.dumps({"category": category})
    job = site.create("steps", job="ends", step="ends/some", name=f"b{category[:1].lower()}", params=params)
    ended = site.ended(job)
    assert _exits(site.pods(job)) == exits
    reasons = {"TRANSIENT": "BackoffLimitExceeded", "PERMANENT": "PodFailurePolicy"}
    assert ended.get("reason") == reasons.get(category, "CompletionsReached")


def test_a_lost_pod_is_made_anew_for_the_same_run(jobs: tuple[Site, IndependentReader]) -> None:
    site, reader = jobs
    job = site.create("runs", job="lost", name="c1")

    def is_running() -> bool:
        return any(pod["status"].get("phase") == "Running" for pod in site.pods(job))

    wait_until(is_running, PATIENCE, "a pod")
    site.cluster.kill_container(site.pods(job)[0], "run")
    assert site.ended(job)["type"] == "Complete"
    assert _exits(site.pods(job)) == [137, 0]
    assert reader.read("ends.first")[1] == [[7]]


def test_a_single_run_has_a_partition(jobs: tuple[Site, IndependentReader]) -> None:
    site, reader = jobs
    job = site.create("runs", job="days", name="d1", partitions="2025-01-03..2025-01-04")
    assert site.ended(job)["type"] == "Complete"
    names, rows = reader.read("daily.days")
    assert sorted(str(row[names.index("partition_date")]) for row in rows) == ["2025-01-03", "2025-01-04"]


_RUNNING = ("--field-selector", "status.phase=Running")
_STAND_IN = """\
import os, socket, sys
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(os.environ["PORT"])))
server.listen()
if os.path.ismount("/data"):
    with open("/data/starts", "a") as starts:
        starts.write("once more\\n")
    print("starts:", len(open("/data/starts").readlines()))
print("words:", sys.argv[1:], "greeting:", os.environ.get("GREETING"), flush=True)
print("password:", os.environ.get("PASSWORD"), flush=True)
while True:
    server.accept()[0].close()
"""
# The cluster has neither names of Services nor addresses of pods: all listen on one machine.
_NAMES = """\
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[4])), 2).close()
except OSError:
    sys.exit(1)
"""


@pytest.fixture(scope="module")
def services(making: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("services")
    (folder / "unversioned").mkdir()
    root = folder / "root"
    shutil.copytree(base_root().folder, root, symlinks=True)
    (root / "usr/bin/nc").write_text(f"#!/usr/bin/python3\n{_NAMES}", "utf-8")
    (root / "usr/bin/nc").chmod(0o755)
    (root / "data").mkdir()
    making.add_image("docker.io/library/busybox:1.37.0", Image(root))
    for name in ("db:1", "web:1", "web:v2"):
        making.add_image(f"stand-in/{name}", Image(root, entrypoint=["python3", "-c", _STAND_IN]))
    regauge("services", "render", str(PRODUCTS / "platform"), "--to", "helm", "-o", str(folder / "charts"))
    site = _site(making, folder / "charts/platform", folder, "proof-base", {})
    put_secret(making, "proof-base", "pg", {"password": "hidden"})
    return site


def test_services_come_up_in_their_order(services: Site) -> None:
    """With stand-in processes: the one that waits does so until the other one listens."""
    services.upgrade("services.db.replicas=0")
    name = "app.kubernetes.io/name"

    def is_waiting() -> bool:
        pods = services.get("pods", "-l", f"{name}=web")
        return any(
            "running" in each["state"] for pod in pods for each in pod["status"].get("initContainerStatuses", [])
        )

    wait_until(is_waiting, PATIENCE, "web waits for db")
    services.upgrade("services.db.replicas=1")
    for kind, what in (("statefulset", "db"), ("deployment", "web")):
        services.cluster.kubectl(
            "rollout", "status", f"{kind}/{what}", "-n", services.namespace, f"--timeout={PATIENCE:.0f}s"
        )
    (db,) = services.get("pods", "-l", f"{name}=db")
    assert db["metadata"]["name"] == "db-0"
    assert "password: hidden" in services.log(db)
    (claim,) = services.get("persistentvolumeclaims")
    assert claim["metadata"]["name"] == "disk-data-db-0"
    assert claim["spec"]["resources"]["requests"]["storage"] == "1Gi"


def test_a_change_of_values_rolls_out(services: Site) -> None:
    """What a disk holds outlives its pod, and a new image comes without anything else being made anew."""
    services.upgrade("services.web.image.tag=v2", "services.web.env.GREETING=bye", "services.db.env.GREETING=x")
    for kind, what in (("statefulset", "db"), ("deployment", "web")):
        services.cluster.kubectl(
            "rollout", "status", f"{kind}/{what}", "-n", services.namespace, f"--timeout={PATIENCE:.0f}s"
        )
    pods = {pod["metadata"]["labels"]["app.kubernetes.io/name"]: pod for pod in services.get("pods", *_RUNNING)}
    assert "starts: 2" in services.log(pods["db"])
    assert "words: ['serve', '{{ .Values.x }}'] greeting: bye" in services.log(pods["web"])
