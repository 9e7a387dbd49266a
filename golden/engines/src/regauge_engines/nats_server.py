"""A NATS server of one test, with JetStream, built from its Go module once; ended with its owner."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.cache import content_key, entry
from regauge_engines.go_build import go_build
from regauge_engines.owned_server import OwnedServer

SOURCES = Path(__file__).parent / "buses/nats"
# What of the build is not in the files: raise it when the steps below change.
_RECIPE = "1"


class Refused(Exception):
    """The server does not take a configuration; the message holds what it printed."""


class Nats(OwnedServer):
    """A server on 127.0.0.1 at `address`; `settings` are lines of its configuration, such as accounts and users.

    Without them it takes everybody, and everything that they ask. `variables` are what settings call `$NAME`.
    """

    def __init__(
        self, folder: Path, *, settings: str = "", variables: Mapping[str, str] | None = None, port: int = 0
    ) -> None:
        super().__init__("nats", folder, port)
        self._settings = settings
        self._variables = {**os.environ, **(variables or {})}

    @property
    def address(self) -> str:
        """Its URL, without a user."""
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Starts the server and returns its URL when it answers; after `stop`, with what its streams hold."""
        self._folder.mkdir(parents=True, exist_ok=True)
        store = self._folder / "jetstream"
        file = self._folder / "nats.conf"
        own = f'listen: "127.0.0.1:{self.port}"\nserver_name: regauge-tests\njetstream {{ store_dir: "{store}" }}\n'
        file.write_text(own + self._settings, "utf-8")
        check(file, self._variables)
        self._serve([str(program()), "--config", str(file)], environment=self._variables, is_ready=self._greets)
        return self.address

    def _greets(self) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), timeout=1) as client:
            return client.recv(5) == b"INFO "


def program() -> Path:
    """Returns the server's path; it is built when it is not in the cache."""
    return entry("nats", content_key(_RECIPE, SOURCES), _build) / "nats-server"


def check(file: Path, variables: Mapping[str, str]) -> None:
    """Has the server read a configuration without starting; Refused when it does not take it."""
    command = [str(program()), "-t", "--config", str(file)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{file.name}: {done.stdout}{done.stderr}")


def _build(folder: Path) -> None:
    go_build(SOURCES, folder, ["github.com/nats-io/nats-server/v2"], "NATS")
