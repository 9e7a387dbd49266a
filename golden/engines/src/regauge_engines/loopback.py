"""A small HTTP server of a test's own, on the loopback interface."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Generic, Self, TypeVar

from regauge_engines.processes import PATIENCE

Server = TypeVar("Server", bound=AbstractContextManager[Any])


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


class _Events(BaseHTTPRequestHandler):
    server_of_events: EventServer

    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server_of_events.paths.append(self.path)
        self.server_of_events.logins.append(self.headers["Authorization"])
        self.server_of_events.told.append(event | {"token": self.headers["X-Token"]})
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class EventServer(LoopbackServer):
    """Keeps the JSON events that are sent to it in `told`, each with its header X-Token as `token`.

    `paths` has where each was sent, `logins` each one's header Authorization.
    """

    def __init__(self, port: int) -> None:
        self.told: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.logins: list[str | None] = []
        super().__init__(_Events, "server_of_events", port)


class Shared(Generic[Server]):
    """One server for all who use it at once, of which the first opens it and the last one closes it.

    A probe's two products share one, so that what the counter-product tells would be heard.
    """

    def __init__(self, make: Callable[[], Server]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._users = 0
        self._server: Server | None = None

    @contextmanager
    def __call__(self) -> Iterator[Server]:
        with self._lock:
            if self._server is None:
                self._server = when_free(self._make).__enter__()
            server = self._server
            self._users += 1
        try:
            yield server
        finally:
            with self._lock:
                self._users -= 1
                if self._users == 0:
                    self._server = None
                    server.__exit__()
