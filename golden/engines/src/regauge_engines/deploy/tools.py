"""Programs that take what is deployed, built from Go modules once and kept under the hash of their pins.

A program around Compose's own loader, Helm, and the controllers of Kubernetes.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.cache import content_key, entry
from regauge_engines.go_build import go_build

SOURCES = Path(__file__).parent / "go"
_HELM = Path(__file__).parent / "go_helm"
_CONTROLLERS = Path(__file__).parent / "go_controllers"
# The Kubernetes that a template is for when nobody says; a release of Helm knows its own, our cluster is of this one.
_KUBERNETES = ("1", "33")
# What of the build is not in the files: raise it when the steps below change.
_RECIPE = "1"


class Refused(Exception):
    """A tool does not take what it was given; the message holds what it printed."""


def compose_lint(file: Path, variables: Mapping[str, str]) -> list[str]:
    """Returns what Compose reads in a file, a line a service, a variable and a command; Refused when it does not."""
    command = [str(_tools() / "composelint"), str(file)]
    environment = {"PATH": "/usr/bin:/bin", **variables}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout.splitlines()


def helm(*arguments: str | Path) -> str:
    """Runs Helm without the configuration of this machine's user and returns what it printed; Refused on an error."""
    with tempfile.TemporaryDirectory(prefix="regauge-helm-") as home:
        command = [str(helm_program()), *map(str, arguments)]
        done = subprocess.run(
            command, env={"PATH": "/usr/bin:/bin", "HOME": home}, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise Refused(f"helm {' '.join(command[1:4])}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def unversioned(chart: Path, folder: Path) -> Path:
    """Returns a copy of a chart that any Kubernetes takes: our API server, built from its module, tells no version."""
    copy = folder / chart.name
    shutil.copytree(chart, copy)
    file = copy / "Chart.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("kubeVersion:")), "utf-8")
    return copy


def helm_program() -> Path:
    """Returns Helm, built when it is not in the cache: some minutes on two cores from nothing."""
    kind = "helm.sh/helm/v3/pkg"
    versions = {
        f"{kind}/{package}.k8sVersion{part}": number
        for package in ("chartutil", "lint/rules")
        for part, number in zip(("Major", "Minor"), _KUBERNETES, strict=True)
    }

    def build(folder: Path) -> None:
        go_build(_HELM, folder, ["helm.sh/helm/v3/cmd/helm"], "Helm", versions=versions)

    return entry("helm", content_key(_RECIPE, *_KUBERNETES, _HELM), build) / "helm"


def controller_manager() -> Path:
    """Returns Kubernetes' controllers, built when they are not in the cache: some minutes on two cores from nothing."""

    def build(folder: Path) -> None:
        package = "k8s.io/kubernetes/cmd/kube-controller-manager"
        go_build(_CONTROLLERS, folder, [package], "Kubernetes' controllers")

    return entry("controllers", content_key(_RECIPE, _CONTROLLERS), build) / "kube-controller-manager"


def _tools() -> Path:
    """Builds it when it is not in the cache."""
    return entry("deploy-tools", content_key(_RECIPE, SOURCES), _build)


def _build(folder: Path) -> None:
    go_build(SOURCES, folder, ["./composelint"], "Compose's loader")
