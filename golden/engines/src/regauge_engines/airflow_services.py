"""A real Airflow of one test: api-server, scheduler, dag-processor and triggerer with LocalExecutor on PostgreSQL.

Everything it writes lies under one folder; ports are free ones; its processes are ended by their process groups.
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from regauge_engines.processes import PATIENCE, Server, free_port, wait_until

SERVICES = ("api-server", "scheduler", "dag-processor", "triggerer")


class AirflowError(Exception):
    """Airflow did not start, answered with an error, or did not reach a state in time."""


class AirflowServices:
    """The services, and the one way to ask them: the REST API.

    `bin_folder` is that of the virtual environment with Airflow in it, `root` a folder that is ours alone, `database`
    a SQLAlchemy URL of an empty PostgreSQL database, `environment` what the steps need (catalog, warehouse, ...).
    """

    def __init__(
        self, bin_folder: Path, root: Path, database: str, environment: dict[str, str], parallelism: int = 4
    ) -> None:
        self.bin_folder = bin_folder
        self.root = root
        self.dags = root / "dags"
        self.plugins = root / "plugins"
        self.port = free_port()
        self._log_ports = (free_port(), free_port())
        self._database = database
        self._environment = environment
        self._parallelism = parallelism
        self._servers = {
            name: Server(f"airflow {name}", [str(bin_folder / "airflow"), name], root / "logs" / f"{name}.log")
            for name in SERVICES
        }
        self._token: str | None = None
        for folder in (self.dags, self.plugins, root / "home", root / "logs"):
            folder.mkdir(parents=True, exist_ok=True)

    def variables(self) -> dict[str, str]:
        """Returns the environment of every Airflow process: nothing of a developer's own Airflow leaks in."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "PYTHON", "VIRTUAL_ENV"))}
        settings = {
            "CORE__DAGS_FOLDER": str(self.dags),
            "CORE__PLUGINS_FOLDER": str(self.plugins),
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__EXECUTOR": "LocalExecutor",
            "CORE__PARALLELISM": str(self._parallelism),
            "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{self.port}/execution/",
            "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "DATABASE__SQL_ALCHEMY_CONN": self._database,
            "API__HOST": "127.0.0.1",
            "API__PORT": str(self.port),
            "API__WORKERS": "1",
            "API__SECRET_KEY": "of-this-test-alone",
            "API_AUTH__JWT_SECRET": "of-this-test-alone-and-long-enough-for-hs512-to-be-content-with-it-0123456789",
            "DAG_PROCESSOR__REFRESH_INTERVAL": "5",
            "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "10",
            "DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "2",
            # Airflow's own limits, which a small and busy machine meets: for reading a file, for reading it again (else
            # its DAGs are taken off), for answers to tasks.
            "CORE__DAGBAG_IMPORT_TIMEOUT": str(PATIENCE),
            "DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": str(int(PATIENCE)),
            "DAG_PROCESSOR__STALE_DAG_THRESHOLD": str(int(PATIENCE)),
            "WORKERS__EXECUTION_API_TIMEOUT": str(PATIENCE),
            "USAGE_DATA_COLLECTION__ENABLED": "False",
            "LOGGING__BASE_LOG_FOLDER": str(self.root / "logs" / "tasks"),
            # The log server of the worker: two Airflows on one machine must not meet on its port.
            "LOGGING__WORKER_LOG_SERVER_PORT": str(self._log_ports[0]),
            "LOGGING__TRIGGER_LOG_SERVER_PORT": str(self._log_ports[1]),
        }
        own = {f"AIRFLOW__{name}": value for name, value in settings.items()} | {
            "AIRFLOW_HOME": str(self.root / "home"),
            "PATH": f"{self.bin_folder}{os.pathsep}{inherited.get('PATH', '')}",
            "NO_PROXY": "127.0.0.1,localhost",
        }
        return inherited | own | self._environment

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs `airflow <arguments>` to its end (8 to 10 s of CPU each: prefer the REST API)."""
        done = subprocess.run(
            [str(self.bin_folder / "airflow"), *arguments],
            env=self.variables(), cwd=self.root, capture_output=True, text=True,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise AirflowError(f"airflow {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def start(self, seconds: float = PATIENCE) -> None:
        """Makes the tables and starts the services; returns when scheduler and dag-processor report a heartbeat."""
        self.command("db", "migrate")
        for server in self._servers.values():
            server.start(self.variables(), self.root)
        self._servers["api-server"].wait_until_ready(lambda: self._health() is not None, seconds)
        wait_until(self._is_healthy, seconds, f"scheduler healthy: {self._servers['scheduler'].log_tail()}", 0.3)

    def stop(self) -> None:
        """Ends all services, the api-server last: the others report to it."""
        for name in reversed(SERVICES):
            self._servers[name].stop()

    def restart(self, service: str) -> None:
        """Ends one service and starts it again."""
        self._servers[service].stop()
        self._servers[service].start(self.variables(), self.root)

    def log(self, service: str) -> str:
        """Returns what a service has printed."""
        return (self.root / "logs" / f"{service}.log").read_text("utf-8", "replace")

    def get(self, path: str, **query: Any) -> Any:
        """Returns the answer of GET /api/v2/<path>."""
        return self.call("GET", path + (f"?{urllib.parse.urlencode(query, doseq=True)}" if query else ""))

    def pages(self, path: str, member: str, **query: Any) -> list[dict[str, Any]]:
        """Returns all items of a listing, page by page."""
        items: list[dict[str, Any]] = []
        while True:
            page = self.get(path, limit=100, offset=len(items), **query)
            items += page[member]
            if not page[member] or len(items) >= page["total_entries"]:
                return items

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Sends a request to the public REST API, with a token of the simple auth manager."""
        if self._token is None:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/auth/token", timeout=PATIENCE) as answer:
                self._token = json.load(answer)["access_token"]
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v2/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise AirflowError(f"{method} {path}: {error.code} {error.read().decode()}") from error
        return json.loads(text) if text else None

    def _health(self) -> dict[str, Any] | None:
        try:
            return dict(self.get("monitor/health"))
        except (AirflowError, OSError):
            return None

    def _is_healthy(self) -> bool:
        health = self._health() or {}
        parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
        return all(health.get(part, {}).get("status") == "healthy" for part in parts)
