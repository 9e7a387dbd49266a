"""Jars from Maven's registry: what a pom of ours names, copied once and kept under the hash of the pom."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry

# What of the installation is not in the pom: raise it when the steps below change.
_RECIPE = "1"
# The Java of the tool, and how a test wants it: few threads, soon there, small.
JAVA = os.environ.get("REGAUGE_JAVA", "java")
LIGHT = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m")


def jars(kind: str, project: Path) -> Path:
    """Returns the folder with the jars of a pom's dependencies and of theirs; ToolsNotBuilt says why not."""

    def install(folder: Path) -> None:
        maven = shutil.which("mvn")
        if maven is None:
            raise ToolsNotBuilt(f"{kind} comes from Maven and there is no `mvn` on PATH")
        copy = [maven, "-q", "-B", "-f", str(project), "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
        done = subprocess.run(copy, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ToolsNotBuilt(f"mvn: {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")

    return entry(kind, content_key(_RECIPE, project), install)


def java(folder: Path, program: str, *words: str) -> list[str]:
    """Returns the command of a class of these jars, as light as a test wants it."""
    log = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    return [JAVA, *LIGHT, log, "-cp", f"{folder}/*", program, *words]
