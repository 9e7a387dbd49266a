"""A system outside that takes rows, for tests; standard library only."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from regauge_engines.loopback import LoopbackServer


@dataclass(frozen=True)
class Taken:
    """A batch as it came, whatever was answered."""

    method: str
    path: str
    key: str
    headers: dict[str, str]
    body: Any
    status: int


class SinkServer(LoopbackServer):
    """Takes batches by POST, PUT or PATCH, and keeps the rows of each key once in `rows`.

    `answers` are used up one by one: a status, or a status and headers. With a `token`, who does not send it gets 401.
    """

    def __init__(self, *, token: str | None = None, port: int = 0) -> None:
        self.token = token
        self.answers: deque[tuple[int, dict[str, str]]] = deque()
        self.taken: list[Taken] = []
        self.by_key: dict[str, list[dict[str, Any]]] = {}
        super().__init__(_Handler, "sink", port)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows that were accepted, those of a key that came again once."""
        return [row for rows in self.by_key.values() for row in rows]


@dataclass
class _Answer:
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    sink: SinkServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = _Answer(*self.sink.answers.popleft()) if self.sink.answers else _Answer()
        if self.sink.token is not None and headers.get("authorization") != f"Bearer {self.sink.token}":
            answer = _Answer(401)
        key = headers.get("idempotency-key", "")
        self.sink.taken.append(Taken(self.command, self.path, key, headers, body, answer.status))
        if answer.status < 300:
            self.sink.by_key[key] = body if isinstance(body, list) else next(iter(body.values()))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_PATCH = do_POST

    def log_message(self, *_: object) -> None:
        """Says nothing."""
