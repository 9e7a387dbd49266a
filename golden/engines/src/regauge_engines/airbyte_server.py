"""An Airbyte for tests: the jobs of its public API (`/api/public/v1/jobs`), and nothing behind them.

Shapes, statuses and codes are those of Airbyte's public OpenAPI: JobCreateRequest, JobResponse, JobsResponse.
Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from regauge_engines.loopback import LoopbackServer

STATUSES = ("pending", "running", "incomplete", "failed", "succeeded", "cancelled")
BASE = "/api/public/v1"


class AirbyteServer(LoopbackServer):
    """Starts jobs that go through `story`, one status for each time that somebody asks; the last one stays.

    `more` are members that a job's answer has besides, `at_end` is called when a job has succeeded.
    """

    def __init__(
        self,
        story: list[str],
        *,
        token: str | None = None,
        at_end: Callable[[], None] | None = None,
        port: int = 0,
        **more: Any,
    ) -> None:
        self.story = story
        self.token = token
        self.at_end = at_end
        self.more = more
        self.jobs: dict[int, dict[str, Any]] = {}
        self.asked: list[tuple[str, str]] = []
        self.refusals: list[tuple[int, dict[str, str]]] = []
        super().__init__(_Handler, "airbyte", port)

    def start(self, connection: str) -> dict[str, Any]:
        """Makes a job."""
        number = len(self.jobs) + 1
        self.jobs[number] = {
            "jobId": number,
            "status": "pending",
            "jobType": "sync",
            "startTime": "2025-01-01T00:00:00Z",
            "connectionId": connection,
            "left": list(self.story),
        }
        return self.told(number)

    def move(self, number: int) -> dict[str, Any]:
        """Moves a job on by one status."""
        job = self.jobs[number]
        if job["left"]:
            job["status"] = job["left"].pop(0)
            if job["status"] == "succeeded":
                job |= {"rowsSynced": 3, "bytesSynced": 99, "duration": "PT1S"}
                if self.at_end is not None:
                    self.at_end()
        return self.told(number)

    def told(self, number: int) -> dict[str, Any]:
        """Returns a job as the API tells it."""
        return {name: value for name, value in self.jobs[number].items() if name != "left"} | self.more


class _Handler(BaseHTTPRequestHandler):
    airbyte: AirbyteServer

    def _serve(self) -> None:
        server, parts = self.airbyte, urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(BASE)
        server.asked.append((self.command, path))
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        number = int(path.rsplit("/", 1)[-1]) if path.startswith("/jobs/") else 0
        if server.refusals:
            status, headers = server.refusals.pop(0)
            self._answer(status, {"type": "error", "title": "refused"}, headers)
        elif server.token is not None and self.headers.get("Authorization") != f"Bearer {server.token}":
            self._answer(403, {"type": "error:forbidden", "title": "forbidden"})
        elif (self.command, path) == ("POST", "/jobs"):
            if not {"jobType", "connectionId"} <= body.keys():
                self._answer(400, {"title": "bad-request"})
            else:
                self._answer(200, server.start(body["connectionId"]))
        elif (self.command, path) == ("GET", "/jobs"):
            found = [
                server.told(one)
                for one, job in sorted(server.jobs.items(), reverse=True)
                if all(job[name] == query[name] for name in ("connectionId", "jobType", "status") if name in query)
            ]
            self._answer(200, {"data": found[: int(query.get("limit", "20"))]})
        elif number in server.jobs and self.command == "GET":
            self._answer(200, server.move(number))
        elif number in server.jobs and self.command == "DELETE":
            server.jobs[number] |= {"status": "cancelled", "left": []}
            self._answer(200, server.told(number))
        else:
            self._answer(404, {"title": "resource-not-found"})

    do_GET = do_POST = do_DELETE = _serve

    def _answer(self, status: int, answer: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
