"""What the servers of a test have in common: a folder and a port of their own, a start that waits, an end in order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from regauge_engines.processes import Server, free_port, is_listening


class OwnedServer(ABC):
    """A server on 127.0.0.1 that runs inside a `with` block, or from `start` to `stop`."""

    # Seconds that it has to end in order.
    grace = 15.0

    def __init__(self, name: str, folder: Path, port: int = 0) -> None:
        """`name` is the one of its log in `folder`; a `port` of 0 takes a free one."""
        self._name = name
        self._folder = folder
        self.port = port or free_port()
        self._server: Server | None = None

    @property
    @abstractmethod
    def address(self) -> str:
        """What its clients are told."""

    @abstractmethod
    def start(self) -> str:
        """Starts it and returns its address when it answers."""

    def stop(self) -> None:
        """Ends it in order; what lies in its folder stays."""
        if self._server is not None:
            self._server.stop(grace=self.grace)
            self._server = None

    def log(self) -> str:
        """Returns the end of what it has printed."""
        return "" if self._server is None else self._server.log_tail()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        return self._folder / f"{self._name}.log"

    def _serve(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        is_ready: Callable[[], bool] | None = None,
    ) -> None:
        """Runs the command in the folder until `is_ready`: if it does not say otherwise, until it takes connections."""
        self._server = Server(self._name, command, self._log)
        self._server.start(environment=environment, folder=self._folder)
        self._server.wait_until_ready(is_ready or (lambda: is_listening(self.port)))
