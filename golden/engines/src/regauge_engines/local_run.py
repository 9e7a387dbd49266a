"""The local runner over a bundle's product home: the reference that the engines' traces are held against."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
from collections.abc import Mapping


class LocalRun:
    """Runs jobs of a bundle with the runtime's own runner; tables lie under `data`, the trace in `data/trace.jsonl`.

    `variables` reach the steps of a run.
    """

    def __init__(self, home: pathlib.Path, data: pathlib.Path, variables: Mapping[str, str] | None = None) -> None:
        self.home = home
        self._variables = dict(variables or {})
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self.trace = data / "trace.jsonl"
        subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)

    def run(self, job: str, first: str, last: str, params: dict[str, object] | None = None) -> int:
        """Runs the partitions first to last, both included; returns the exit code (8: one failed or is blocked)."""
        command = [str(self.home / "venv/step/bin/python"), "-m", "regauge_runtime", "run", "--home", str(self.home)]
        command += [
            "--job",
            job,
            "--partitions",
            f"{first}..{last}",
            "--params",
            json.dumps(params or {}),
            "--keep-going",
        ]
        env = {**os.environ, "REGAUGE_DATA": str(self.data), "REGAUGE_TRACE": str(self.trace), "REGAUGE_EMBEDDED": "1"}
        env |= self._variables
        return subprocess.run(command, env=env, check=False).returncode

    def due(self, job: str, tick: str) -> list[str]:
        """Returns the partitions that a tick of the job asks for."""
        command = [str(self.home / "venv/step/bin/python"), "-m", "regauge_runtime", "due", "--home", str(self.home)]
        env = {**os.environ, "REGAUGE_DATA": str(self.data), "REGAUGE_EMBEDDED": "1"}
        done = subprocess.run(
            [*command, "--job", job, "--tick", tick], env=env, check=True, capture_output=True, text=True
        )
        return [str(key) for key in json.loads(done.stdout.strip().splitlines()[-1])]
