"""Builds programs of a Go module of ours, whose pins are its go.mod and go.sum."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import lock


def go_build(
    sources: Path,
    folder: Path,
    packages: Sequence[str],
    what: str,
    tags: str = "",
    versions: Mapping[str, str] | None = None,
) -> None:
    """Builds packages into a folder; ToolsNotBuilt says why `what` could not be.

    `versions` are Go variables that their releases are built with.
    """
    go = shutil.which("go")
    if go is None:
        raise ToolsNotBuilt(f"{what} is built from source and there is no `go` on PATH (1.25 or newer)")
    variables = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false", "GOWORK": "off"}
    # Two builds at once on a small machine take longer than one after the other, which finds its packages compiled.
    with lock("go-build"), tempfile.TemporaryDirectory(prefix="regauge-go-") as scratch:
        work = Path(scratch) / "work"
        shutil.copytree(sources, work)
        flags = " ".join(["-s -w", *(f"-X {name}={value}" for name, value in (versions or {}).items())])
        build = ["nice", "-n", "5", go, "build", "-trimpath", "-ldflags", flags, "-tags", tags, "-o", f"{folder}/"]
        done = subprocess.run([*build, *packages], cwd=work, env=variables, capture_output=True, text=True)
    if done.returncode != 0:
        raise ToolsNotBuilt(f"go build: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-6000:]}")
