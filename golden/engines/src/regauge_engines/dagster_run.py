"""A generated Dagster bundle in its real engine: the environment of its own lock, an instance, and runs in one process.

`DagsterServices` (`dagster_services`) runs the same bundle with webserver, daemon and code server.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regauge_engines.bundle import HomeBundle
from regauge_engines.left_undone import with_skips
from regauge_engines.processes import PATIENCE
from regauge_engines.venvs import environment

INSIDE = Path(__file__).with_name("dagster_inside.py")


class DagsterFailed(Exception):
    """The process inside of Dagster's environment ended wrongly; the message holds the end of what it printed."""


@dataclass(frozen=True)
class DagsterBundle(HomeBundle):
    """A bundle, and what is called how in Dagster."""

    @property
    def scope(self) -> str:
        """The prefix of what is global in Dagster; also the code location's name."""
        return str(self.plan["product"]["scope"])

    @property
    def module(self) -> str:
        """The module that Dagster loads."""
        return f"{self.plan['product']['identifier']}_dagster.definitions"

    def job(self, name: str) -> str:
        """Returns a job's name in Dagster."""
        job = next(job for job in self.plan["jobs"] if job["name"] == name)
        return f"{self.plan['product']['identifier']}__{job['identifier']}"

    def python(self) -> Path:
        """Returns the interpreter of the environment that `locks/dagster.txt` pins."""
        return environment(self.folder / "locks/dagster.txt") / "bin/python"


class DagsterRun:
    """One Dagster instance in a folder: SQLite unless a PostgreSQL address is given; runs bundles in one process.

    `variables` reach the steps: where the catalog and the warehouse are.
    """

    def __init__(self, folder: Path, variables: Mapping[str, str], postgres_url: str | None = None) -> None:
        self.folder = folder
        self.home = folder / "instance"
        self.home.mkdir(parents=True, exist_ok=True)
        self.variables = dict(variables)
        self.postgres_url = postgres_url

    def configure(self, bundle: DagsterBundle) -> None:
        """Gives the instance the bundle's own settings; without a PostgreSQL address minus their storage."""
        text = (bundle.folder / "dagster.yaml").read_text("utf-8")
        if self.postgres_url is None:
            before, _, rest = text.partition("storage:\n")
            text = before + "concurrency:" + rest.partition("concurrency:")[2]
        (self.home / "dagster.yaml").write_text(text, "utf-8")

    def environment(self, bundle: DagsterBundle | None = None) -> dict[str, str]:
        """Returns the variables of a process of Dagster."""
        variables = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
        variables |= self.variables | {
            "DAGSTER_HOME": str(self.home),
            "PYTHONUNBUFFERED": "1",
            "REGAUGE_RUNNER": "dagster",
            # Dagster's own limits for answers of a code server, which a small and busy machine meets.
            "DAGSTER_GRPC_TIMEOUT_SECONDS": f"{PATIENCE:.0f}",
            "DAGSTER_REPOSITORY_GRPC_TIMEOUT_SECONDS": f"{PATIENCE:.0f}",
            "DAGSTER_SCHEDULE_GRPC_TIMEOUT_SECONDS": f"{PATIENCE:.0f}",
        }
        if self.postgres_url:
            variables["DAGSTER_POSTGRES_URL"] = self.postgres_url
        if bundle:
            variables["PYTHONPATH"] = str(bundle.folder / "src")
        return variables

    def in_process(
        self,
        bundle: DagsterBundle,
        job: str,
        partitions: Sequence[str | None],
        tags: Mapping[str, str] | None = None,
    ) -> list[dict[str, Any]]:
        """Executes a job for each partition, one after the other; returns run, partition and success of each."""
        return self.in_one_process(bundle, [(job, partition, tags or {}) for partition in partitions])

    def in_one_process(
        self, bundle: DagsterBundle, runs: Sequence[tuple[str, str | None, Mapping[str, str]]]
    ) -> list[dict[str, Any]]:
        """Executes runs (job, partition, tags) one after the other; returns run, partition and success of each."""
        if not (self.home / "dagster.yaml").exists():
            self.configure(bundle)
        wanted = [{"job": bundle.job(job), "partition": key, "tags": dict(tags)} for job, key, tags in runs]
        return list(self._inside(bundle, "run", {"module": bundle.module, "runs": wanted}))

    def due(self, bundle: DagsterBundle, job: str, tick: str) -> list[str]:
        """Returns the partitions for which the job's schedule asks at a tick (RFC 3339)."""
        if not (self.home / "dagster.yaml").exists():
            self.configure(bundle)
        order = {"module": bundle.module, "schedule": f"{bundle.job(job)}__tick", "tick": tick}
        return list(self._inside(bundle, "due", order))

    def evidence(self, bundle: DagsterBundle) -> list[dict[str, Any]]:
        """Returns the trace events of the bundle's runs, from Dagster's event log."""
        return with_skips(bundle.plan, self._inside(bundle, "evidence", {"plan": bundle.plan}))

    def write_trace(self, bundle: DagsterBundle, file: Path) -> list[dict[str, Any]]:
        """Writes the evidence as JSON lines and returns it."""
        events = self.evidence(bundle)
        file.write_text("".join(json.dumps(event, sort_keys=True) + "\n" for event in events), "utf-8")
        return events

    def command(self, bundle: DagsterBundle, *arguments: str, variables: Mapping[str, str] | None = None) -> str:
        """Runs what belongs to the bundle in Dagster's environment; returns what it printed.

        For example `-m weather_dagster.set_pools` or `tests/test_definitions.py`.
        """
        return self._call([str(bundle.python()), *arguments], bundle, bundle.folder, "", variables)

    def _inside(self, bundle: DagsterBundle, act: str, order: dict[str, Any]) -> Any:
        printed = self._call([str(bundle.python()), str(INSIDE), act], bundle, bundle.folder, json.dumps(order))
        return json.loads(printed.strip().splitlines()[-1])

    def _call(
        self, command: list[str], bundle: DagsterBundle, folder: Path, given: str, more: Mapping[str, str] | None = None
    ) -> str:
        variables = self.environment(bundle) | dict(more or {})
        done = subprocess.run(
            command, cwd=folder, env=variables, input=given, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise DagsterFailed(
                f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
            )
        return done.stdout
