"""A PostgreSQL server of one test: own data folder, own port, ended with its owner."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from regauge_engines.cache import lock
from regauge_engines.processes import Server, free_port

_USER = "postgres"


class Postgres:
    """A server on 127.0.0.1 that trusts everybody on this machine; databases are made by `database(name)`.

    Its folder lies under the system's temporary folder, because the server's user may not enter the home of root.
    """

    def __init__(self, max_connections: int = 200) -> None:
        self._bin = postgres_bin()
        self.folder = Path(tempfile.mkdtemp(prefix="regauge-postgres-"))
        self.port = free_port()
        self._max_connections = max_connections
        self._server: Server | None = None

    def start(self, detached: bool = False) -> None:
        """Makes the data folder and starts the server; returns when it takes connections."""
        user = _USER if os.geteuid() == 0 else None
        data = self.folder / "data"
        if user:
            account = pwd.getpwnam(user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        initdb = [str(self._bin / "initdb"), "--pgdata", str(data), "--auth=trust", f"--username={_USER}"]
        as_user = {"user": user, "group": user, "extra_groups": []} if user else {}
        subprocess.run(
            [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **as_user,  # type: ignore[call-overload]
        )  # fmt: skip
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "max_connections": str(self._max_connections),
            # The data of a test need not survive the machine's power cut.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._bin / "postgres"), "-D", str(data), "-p", str(self.port), *flags]
        self._server = Server("postgres", command, self.folder / "postgres.log")
        self._server.start(folder=self.folder, user=user, detached=detached)
        ready = [str(self._bin / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        self._server.wait_until_ready(lambda: subprocess.run(ready).returncode == 0)

    def database(self, name: str, driver: str = "") -> str:
        """Makes an empty database and returns its URL; `driver` such as `psycopg2` gives `postgresql+psycopg2://…`."""
        self.execute(f'create database "{name}"')
        return self.url(name, driver)

    def url(self, database: str, driver: str = "") -> str:
        """Returns the URL of a database of this server."""
        scheme = f"postgresql+{driver}" if driver else "postgresql"
        return f"{scheme}://{_USER}:{_USER}@127.0.0.1:{self.port}/{database}"

    def dump(self, database: str) -> str:
        """Returns all that a database holds, as text."""
        command = [str(self._bin / "pg_dump"), "--data-only", "-d", self.url(database)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def execute(self, statement: str, database: str = "postgres") -> str:
        """Runs one statement and returns its rows as tab-separated lines without headings."""
        command = [str(self._bin / "psql"), "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*command, "-d", self.url(database), "-c", statement], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{statement}: {done.stderr}")
        return done.stdout

    def sessions(self, query: str) -> list[str]:
        """Returns the states of the sessions whose statement begins with a text (no quotes in it)."""
        states = f"select state from pg_stat_activity where query like '{query}%' and state = 'active'"
        return self.execute(states).split()

    def describe(self) -> dict[str, int | str]:
        """Returns what `end_described` needs to end the server from another process."""
        if self._server is None:
            raise RuntimeError("PostgreSQL is not started")
        return self._server.describe()

    def stop(self) -> None:
        """Ends the server (INT: it disconnects everybody) and removes its folder."""
        if self._server is not None:
            self._server.stop(signal.SIGINT)
            self._server = None
        shutil.rmtree(self.folder, ignore_errors=True)


def postgres_bin() -> Path:
    """Returns the folder with `initdb` and `postgres` of the newest version; installs Debian's package when absent."""
    found = _installed()
    if found is None:
        with lock("apt"):
            found = _installed()
            if found is None:
                variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
                subprocess.run(["apt-get", "-q", "update"], check=True, env=variables, stdout=subprocess.DEVNULL)
                install = ["apt-get", "-q", "-y", "install", "--no-install-recommends", "postgresql"]
                subprocess.run(install, check=True, env=variables, stdout=subprocess.DEVNULL)
                found = _installed()
    if found is None:
        raise RuntimeError("PostgreSQL's programs are not found, although its package is installed")
    return found


def _installed() -> Path | None:
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    candidates = [*reversed(folders), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)
