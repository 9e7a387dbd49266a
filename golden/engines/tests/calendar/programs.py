"""The programs that answer for the engines: their own interpreters with their own libraries, and robfig/cron in Go."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from regauge_engines.cache import content_key, entry
from regauge_engines.venvs import adapter_lock, environment

HERE = Path(__file__).parent


def python(engine: str, program: str) -> list[str]:
    """The command that runs one of `inside/` with the libraries of Dagster or Airflow."""
    lock = adapter_lock(engine)
    return [str(environment(lock) / "bin/python"), str(HERE / "inside" / program)]


def robfig() -> list[str]:
    """The command that answers as Argo: a small program around robfig/cron, kept in the cache under its sources."""
    go = shutil.which("go")
    assert go is not None, "robfig/cron is built from source and there is no `go` on PATH"
    version = subprocess.run([go, "version"], capture_output=True, text=True, check=True).stdout

    def build(folder: Path) -> None:
        work = folder / "work"
        shutil.copytree(HERE / "go", work)
        variables = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false", "GOWORK": "off"}
        command = [go, "build", "-o", str(folder / "ticks"), "."]
        done = subprocess.run(command, cwd=work, env=variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    return [str(entry("calendar-go", content_key(version, HERE / "go"), build) / "ticks"), "/dev/stdin"]


class Asked:
    """A program that is at work on a table; its answers are one line of JSON a case."""

    def __init__(self, command: list[str], table: Path, folder: Path) -> None:
        folder.mkdir()
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "DAGSTER", "PYTHON"))}
        variables |= {"AIRFLOW_HOME": str(folder), "DAGSTER_HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        self.number = len(table.read_text("utf-8").splitlines())
        self.out, self.talk = folder / "answers", folder / "talk"
        with table.open("rb") as cases, self.out.open("wb") as out, self.talk.open("wb") as talk:
            self.process = subprocess.Popen(command, stdin=cases, stdout=out, stderr=talk, env=variables, cwd=folder)

    def answers(self) -> list[Any]:
        """Waits for the end and returns an answer for each case."""
        assert self.process.wait() == 0, self.talk.read_text()[-3000:]
        found = [json.loads(line) for line in self.out.read_text("utf-8").splitlines() if line.startswith(("[", "{"))]
        assert len(found) == self.number, self.talk.read_text()[-2000:]
        return found
