"""A server for tests that speaks GitHub's API of a repository's events, as its reference documents it.

Newest first, pages by the header Link, 300 events at most, a bearer token, and the primary rate limit. Standard library
only.
"""

from __future__ import annotations

import json
import re
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from regauge_engines.loopback import LoopbackServer

_EVENTS = re.compile(r"/repos/([^/]+)/([^/]+)/events")
_MOST_EVENTS = 300
_HOURLY = 5000


class GitHubServer(LoopbackServer):
    """Serves `events`, which `happen` adds to; `asked` has the query of each request that was answered with a page.

    `limit(seconds)` uses the hour's requests up: who asks next is refused with 403 for as long, as GitHub does it.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.events: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.refused = 0
        self._closing: float | None = None
        self._closed_until = 0.0
        super().__init__(_Handler, "github")

    def happen(self, number: int, created_at: str) -> None:
        """Adds an event; numbers are those of real ones: texts of digits."""
        actor = {"id": 583231, "login": "octocat", "display_login": "octocat", "url": f"{self.url}/users/octocat"}
        event = {
            "id": str(22_249_084_000 + number),
            "type": "PushEvent" if number % 2 else "IssuesEvent",
            "actor": actor,
            "repo": {"id": 1296269, "name": "octocat/hello-world", "url": f"{self.url}/repos/octocat/hello-world"},
            "payload": {"push_id": number, "size": 1} if number % 2 else {"action": "opened", "issue": {"id": number}},
            "public": True,
            "created_at": created_at,
        }
        self.events.insert(0, event)

    def limit(self, seconds: float) -> None:
        """Closes the API for everybody, from the next request on."""
        self._closing = seconds

    def answer(self, path: str, query: dict[str, str], authorization: str | None) -> tuple[int, Any, dict[str, str]]:
        """Returns status, body and headers of a request."""
        if self._closing is not None:
            self._closed_until, self._closing = time.time() + self._closing, None
        is_closed = time.time() < self._closed_until
        reset = int(self._closed_until) + 1 if is_closed else int(time.time()) + 3600
        limits = {
            "x-ratelimit-limit": str(_HOURLY),
            "x-ratelimit-remaining": "0" if is_closed else str(_HOURLY - 1 - len(self.asked) % 1000),
            "x-ratelimit-reset": str(reset),
            "x-ratelimit-resource": "core",
        }
        if authorization != f"Bearer {self.token}":
            return 401, _refusal("Bad credentials", 401), limits
        if is_closed:
            self.refused += 1
            return 403, _refusal("API rate limit exceeded for user ID 583231.", 403), limits
        if _EVENTS.fullmatch(path) is None:
            return 404, _refusal("Not Found", 404), limits
        page, size = int(query.get("page", "1")), min(int(query.get("per_page", "30")), 100)
        first, shown = (page - 1) * size, self.events[:_MOST_EVENTS]
        if first >= _MOST_EVENTS:
            limited = "In order to keep the API fast for everyone, pagination is limited for this resource."
            return 422, _refusal(limited, 422), limits
        self.asked.append(query)
        last = max(1, -(-len(shown) // size))
        link = self._links(path, query, page, last)
        return 200, shown[first : first + size], limits | {"X-Poll-Interval": "60"} | ({"Link": link} if link else {})

    def _links(self, path: str, query: dict[str, str], page: int, last: int) -> str:
        others = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
        if page == 1:
            del others["prev"], others["first"]
        if page >= last:
            del others["next"], others["last"]
        return ", ".join(
            f'<{self.url}{path}?{urlencode(query | {"page": str(number)})}>; rel="{name}"'
            for name, number in others.items()
        )


def _refusal(message: str, status: int) -> dict[str, str]:
    return {"message": message, "documentation_url": "https://docs.github.com/rest", "status": str(status)}


class _Handler(BaseHTTPRequestHandler):
    github: GitHubServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        status, told, headers = self.github.answer(parts.path, query, self.headers["Authorization"])
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
