"""The local runner over a bundle's product home: the reference that the engines' traces are held against."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess

from regauge_engines.independent_reader import IndependentReader


class LocalRun:
    """Runs jobs of one bundle with the runtime's own runner; tables lie under `data`, the trace in `data/trace.jsonl`."""

    def __init__(self, home: pathlib.Path, data: pathlib.Path) -> None:
        self.home = home
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self.trace = data / "trace.jsonl"
        subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)

    def run(self, job: str, first: str, last: str, params: dict[str, object] | None = None) -> int:
        """Runs the job's partitions first to last, both included; returns the exit code (8: a step failed or was blocked)."""
        command = [str(self.home / "venv/step/bin/python"), "-m", "regauge_runtime", "run", "--home", str(self.home)]
        command += ["--job", job, "--partitions", f"{first}..{last}", "--params", json.dumps(params or {}), "--keep-going"]
        env = {**os.environ, "REGAUGE_DATA": str(self.data), "REGAUGE_TRACE": str(self.trace), "REGAUGE_EMBEDDED": "1"}
        return subprocess.run(command, env=env, check=False).returncode

    def write_tables(self) -> pathlib.Path:
        """Appends the tables, as the independent reader finds them, to the trace; returns the trace."""
        reader = IndependentReader(f"sqlite:///{self.data / 'catalog.db'}")
        with self.trace.open("a", encoding="utf-8") as out:
            for event in reader.events("local"):
                out.write(json.dumps(event) + "\n")
        return self.trace
