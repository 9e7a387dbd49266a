"""Cube's compiler, installed from npm once and kept under a hash."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry

PACKAGES = Path(__file__).parent / "npm"
# What of the installation is not in the files: raise it when the steps below change.
_RECIPE = "1"


class Refused(Exception):
    """Cube does not take the files; the message is its own."""


def compiled(files: Mapping[str, str]) -> dict[str, Any]:
    """Returns what Cube has understood of a data model, by model; Refused when it takes it for none."""
    judge = entry("semantic-npm", content_key(_RECIPE, PACKAGES), _install) / "judge.mjs"
    told = json.dumps([{"fileName": name, "content": content} for name, content in files.items()])
    done = subprocess.run(["node", str(judge)], input=told, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-3000:])
    found = json.loads(done.stdout)
    if "error" in found:
        raise Refused(found["error"])
    return {cube["name"]: cube for cube in found["cubes"]}


def _install(folder: Path) -> None:
    shutil.copytree(PACKAGES, folder, dirs_exist_ok=True)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ToolsNotBuilt(f"npm ci: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
