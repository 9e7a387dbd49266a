"""Prometheus, its promtool and a program around its operator's types, built from Go modules once and kept under a hash.

From an empty machine this takes about four minutes on two cores. Grafana's types come from npm.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry
from regauge_engines.go_build import go_build

SOURCES = Path(__file__).parent / "go"
PACKAGES = Path(__file__).parent / "npm"
_PROGRAMS = (
    "github.com/prometheus/prometheus/cmd/prometheus",
    "github.com/prometheus/prometheus/cmd/promtool",
    "./rulelint",
)
# What of the build is not in the files: raise it when the steps below change.
_RECIPE = "1"


class Refused(Exception):
    """A tool does not take what it was given; the message holds what it printed."""


def prometheus_program() -> Path:
    """Returns the server's path."""
    return _tools() / "prometheus"


def promtool(*words: str | Path) -> str:
    """Runs promtool and returns what it printed; Refused when it does not take its files."""
    return _run("promtool", *words)


def groups_of_object(manifest: Path) -> Any:
    """Returns the groups of a PrometheusRule as its operator reads them; Refused when it is none."""
    return json.loads(_run("rulelint", manifest))


def groups_of_file(rules: Path) -> Any:
    """Returns the groups of a file of rules; Refused when it is none."""
    return json.loads(_run("rulelint", "groups", rules))


def wrong_with_dashboard(text: str) -> list[str]:
    """Returns what Grafana's own types find wrong with a dashboard, a line each; nothing when it is one."""
    judge = entry("monitoring-npm", content_key(_RECIPE, PACKAGES), _install) / "judge.mjs"
    done = subprocess.run(["node", str(judge)], input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-3000:])
    return done.stdout.splitlines()


def _install(folder: Path) -> None:
    shutil.copytree(PACKAGES, folder, dirs_exist_ok=True)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ToolsNotBuilt(f"npm ci: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _run(program: str, *words: str | Path) -> str:
    done = subprocess.run([str(_tools() / program), *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{program} {' '.join(map(str, words))}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _tools() -> Path:
    """Builds them when they are not in the cache."""
    return entry("monitoring-tools", content_key(_RECIPE, SOURCES), _build)


def _build(folder: Path) -> None:
    # Nothing here discovers whom to scrape, and the clients of all clouds are half of the build.
    go_build(SOURCES, folder, _PROGRAMS, "Prometheus", tags="remove_all_sd")
