"""Kubernetes' own controllers of CronJobs, Jobs, Deployments and StatefulSets, beside a cluster of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from regauge_engines.argo.cluster import Cluster
from regauge_engines.deploy.tools import controller_manager
from regauge_engines.processes import Server

# Those that make pods, and nothing that the cluster itself does by hand.
_CONTROLLERS = "cronjob-controller,job-controller,deployment-controller,replicaset-controller,statefulset-controller"


@contextmanager
def controllers(cluster: Cluster) -> Iterator[Server]:
    """Runs the controllers as the administrator while the context lasts."""
    flags = {
        "kubeconfig": cluster.kubeconfig,
        "controllers": _CONTROLLERS,
        "leader-elect": "false",
        "secure-port": "0",
        "kube-api-qps": "200",
        "kube-api-burst": "300",
    }
    command = [str(controller_manager()), *(f"--{name}={value}" for name, value in flags.items())]
    server = Server("kube-controller-manager", command, cluster.folder / "kube-controller-manager.log")
    server.start(environment={"PATH": "/usr/bin:/bin"})
    try:
        yield server
    finally:
        server.stop()
