"""A REST source for tests: pages of rows, and on demand what sources do wrong; standard library only."""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from regauge_engines.loopback import LoopbackServer


@dataclass(frozen=True)
class Fault:
    """What the next request gets instead of its page: a status with headers, or with 200 a page that breaks off."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request as it came; `at` is `time.monotonic()`."""

    at: float
    path: str
    query: dict[str, str]
    headers: dict[str, str]


class SourceServer(LoopbackServer):
    """Serves `rows` as `/orders?page=1&limit=2` → `{"results": […], "has_next": true}`; `/list` gives a bare list.

    `faults` are used up one by one, whatever is asked, `page_faults` are those of pages and stay. With a `token`, who
    does not send it is refused with 401.
    """

    def __init__(self, rows: list[dict[str, Any]], *, token: str | None = None) -> None:
        self.rows = rows
        self.token = token
        self.faults: deque[Fault] = deque()
        self.page_faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        super().__init__(_Handler, "source")

    def page(self, query: dict[str, str]) -> tuple[list[dict[str, Any]], bool]:
        """Returns a page's rows and whether there are more."""
        number, size = int(query.get("page", "1")), int(query.get("limit", "2"))
        first = (number - 1) * size
        return self.rows[first : first + size], first + size < len(self.rows)


class _Handler(BaseHTTPRequestHandler):
    source: SourceServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.source.asked.append(Asked(time.monotonic(), parts.path, query, headers))
        fault = self.source.page_faults.get(query.get("page", "1"))
        if self.source.faults:
            fault = self.source.faults.popleft()
        if fault is not None and fault.status != 200:
            self._answer(fault.status, b'{"error": "no"}', fault.headers)
        elif self.source.token is not None and headers.get("authorization") != f"Bearer {self.source.token}":
            self._answer(401, b'{"error": "who are you?"}', {})
        elif parts.path not in ("/orders", "/list"):
            self._answer(404, b'{"error": "no such path"}', {})
        else:
            rows, has_next = self.source.page(query)
            body = json.dumps(rows if parts.path == "/list" else {"results": rows, "has_next": has_next}).encode()
            self._answer(200, body[: len(body) // 2] if fault else body, {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
