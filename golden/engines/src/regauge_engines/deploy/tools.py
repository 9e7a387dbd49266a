"""A program around Compose's own loader, built from Go modules once and kept under the hash of their pins."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.cache import content_key, entry
from regauge_engines.go_build import go_build

SOURCES = Path(__file__).parent / "go"
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


def _tools() -> Path:
    """Builds it when it is not in the cache."""
    return entry("deploy-tools", content_key(_RECIPE, SOURCES), _build)


def _build(folder: Path) -> None:
    go_build(SOURCES, folder, ["./composelint"], "Compose's loader")
