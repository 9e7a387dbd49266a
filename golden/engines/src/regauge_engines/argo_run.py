"""Puts bundles into namespaces of a real cluster and runs their jobs as an operator does: submit, backfill, cron."""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import build_image
from regauge_engines.argo.workflows import Run, Workflows, WorkflowStuck
from regauge_engines.bundle import Bundle
from regauge_engines.processes import PATIENCE

_ARGO = "/apis/argoproj.io/v1alpha1/namespaces"


@dataclass(frozen=True)
class ArgoBundle(Bundle):
    """A bundle, and what is called how in the cluster."""

    @property
    def scope(self) -> str:
        """The prefix of the product's objects, for example `climate-weather`."""
        return str(self.plan["product"]["scope"]).replace("_", "-")

    def workflow_template(self, job: str) -> str:
        """Returns the name of a job's WorkflowTemplate and CronWorkflow, which the adapter cuts when it is long."""
        (plan,) = (found for found in self.plan["jobs"] if found["name"] == job)
        return f"{self.plan['product']['name']}-{plan['identifier']}".replace("_", "-")

    def environments(self) -> list[Path]:
        """Returns the kustomize overlays of the bundle."""
        return sorted(file.parent for file in (self.folder / "env").glob("*/kustomization.yaml"))


class ArgoRun:
    """Bundles in one namespace, and what was run there."""

    def __init__(self, cluster: Cluster, namespace: str) -> None:
        self.cluster = cluster
        self.namespace = namespace
        self.workflows = Workflows(cluster.api, namespace)
        if cluster.api.get_or_none(f"/api/v1/namespaces/{namespace}") is None:
            cluster.namespace(namespace)

    def install(
        self, bundle: ArgoBundle, values: Mapping[str, str], *, environment: str | None = None, suspended: bool = True
    ) -> None:
        """Builds the bundle's image and applies one of its overlays, with the values of this test's services.

        `suspended` keeps the bundle's crons from firing by themselves. A namespace may take several bundles.
        """
        image = build_image(bundle.folder)
        overlay = next(folder for folder in bundle.environments() if environment is None or folder.name == environment)
        reference = self._image_reference(overlay, bundle)
        self.cluster.add_image(reference, image)
        # What the overlay says itself stays beside them, for example where the product's services are.
        named = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"{bundle.scope}-env"}}
        patches = [{"patch": json.dumps(named | {"data": dict(values)})}]
        has_crons = any(job.get("triggers") or job.get("otherTriggers") for job in bundle.plan["jobs"])
        if suspended and (has_crons or any(asset.get("freshness") for asset in bundle.plan["assets"])):
            patches.append(_patch("CronWorkflow", ".*", [{"op": "replace", "path": "/spec/suspend", "value": True}]))
        with tempfile.TemporaryDirectory(prefix="regauge-overlay-") as scratch:
            # Real paths: kustomize resolves links before it walks up.
            here = os.path.relpath(overlay.resolve(), Path(scratch).resolve())
            kustomization = {"namespace": self.namespace, "resources": [here], "patches": patches}
            (Path(scratch) / "kustomization.yaml").write_text(json.dumps(kustomization), "utf-8")
            self.cluster.kubectl("apply", "--server-side", "-k", scratch)
        self._fill_tokens()

    def run(
        self, bundle: ArgoBundle, job: str, partition: str | None = None, params: Mapping[str, Any] | None = None,
        *, seconds: float = PATIENCE,
    ) -> Run:  # fmt: skip
        """Submits a run and returns it when it has ended."""
        return self.workflows.wait(self.submit(bundle, job, partition, params), seconds)

    def submit(
        self, bundle: ArgoBundle, job: str, partition: str | None = None, params: Mapping[str, Any] | None = None
    ) -> str:
        """Submits a run and returns its workflow's name."""
        parameters = {"params": json.dumps(params or {})} | ({"partition": partition} if partition else {})
        return self.workflows.submit(bundle.workflow_template(job), parameters)

    def run_partitions(
        self, bundle: ArgoBundle, job: str, partitions: Sequence[str], params: Mapping[str, Any] | None = None
    ) -> list[Run]:
        """Runs the partitions one after the other."""
        return [self.run(bundle, job, partition, params) for partition in partitions]

    def backfill(self, bundle: ArgoBundle, job: str, first: str, last: str, *, seconds: float = 2 * PATIENCE) -> Run:
        """Runs a range of partitions, both ends included, by the bundle's own backfill."""
        name = self.workflows.submit(bundle.workflow_template(job) + "-backfill", {"first": first, "last": last})
        return self.workflows.wait(name, seconds)

    def tick(self, bundle: ArgoBundle, job: str, instant: str, *, seconds: float = PATIENCE) -> Run:
        """Runs what a job's cron would submit at an instant (RFC 3339)."""
        parameters = [{"name": "tick", "value": instant}, {"name": "cause", "value": f"tick:{instant}"}]
        template = bundle.workflow_template(job)
        spec = {
            "workflowTemplateRef": {"name": template},
            "entrypoint": "tick",
            "arguments": {"parameters": parameters},
        }
        name = self.workflows.create({"metadata": {"generateName": f"{template}-tick-"}, "spec": spec})
        return self.workflows.wait(name, seconds)

    def set_cron(self, bundle: ArgoBundle, job: str, schedule: str | None) -> None:
        """Lets a job's cron fire by another line, or stops it (None)."""
        spec = {"suspend": schedule is None} | ({"schedules": [schedule]} if schedule else {})
        path = f"{_ARGO}/{self.namespace}/cronworkflows/{bundle.workflow_template(job)}"
        self.cluster.api.merge(path, {"spec": spec})

    def cron_runs(self, bundle: ArgoBundle, job: str, count: int, seconds: float = PATIENCE) -> list[Run]:
        """Returns the runs that a job's cron submitted, when there are `count` of them at least."""
        selector = f"workflows.argoproj.io/cron-workflow={bundle.workflow_template(job)}"
        deadline = time.monotonic() + seconds
        while len(runs := self.workflows.find(selector)) < count:
            if time.monotonic() > deadline:
                raise WorkflowStuck(f"{len(runs)} runs of {selector} after {seconds:g} s\n{self._controller_tail()}")
            time.sleep(0.5)
        return runs

    def _image_reference(self, overlay: Path, bundle: ArgoBundle) -> str:
        """Returns the image that the overlay names, as kustomize renders it."""
        file = str(overlay / "environment.yaml")
        form = 'jsonpath={.metadata.name}={.data.image}{"\\n"}'
        lines = self.cluster.kubectl("create", "--dry-run=client", "-o", form, "-f", file).splitlines()
        (image,) = (line.partition("=")[2] for line in lines if line.startswith(f"{bundle.scope}-image="))
        return image

    def _fill_tokens(self) -> None:
        """Does what a controller manager does to secrets of type service-account-token; this cluster has none."""
        path = f"/api/v1/namespaces/{self.namespace}"
        for secret in self.cluster.api.get(f"{path}/secrets")["items"]:
            if secret["type"] != "kubernetes.io/service-account-token" or (secret.get("data") or {}).get("token"):
                continue
            account = secret["metadata"]["annotations"]["kubernetes.io/service-account.name"]
            token = self.cluster.api.create(f"{path}/serviceaccounts/{account}/token", {"spec": {}})["status"]["token"]
            authority = self.cluster.api.get(f"{path}/configmaps/kube-root-ca.crt")["data"]["ca.crt"]
            data = {"token": token, "ca.crt": authority, "namespace": self.namespace}
            encoded = {key: base64.b64encode(value.encode()).decode() for key, value in data.items()}
            self.cluster.api.merge(f"{path}/secrets/{secret['metadata']['name']}", {"data": encoded})

    def _controller_tail(self) -> str:
        return self.cluster.log("workflow-controller")[-3000:]


def _patch(kind: str, name: str, operations: list[dict[str, Any]]) -> dict[str, Any]:
    return {"target": {"kind": kind, "name": name}, "patch": json.dumps(operations)}
