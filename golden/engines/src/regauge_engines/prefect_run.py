"""A generated Prefect bundle in its real engine: a server of its own, runs in one process, the served deployments."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regauge_engines.bundle import HomeBundle
from regauge_engines.cli import ROOT
from regauge_engines.processes import Server, free_port
from regauge_engines.venvs import environment

PROJECT = ROOT / "examples/adapter-prefect"
INSIDE = PROJECT / "src/test/python/prefect_inside.py"


class PrefectFailed(Exception):
    """A process inside of Prefect's environment ended wrongly; the message holds the end of what it printed."""


@dataclass(frozen=True)
class PrefectBundle(HomeBundle):
    """A bundle and its package."""

    @property
    def package(self) -> str:
        """The Python package of the flows."""
        return f"{self.plan['product']['identifier']}_prefect"

    def bin(self) -> Path:
        """Returns the programs of the environment that `locks/prefect.txt` pins."""
        return environment(self.folder / "locks/prefect.txt") / "bin"


class PrefectRun:
    """A Prefect server with its store in a folder; runs a bundle's flows against it.

    `variables` reach the steps: where the catalog and the warehouse are. With `beside`, the bundle is another one on
    the server that that run has started.
    """

    def __init__(
        self, bundle: PrefectBundle, folder: Path, variables: Mapping[str, str], beside: PrefectRun | None = None
    ) -> None:
        self.bundle = bundle
        self.folder = folder
        self.variables = dict(variables)
        self.port = beside.port if beside else free_port()
        self._server = Server("prefect", [str(bundle.bin() / "prefect"), "server", "start", "--port", str(self.port),
                                          "--no-ui"], folder / "server.log")  # fmt: skip
        self._served: Server | None = None

    @property
    def api(self) -> str:
        """The address of the server's API."""
        return f"http://127.0.0.1:{self.port}/api"

    def environment(self) -> dict[str, str]:
        """Returns the variables of a process of Prefect."""
        variables = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
        return variables | self.variables | {
            "PREFECT_HOME": str(self.folder / "home"),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PYTHONPATH": str(self.bundle.folder / "src"),
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip

    def start(self) -> None:
        """Starts the server."""
        mine = {key: value for key, value in self.environment().items() if key != "PREFECT_API_URL"}
        self._server.start(mine)
        self._server.wait_until_ready(self._is_healthy)

    def _is_healthy(self) -> bool:
        with urllib.request.urlopen(f"{self.api}/health", timeout=5) as answer:
            return bool(answer.status == 200)

    def stop(self) -> None:
        """Ends what was started."""
        if self._served is not None:
            self._served.stop()
        self._server.stop()

    def serve(self) -> Server:
        """Serves the bundle's deployments, as its README says."""
        command = [str(self.bundle.bin() / "python"), "-m", f"{self.bundle.package}.serve"]
        self._served = Server("serve", command, self.folder / f"serve-{self.bundle.package}.log")
        self._served.start(self.environment(), self.bundle.folder)
        return self._served

    def deployments(self) -> list[dict[str, Any]]:
        """Returns the bundle's deployments, as the server knows them."""
        own = f"{self.bundle.plan['product']['identifier']}__"
        flows = {one["id"] for one in self.call("POST", "flows/filter", {}) if one["name"].startswith(own)}
        return [one for one in self.call("POST", "deployments/filter", {}) if one["flow_id"] in flows]

    def in_process(self, runs: Sequence[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
        """Runs jobs (identifier, arguments) one after the other; returns type, name and message of each state."""
        wanted = [{"job": job, "arguments": dict(arguments)} for job, arguments in runs]
        return list(self._inside("run", {"package": self.bundle.package, "runs": wanted}))

    def evidence(self) -> list[dict[str, Any]]:
        """Returns the trace events of the bundle's runs, from the server's store."""
        return list(self._inside("evidence", {"plan": self.bundle.plan}))

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Calls the server's API and returns its answer."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.api}/{path}", data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _inside(self, act: str, order: dict[str, Any]) -> Any:
        done = subprocess.run(
            [str(self.bundle.bin() / "python"), str(INSIDE), act], cwd=self.bundle.folder, env=self.environment(),
            input=json.dumps(order), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise PrefectFailed(f"{act} ended with {done.returncode}:\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}")
        return json.loads(done.stdout.strip().splitlines()[-1])
