"""The programs of the cluster, built from Go modules once and kept under the hash of their pins.

From an empty machine this takes about ten minutes on two cores; Go's own caches hold what it
downloads and compiles on the way (3 GB and 3 GB; both may be removed afterwards).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regauge_engines.argo import debian
from regauge_engines.cache import content_key, engines_folder, entry, lock

SOURCES = Path(__file__).parent / "go"
ARGO_VERSION = "v3.7.14"
# A line of Argo that bundles may be for, of which the tests have the linter alone: its release and its module.
_OLDER = {"3.6": ("v3.6.18", Path(__file__).parent / "go_3_6")}
_ARGO = "github.com/argoproj/argo-workflows/v3"
_PROGRAMS = {
    "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
    "workflow-controller": f"{_ARGO}/cmd/workflow-controller",
    "argoexec": f"{_ARGO}/cmd/argoexec",
    "argolint": "./argolint",
}
# What of the build is not in the files: raise it when the steps below change.
_RECIPE = "1"


class ToolsNotBuilt(Exception):
    """The Go build failed, or there is no Go; the message holds what it printed."""


@dataclass(frozen=True)
class Tools:
    """Where the programs are, and Argo's own resource definitions."""

    folder: Path

    @property
    def etcd(self) -> Path:
        """etcd 3.4, Debian's."""
        return self.folder / "etcd"

    @property
    def kube_apiserver(self) -> Path:
        """Kubernetes 1.33's API server."""
        return self.folder / "kube-apiserver"

    @property
    def workflow_controller(self) -> Path:
        """Argo's controller."""
        return self.folder / "workflow-controller"

    @property
    def argoexec(self) -> Path:
        """Argo's executor, statically linked: the only file of its image."""
        return self.folder / "argoexec"

    @property
    def argolint(self) -> Path:
        """Our program around Argo's validation."""
        return self.folder / "argolint"

    def resource_definitions(self, are_full: bool) -> list[Path]:
        """Returns Argo's CRD files: full with schemas (7 MB), or minimal without."""
        return sorted((self.folder / "crds" / ("full" if are_full else "minimal")).glob("argoproj.io_*.yaml"))


def tools() -> Tools:
    """Returns the programs, built when they are not in the cache."""
    return Tools(entry("argo-tools", content_key(_RECIPE, SOURCES), _build))


def linter(line: str | None = None) -> Path:
    """Returns the linter alone: less than half of the work when nothing is built yet; of an older line when named."""
    if line is not None:
        return _older_linter(*_OLDER[line])
    whole = content_key(_RECIPE, SOURCES)

    def build(folder: Path) -> None:
        _go_build(folder, {"argolint": _PROGRAMS["argolint"]})

    if _is_built("argo-tools", whole):
        return tools().argolint
    return entry("argo-lint", whole, build) / "argolint"


def _older_linter(version: str, module: Path) -> Path:
    """Builds our linter with an older Argo; one minute on two cores from nothing."""

    def build(folder: Path) -> None:
        with _workplace(module, version) as (go, work, _):
            source = SOURCES / "argolint/main.go"
            text = source.read_text("utf-8")
            # Each judge of 3.7 has one argument more: what the controller adds to every workflow.
            for newer, older in ((", nil, options)", ", options)"), (", o, nil)", ", o)")):
                if newer not in text:
                    raise ToolsNotBuilt(f"{source} calls Argo's validation in another way: {newer} is not there")
                text = text.replace(newer, older)
            (work / "argolint").mkdir()
            (work / "argolint/main.go").write_text(text, "utf-8")
            _run([go, "build", "-trimpath", "-ldflags", "-s -w", "-o", f"{folder}/", "./argolint"], work)

    return entry("argo-lint", content_key(_RECIPE, SOURCES / "argolint", module), build) / "argolint"


def _is_built(kind: str, key: str) -> bool:
    return (engines_folder() / kind / key / ".complete").exists()


def _build(folder: Path) -> None:
    # Debian's etcd spares Go's build of it; nothing is installed and no service starts.
    with tempfile.TemporaryDirectory(prefix="regauge-etcd-") as scratch:
        (package,) = debian.download(["etcd-server"], Path(scratch) / "packages", with_dependencies=False)
        debian.unpack(package, Path(scratch))
        shutil.copy(Path(scratch) / "usr/bin/etcd", folder / "etcd")
    _go_build(folder, _PROGRAMS)


@contextlib.contextmanager
def _workplace(module: Path, version: str) -> Iterator[tuple[str, Path, Path]]:
    """Yields `go`, a copy of a Go module of ours to build in, and the copy of Argo's in it."""
    go = shutil.which("go")
    if go is None:
        raise ToolsNotBuilt("Argo's programs are built from source and there is no `go` on PATH (1.24 or newer)")
    # Two builds at once on a small machine take longer than one after the other, which finds its packages compiled.
    with lock("go-build"), tempfile.TemporaryDirectory(prefix="regauge-go-") as scratch:
        work = Path(scratch) / "work"
        shutil.copytree(module, work)
        yield go, work, _own_copy_of_argo(go, Path(scratch), work, version)


def _go_build(folder: Path, programs: dict[str, str]) -> None:
    with _workplace(SOURCES, ARGO_VERSION) as (go, work, argo):
        shutil.copytree(argo / "manifests/base/crds", folder / "crds")
        flags = f"-s -w -X {_ARGO}.version={ARGO_VERSION}"
        _run([go, "build", "-trimpath", "-ldflags", flags, "-o", f"{folder}/", *programs.values()], work)


def _own_copy_of_argo(go: str, scratch: Path, work: Path, version: str) -> Path:
    """Copies the module to where go.mod's `replace` expects it, with the two files that it lacks as served."""
    empty = scratch / "empty"
    empty.mkdir()
    answer = _run([go, "mod", "download", "-json", f"{_ARGO}@{version}"], empty)
    copy = work / "src/argo-workflows"
    shutil.copytree(json.loads(answer)["Dir"], copy, copy_function=shutil.copyfile)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    # ui/embed.go embeds a folder that only upstream's release build makes.
    (copy / "ui/dist/app").mkdir(parents=True)
    (copy / "ui/dist/app/index.html").touch()
    # The Linux file is missing in the module; Darwin's is plain POSIX and only its name ties it to Darwin.
    signals = copy / "workflow/executor/osspecific"
    if signals.exists() and not (signals / "signal_linux.go").exists():
        shutil.copyfile(signals / "signal_darwin.go", signals / "signal_linux.go")
    return copy


def _run(command: list[str], cwd: Path, check: bool = True) -> str:
    variables = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false", "GOWORK": "off"}
    done = subprocess.run(["nice", "-n", "5", *command], cwd=cwd, env=variables, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise ToolsNotBuilt(f"{' '.join(command[:4])} …: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-6000:]}")
    return done.stdout
