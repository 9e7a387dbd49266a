"""A server that speaks the two calls of Cube's REST API that a step makes, for tests.

`GET /cubejs-api/v1/meta` has the form of Cube's public OpenAPI document (V1MetaResponse), `POST
/cubejs-api/v1/pre-aggregations/jobs` that of its reference of the REST API. Tokens are judged as Cube does: HS256 by
the API secret, and not after their end. No data are behind it: what is built is a name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from regauge_engines.loopback import LoopbackServer

META = "/cubejs-api/v1/meta"
JOBS = "/cubejs-api/v1/pre-aggregations/jobs"
Cubes = dict[str, list[str]]


class CubeServer(LoopbackServer):
    """Has the `cubes` (members by model), or those of the files below `folder`, as Cube in its development mode has.

    `statuses` are what a job is, one after the other at each question, the last one for ever; `answers` are used up one
    by one instead of an answer: a status, and headers. `built` has the models of each build that was asked for, and
    `times` when that was.
    """

    def __init__(self, secret: str, *, cubes: Cubes | None = None, folder: Path | None = None, port: int = 0) -> None:
        self.secret = secret
        self.cubes = cubes or {}
        self.folder = folder
        self.statuses = ["scheduled", "processing", "done"]
        self.answers: deque[tuple[int, dict[str, str]]] = deque()
        self.built: list[list[str]] = []
        self.times: list[datetime] = []
        self.calls: list[str] = []
        self.asked: dict[str, int] = {}
        super().__init__(_Handler, "cube", port)

    def known(self) -> Cubes:
        """Returns the members of each model."""
        if self.folder is None:
            return self.cubes
        import yaml

        found: Cubes = {}
        for path in sorted(self.folder.rglob("*.yml")):
            for cube in yaml.safe_load(path.read_text("utf-8"))["cubes"]:
                members = cube.get("measures", []) + cube.get("dimensions", [])
                found[cube["name"]] = [member["name"] for member in members]
        return found

    def lets_in(self, header: str) -> bool:
        """Tells whether a call's token was signed with the secret and is not over."""
        try:
            head, body, signature = header.removeprefix("Bearer ").split(".")
            right = hmac.new(self.secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
            is_ours = hmac.compare_digest(_decoded(signature), right)
            return is_ours and json.loads(_decoded(head))["alg"] == "HS256" and _ends(body) > time.time()
        except ValueError:
            return False


class _Handler(BaseHTTPRequestHandler):
    cube: CubeServer

    def do_GET(self) -> None:
        if not self._stopped() and self.path == META:
            names = self.cube.known()
            self._answer(200, {"cubes": [_meta(name, members) for name, members in names.items()]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._stopped():
            return
        if body["action"] == "get":
            self._answer(200, [self._job(token) for token in body["tokens"]])
            return
        selector = body["selector"]
        if not (selector["contexts"] and selector["timezones"]) or not set(selector["cubes"]) <= set(self.cube.known()):
            self._answer(400, {"error": "A user's selector doesn't match any of the pre-aggregations"})
            return
        self.cube.built.append(selector["cubes"])
        self.cube.times.append(datetime.now(UTC))
        number = len(self.cube.built)
        self._answer(200, [hashlib.md5(f"{number} {cube}".encode()).hexdigest() for cube in selector["cubes"]])

    def _job(self, token: str) -> dict[str, Any]:
        at = self.cube.asked[token] = self.cube.asked.get(token, -1) + 1
        status = self.cube.statuses[min(at, len(self.cube.statuses) - 1)]
        return {"token": token, "table": f"prod_pre_aggregations.{token}", "status": status, "selector": {}}

    def _stopped(self) -> bool:
        """Answers what is neither known nor allowed, or what a test has asked for."""
        self.cube.calls.append(f"{self.command} {self.path}")
        if self.path not in (META, JOBS):
            self._answer(404, {"error": "Not found"})
        elif not self.cube.lets_in(self.headers.get("Authorization", "")):
            self._answer(403, {"error": "Invalid token"})
        elif self.cube.answers:
            status, headers = self.cube.answers.popleft()
            self._answer(status, {"error": "as the test says"}, headers)
        else:
            return False
        return True

    def _answer(self, status: int, tree: Any, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(tree).encode()
        self.send_response(status)
        for name, value in (
            {"Content-Type": "application/json", "Content-Length": str(len(body))} | (headers or {})
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _meta(name: str, members: list[str]) -> dict[str, Any]:
    """A model as V1CubeMeta has it; which of its members are measures is nobody's question here."""
    measures = [{"name": f"{name}.{member}", "type": "number"} for member in members]
    return {"name": name, "type": "cube", "title": name, "measures": measures, "dimensions": [], "segments": []}


def _ends(body: str) -> float:
    return float(json.loads(_decoded(body))["exp"])


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
