"""A door before a REST catalog that lets in who has a token of its own, as Polaris does; standard library only.

Tokens are given by OAuth2's client credentials at `/v1/oauth/tokens`, for a role, and only to a caller that names the
realm. It is no Polaris: whose tables a role may see, and keys for the files, are Polaris' own.
"""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler

from regauge_engines.loopback import LoopbackServer

CREDENTIAL = "loader:hunter22"
SCOPE, REALM = "PRINCIPAL_ROLE:ALL", "shop"
_TOKENS = "/v1/oauth/tokens"


class TokenGate(LoopbackServer):
    """Asks the catalog at `behind` for who has a token; `asked` holds the scopes for which tokens were given."""

    def __init__(self, behind: str, port: int = 0) -> None:
        self.behind = behind
        self.token = secrets.token_hex(16)
        self.asked: list[str] = []
        self.refused = 0
        super().__init__(_Handler, "gate", port)


class _Handler(BaseHTTPRequestHandler):
    gate: TokenGate

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == _TOKENS:
            return self._give_token(dict(urllib.parse.parse_qsl(body.decode())))
        is_known = self.headers.get("Authorization") == f"Bearer {self.gate.token}"
        if not is_known or self.headers.get("Polaris-Realm") != REALM:
            self.gate.refused += 1
            return self._answer(401, _error("not authorized"))
        request = urllib.request.Request(self.gate.behind + self.path, body or None, method=self.command)
        for name in ("Content-Type", "Accept"):
            if name in self.headers:
                request.add_header(name, self.headers[name])
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                found = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            found = error.code, error.read()
        if self.path.startswith("/v1/config"):
            # The catalog tells its own address, and its own kind of it.
            told = json.loads(found[1])
            told["overrides"] = {
                name: value for name, value in told["overrides"].items() if name != "uri" and "base-uri" not in name
            }
            found = found[0], json.dumps(told).encode()
        self._answer(*found)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _give_token(self, form: dict[str, str]) -> None:
        if f"{form.get('client_id')}:{form.get('client_secret')}" != CREDENTIAL or form.get("scope") != SCOPE:
            self.gate.refused += 1
            return self._answer(401, json.dumps({"error": "invalid_client"}).encode())
        self.gate.asked.append(form["scope"])
        self._answer(200, json.dumps({"access_token": self.gate.token, "token_type": "bearer"}).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "0" if status == 204 else str(len(body)))
        self.end_headers()
        if status != 204 and self.command != "HEAD":
            self.wfile.write(body)


def _error(message: str) -> bytes:
    return json.dumps({"error": {"message": message, "type": "NotAuthorizedException", "code": 401}}).encode()
