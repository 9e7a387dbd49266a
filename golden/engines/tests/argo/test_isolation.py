"""A pod sees what its image and its spec give it: nothing of this machine, nothing of other pods."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from regauge_engines.argo.bundle import put_config_map, put_secret
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.workflows import Workflows
from regauge_engines.cache import engines_folder
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres

Deploy = Callable[..., Workflows]


def test_pods_at_once_share_no_path_and_see_nothing_of_the_machine(
    cluster: Cluster, deployed: Deploy, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.touch()
    here = Path(__file__).resolve()
    outside = [
        str(path) for path in (secret, here, here.parents[4], Path.home() / ".cache", engines_folder(), cluster.folder)
    ]
    workflows = deployed("look")
    run = workflows.wait(workflows.submit("look", {"outside": json.dumps(outside)}))
    assert run.phase == "Succeeded", run.summary()
    looks = {me: json.loads(workflows.log(run.name, run.node(f"step({index}:{me})"))) for index, me in enumerate("ab")}
    began = [run.node(f"step({index}:{me})") for index, me in enumerate("ab")]
    assert began[0].started < began[1].finished and began[1].started < began[0].finished, "they did not overlap"
    for me, look in looks.items():
        assert look["marks"] == sorted(
            f"{place}/mark-{me}"
            for place in ("", "/tmp", "/var/tmp", "/opt", "/dev/shm", "/root", "/scratch", "/usr/lib")
        )
        assert look["seen"] == []
        assert ".machine" not in look["top"] and "work" not in look["top"]
        assert [name for name in look["home"] if not name.startswith((".bashrc", ".profile", "mark-"))] == []
        assert len(look["processes"]) < 10
        assert all(not mount.startswith(("/.machine", str(Path.home()) + "/.")) for mount in look["mounts"])
        allowed = ("ARGO_", "KUBERNETES_", "PATH", "HOME", "HOSTNAME", "OUTSIDE", "LC_CTYPE", "GODEBUG")
        assert [name for name in look["variables"] if not name.startswith(allowed)] == []


def test_a_pod_reaches_the_stores_that_its_environment_names(
    cluster: Cluster, deployed: Deploy, tmp_path: Path
) -> None:
    postgres, store = Postgres(), ObjectStore(tmp_path)
    try:
        postgres.start()
        store.start()
        store.bucket("warehouse")
        workflows = deployed("stores")
        put_config_map(cluster, workflows.namespace, "stores", {"AWS_ENDPOINT_URL": store.endpoint})
        put_secret(cluster, workflows.namespace, "stores", {"CATALOG_URI": postgres.database("catalog")})
        run = workflows.wait(workflows.submit("stores"))
        assert run.phase == "Succeeded", run.summary()
        assert store.read("warehouse", "from-a-pod") == b"rows"
    finally:
        store.stop()
        postgres.stop()


def test_a_hardened_step_is_really_hardened(deployed: Deploy) -> None:
    workflows = deployed("hardened")
    run = workflows.wait(workflows.submit("hardened"))
    assert run.phase == "Succeeded", run.summary()
    lines = workflows.log(run.name, run.node(run.name)).splitlines()
    assert [line for line in lines if "touch" not in line] == [
        "1000",
        "1000",
        "read-only",
        "writable",
        "NoNewPrivs:\t1",
    ]


def test_an_unknown_image_fails_at_once(deployed: Deploy) -> None:
    workflows = deployed("codes")
    container = {"image": "nowhere:1", "command": ["true"]}
    spec = {
        "entrypoint": "main",
        "serviceAccountName": "steps",
        "templates": [{"name": "main", "container": container}],
    }
    run = workflows.wait(workflows.create({"metadata": {"name": "unknown"}, "spec": spec}))
    assert run.phase in ("Failed", "Error") and "nowhere:1" in run.summary(), run.summary()
