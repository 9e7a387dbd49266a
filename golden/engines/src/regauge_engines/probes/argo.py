"""Argo's controller on the process cluster, with both products in one namespace."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML

from regauge_engines.argo.bundle import put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import Image
from regauge_engines.argo.isolation import PATH
from regauge_engines.argo.rootfs import base_root
from regauge_engines.argo.tools import ARGO_VERSION
from regauge_engines.argo.workflows import ENDED, Run
from regauge_engines.argo_evidence import events_of
from regauge_engines.argo_run import ArgoBundle, ArgoRun
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.probes.engines import SECRET, Clocked, Hands, Params
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import ENVIRONMENT, bundles, uri, warehouse
from regauge_engines.probes.seen import Event
from regauge_engines.processes import PATIENCE, wait_until

NAMESPACE = "probes"
# What runs of kind container name: an image that is none of a bundle.
CONTAINER_IMAGE = "regauge.example.com/probe:1"
POLLER = "its jobs by what is not a cron"
WATCHER = "its assets' age"
# How the bundle names a workflow that a trigger asked for.
ASKED_FOR = re.compile("-[0-9a-f]{16}$")
_CRONS = f"/apis/argoproj.io/v1alpha1/namespaces/{NAMESPACE}/cronworkflows"


def image_of_containers() -> Image:
    """Returns an image that knows of itself, and runs as nobody in particular."""
    return Image(base_root().folder, {"PATH": PATH, "INSIDE": "yes"}, user="1000")


class Argo(Clocked):
    """One of the two products."""

    engine = "argo"

    def __init__(self, variant: str, runs: ArgoRun, bundle: ArgoBundle, reader: IndependentReader) -> None:
        super().__init__()
        self.variant = variant
        self._runs = runs
        self._bundle = bundle
        self._reader = reader
        self._names: set[str] = set()
        self._lock = threading.Lock()
        (overlay,) = (folder for folder in bundle.environments() if folder.name == ENVIRONMENT)
        documents = YAML(typ="safe", pure=True).load_all(runs.cluster.kubectl("kustomize", str(overlay)))
        # Job → its crons with what the bundle declares: the site has suspended all of them.
        self._crons: dict[str, dict[str, bool]] = {}
        for document in documents:
            if document["kind"] == "CronWorkflow":
                looks_at = WATCHER if document["metadata"]["name"].endswith("--freshness") else POLLER
                job = document["metadata"]["labels"].get("regauge.dev/job", looks_at)
                self._crons.setdefault(job, {})[document["metadata"]["name"]] = document["spec"]["suspend"]
        jobs = bundle.plan["jobs"]
        self._polled = {job["name"] for job in jobs if job.get("otherTriggers")}
        self._polling: set[str] = set()
        self._polls: dict[str, bool] = {}
        self._changes: list[Event] = []

    @property
    def cluster(self) -> Cluster:
        """The cluster in which the product is."""
        return self._runs.cluster

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        run = self.start(job, partition, params)
        self.wait(run)
        return run

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        return self._noted(self._runs.submit(self._bundle, job, partition, params))

    def wait(self, *runs: str) -> None:
        workflows = self._runs.workflows
        for run in runs:
            wait_until(lambda run=run: workflows.get(run).is_ended, PATIENCE, f"workflow {run} ends", pause=1)

    def backfill(self, job: str, first: str, last: str) -> None:
        template = self._bundle.workflow_template(job) + "-backfill"
        self.wait(self._noted(self._runs.workflows.submit(template, {"first": first, "last": last})))

    def let_go(self, job: str) -> None:
        for name, is_suspended in self._crons.get(job, {}).items():
            self._suspend(name, is_suspended)
        if job in self._polled:
            self._poll_for(job, True)

    def hold(self, job: str) -> None:
        for name in self._crons.get(job, {}):
            self._suspend(name, True)
        if job in self._polled:
            self._poll_for(job, False)

    def watch(self, times: int = 1) -> list[Event]:
        for cron in [*self._crons.get(WATCHER, {})] * times:
            workflow = self._runs.workflows.submit(cron)
            self.wait(workflow)
            (look,) = [node for node in self._runs.workflows.get(workflow).nodes.values() if node.type == "Pod"]
            self._changes += [found for found in json.loads(look.outputs["looks"]) if found["isEvent"]]
        return list(self._changes)

    def _poll_for(self, job: str, is_awaited: bool) -> None:
        """The product's poller goes as long as anybody waits for it."""
        with self._lock:
            self._polling = self._polling | {job} if is_awaited else self._polling - {job}
            for name in self._crons.get(POLLER, {}):
                self._suspend(name, not self._polling)

    def looks(self, job: str) -> dict[str, bool]:
        if job not in self._polled:
            return super().looks(job)
        polls = self._runs.workflows.find(f"workflows.argoproj.io/cron-workflow in ({','.join(self._crons[POLLER])})")
        # The bundle keeps one poll that went well, so what has ended may be gone by the next look.
        with self._lock:
            self._polls |= {poll.name: poll.phase in ENDED for poll in polls}
            return dict(self._polls)

    def ticks(self, job: str) -> dict[str, bool]:
        names = ",".join(self._crons.get(job, {})) or "none"
        runs = self._runs.workflows.find(f"workflows.argoproj.io/cron-workflow in ({names})")
        job_label, product = f"regauge.dev/job={job}", f"regauge.dev/product={self._bundle.scope}"
        asked = [run for run in self._runs.workflows.find(f"{job_label},{product}") if ASKED_FOR.search(run.name)]
        return {self._noted(run.name): run.phase in ENDED for run in [*runs, *asked]}

    def stored(self) -> str:
        kinds = "workflows,workflowtemplates,cronworkflows,pods,configmaps"
        pods = [
            log
            for run in self._kept()
            for node in run.nodes.values()
            if node.type == "Pod" and (log := self._runs.workflows.log(run.name, node))
        ]
        cluster = self._runs.cluster
        return "\n".join([cluster.kubectl("get", kinds, "-n", NAMESPACE, "-o", "json"), *pods])

    def events(self) -> list[Event]:
        found = [event for run in self._kept() for event in events_of(self._bundle.plan, run)]
        return [*found, *self._reader.events(self.engine)]

    def _kept(self) -> list[Run]:
        """The runs so far that the cluster has not deleted, as a job's history may ask."""
        found = (self._runs.workflows.get_or_none(name) for name in sorted(self._names))
        return [run for run in found if run is not None]

    def _suspend(self, name: str, is_suspended: bool) -> None:
        self._runs.cluster.api.merge(f"{_CRONS}/{name}", {"spec": {"suspend": is_suspended}})

    def _noted(self, name: str) -> str:
        with self._lock:
            self._names.add(name)
        return name


class ArgoSite:
    """Starts when entered, ends everything when left."""

    engine = "argo"

    def __init__(self, probes: Sequence[Probe], folder: Path) -> None:
        self._bundles = {variant: ArgoBundle(made) for variant, made in bundles(probes, "argo", folder).items()}
        self._postgres, self._store, self._cluster = Postgres(), ObjectStore(folder), Cluster()
        self.hands: dict[str, Hands] = {}

    def __enter__(self) -> ArgoSite:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._cluster.stop()
        self._store.stop()
        self._postgres.stop()

    def version(self) -> str:
        """Returns the version of the controller."""
        return ARGO_VERSION.removeprefix("v")

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""
        return self._bundles["probes"].folder / "plan.json"

    def _start(self) -> None:
        self._postgres.start()
        self._store.start()
        self._cluster.start()
        self._cluster.add_image(CONTAINER_IMAGE, image_of_containers())
        runs = ArgoRun(self._cluster, NAMESPACE)
        for variant, bundle in self._bundles.items():
            catalog = self._postgres.database(f"lake_{variant}", "psycopg")
            # The whole config map is replaced: with what the bundle's own environment says.
            declared = json.loads((bundle.folder / f"env/{ENVIRONMENT}.json").read_text("utf-8")).get("values", {})
            values = (
                declared
                | self._store.variables()
                | {
                    uri(variant): catalog,
                    warehouse(variant): self._store.bucket(f"lake-{variant}"),
                    "PROBES_DSN": self._postgres.url("postgres"),
                }
            )
            put_secret(self._cluster, NAMESPACE, "vault", {"token": SECRET})
            runs.install(bundle, values, environment=ENVIRONMENT)
            self.hands[variant] = Argo(variant, runs, bundle, IndependentReader(catalog, self._store.endpoint))
