"""Nothing is left when the cluster, its kubelet or its owner ends, however that comes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from regauge_engines.argo.cluster import Cluster, end_cluster
from regauge_engines.argo.isolation import Isolated
from regauge_engines.argo.rootfs import base_root
from regauge_engines.processes import PATIENCE, start_time, wait_until

OWNER = """
import pathlib, sys, time
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.image import Image
from regauge_engines.argo.rootfs import base_root
cluster = Cluster(pathlib.Path(sys.argv[1]))
cluster.start(detached=len(sys.argv) > 2)
cluster.add_image("python:3.11-slim", Image(base_root().folder))
spec = {"restartPolicy": "Never", "containers": [
    {"name": "main", "image": "python:3.11-slim", "command": ["sh", "-c", "sleep 1000 & sleep 1000"]}]}
pod = cluster.api.create("/api/v1/namespaces/default/pods", {"metadata": {"name": "sleeper"}, "spec": spec})
while cluster.api.get("/api/v1/namespaces/default/pods/sleeper")["status"]["phase"] != "Running":
    time.sleep(0.1)
print("running", flush=True)
if len(sys.argv) == 2:
    time.sleep(1000)
"""


def test_a_cluster_ends_with_its_killed_owner(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None and owner.stdout.readline() == "running\n"
    # etcd, API server, kubelet, controller; who waits for the container, and its three processes.
    wait_until(lambda: len(_processes(folder)) == 8, PATIENCE, "all processes run")
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    wait_until(lambda: _processes(folder) == [], PATIENCE, "all processes of the cluster have ended")
    assert str(folder) not in Path("/proc/mounts").read_text()


def test_a_detached_cluster_outlives_its_owner_and_ends_when_told(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    subprocess.run([sys.executable, "-c", OWNER, str(folder), "detached"], check=True, stdout=subprocess.DEVNULL)
    described = json.loads((folder / "cluster.json").read_text())
    assert [start_time(server["pid"]) for server in described] == [server["started"] for server in described]
    end_cluster(folder)
    wait_until(lambda: _processes(folder) == [], PATIENCE, "all processes of the cluster have ended")
    assert not folder.exists()


def test_a_cluster_that_cannot_start_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    cluster = Cluster(folder)
    # The kubelet's port of its state is taken by a file where it needs a folder.
    folder.mkdir()
    (folder / "argoexec").write_text("in the way")
    try:
        cluster.start()
    except OSError as error:
        assert "argoexec" in str(error)
    else:
        raise AssertionError("it started")
    assert _processes(folder) == []


def test_a_container_ends_with_the_process_that_waits_for_it(tmp_path: Path) -> None:
    isolated = Isolated(base_root().folder, ["sh", "-c", "sleep 1000 & sleep 1000"], {"PATH": "/bin"}, "test")
    waiting = subprocess.Popen(isolated.command(tmp_path), env={})
    wait_until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "", PATIENCE, "it has begun")
    pid = int((tmp_path / "pid").read_text())
    wait_until(lambda: start_time(pid) != 0, PATIENCE, "it runs")
    waiting.kill()
    waiting.wait()
    wait_until(lambda: start_time(pid) == 0, PATIENCE, "it has ended")


def _processes(folder: Path) -> list[int]:
    """Returns the processes that name the folder in their command line or see it as part of their root."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes().decode("utf-8", "replace")
            mounts = (process / "mountinfo").read_text()
        except OSError:
            continue
        is_helper = told.startswith(sys.executable) and "-c" in told.split("\0")
        if not is_helper and (str(folder) in told or str(folder) in mounts):
            found.append(int(process.name))
    return found
