"""A small HTTP server of a test's own, on the loopback interface."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, TypeVar

from regauge_engines.processes import PATIENCE

Server = TypeVar("Server", bound="LoopbackServer")


class LoopbackServer:
    """Listens from its making on, answers when entered, ends when left; its handlers know it as ``member``.

    Port 0 is any free one.
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler], member: str, port: int = 0) -> None:
        bound: Any = type("Handler", (handler,), {member: self})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), bound)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(30)


def when_free(make: Callable[[], Server]) -> Server:
    """Returns what ``make`` makes as soon as its port is free: another engine's suite may hold it for a while."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return make()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
