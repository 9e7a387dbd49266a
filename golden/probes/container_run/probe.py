"""An image runs as a pod of a real API server: exit 75 is tried again, and a step at its limit takes its pod along.

On Argo in the cluster of the steps themselves, by the bundle's own account; elsewhere in one that KUBECONFIG names.
"""

import shutil
import tempfile
from pathlib import Path

from regauge_engines.argo.bundle import put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.loopback import Shared
from regauge_engines.probes.argo import CONTAINER_IMAGE, NAMESPACE, image_of_containers
from regauge_engines.probes.engines import SECRET
from regauge_engines.processes import PATIENCE, wait_until

KUBECONFIG = Path("/tmp/regauge-container-run.kubeconfig")
LABEL = "regauge.dev/container-of"


class _Elsewhere:
    """A cluster of the probe's own."""

    def __init__(self):
        KUBECONFIG.touch(exist_ok=False)  # another engine's suite
        self._folder = Path(tempfile.mkdtemp(prefix="regauge-containers-"))
        self.cluster = Cluster(self._folder)

    def __enter__(self):
        self.cluster.start()
        self.cluster.namespace(NAMESPACE)
        self.cluster.add_image(CONTAINER_IMAGE, image_of_containers())
        put_secret(self.cluster, NAMESPACE, "vault", {"token": SECRET})
        self.cluster.kubectl("config", "set-context", "it", f"--namespace={NAMESPACE}")
        KUBECONFIG.write_bytes(self.cluster.kubeconfig.read_bytes())
        return self

    def __exit__(self, *_):
        self.cluster.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        KUBECONFIG.unlink(missing_ok=True)


_SHARED = Shared(_Elsewhere)


def act(engine):
    if engine.engine == "argo":
        return _run(engine, engine.cluster)
    with _SHARED() as elsewhere:
        return _run(engine, elsewhere.cluster)


def _run(engine, cluster):
    engine.run("container_run")
    listed = f"/api/v1/namespaces/{NAMESPACE}/pods?labelSelector={LABEL}"
    wait_until(lambda: not cluster.api.get(listed)["items"], PATIENCE, "all pods of containers are gone")
    return {"left": len(cluster.api.get(listed)["items"])}


def effect(seen):
    assert seen.statuses("container_run/step") == ["failed", "success"], seen.statuses("container_run/step")
    assert seen.statuses("container_run/slow") in (["failed"], ["killed"]), seen.statuses("container_run/slow")
    return {"attempts": 2, "pods left": seen.notes["left"]}


def instead(seen):
    assert seen.statuses("container_run/step") == ["failed"], seen.statuses("container_run/step")
