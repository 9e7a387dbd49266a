"""What CloudNativePG calls its kinds, from its own Go module; the operator itself is not run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry

PINS = Path(__file__).parent / "postgres_operator"
MODULE = "github.com/cloudnative-pg/cloudnative-pg"
_RECIPE = "1"
_KINDS = ("clusters", "databases", "scheduledbackups")


def resource_definitions() -> list[Path]:
    """Returns the files of the definitions that our objects are of; they are fetched when not in the cache."""
    folder = entry("postgres-operator", content_key(_RECIPE, PINS), _fetch)
    return [folder / f"postgresql.cnpg.io_{kind}.yaml" for kind in _KINDS]


def _fetch(folder: Path) -> None:
    go = shutil.which("go")
    if go is None:
        raise ToolsNotBuilt(
            "the operator's definitions are in a Go module and there is no `go` on PATH (1.25 or newer)"
        )
    variables = {**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    command = [go, "mod", "download", "-json", MODULE]
    done = subprocess.run(command, cwd=PINS, env=variables, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ToolsNotBuilt(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    bases = Path(json.loads(done.stdout)["Dir"]) / "config/crd/bases"
    for kind in _KINDS:
        shutil.copy(bases / f"postgresql.cnpg.io_{kind}.yaml", folder)
