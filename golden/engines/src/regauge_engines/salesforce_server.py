"""A server for tests that speaks Salesforce's REST API of queries, as its developer guides document it.

A token by OAuth 2's client credentials, SOQL of one object with a filter on an instant, further records under
`nextRecordsUrl`, and refusals as Salesforce words them. Standard library only.
"""

from __future__ import annotations

import json
import re
import secrets
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from regauge_engines.loopback import LoopbackServer

VERSION = "v62.0"
_QUERY = f"/services/data/{VERSION}/query"
_SOQL = re.compile(
    r"SELECT (?P<fields>\w+(?:, ?\w+)*) FROM Account"
    r"(?: WHERE (?P<filter>\w+) >= (?P<from>\S+))?(?: ORDER BY (?P<order>\w+))?",
    re.IGNORECASE,
)
# The forms of an instant that SOQL takes; what the API itself returns, +0000, is none of them.
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")


class SalesforceServer(LoopbackServer):
    """Serves the accounts that `change` makes, `batch` of them at a time; `asked` has each SOQL text that was run."""

    def __init__(self, client_id: str, client_secret: str, batch: int = 2000) -> None:
        self.client = (client_id, client_secret)
        self.batch = batch
        self.accounts: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.followed = 0
        self.is_used_up = False
        self._tokens: set[str] = set()
        self._open: dict[str, list[dict[str, Any]]] = {}
        super().__init__(_Handler, "salesforce")

    def change(self, number: int, modified: str, name: str) -> None:
        """Makes an account, or changes it; `modified` is RFC 3339 in UTC."""
        key = f"001D000000{number:05d}IAA"
        instant = datetime.fromisoformat(modified).astimezone(UTC)
        self.accounts[key] = {
            "Id": key,
            "Name": name,
            "Industry": None if number % 3 == 0 else "Energy",
            "AnnualRevenue": None if number % 5 == 0 else number * 1000.0,
            "SystemModstamp": instant.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        }

    def token(self, form: dict[str, str]) -> tuple[int, Any]:
        """Returns the answer to a request for a token."""
        if form.get("grant_type") != "client_credentials":
            return 400, {"error": "unsupported_grant_type", "error_description": "grant type not supported"}
        if form.get("client_id") != self.client[0]:
            return 400, {"error": "invalid_client_id", "error_description": "client identifier invalid"}
        if form.get("client_secret") != self.client[1]:
            return 400, {"error": "invalid_client", "error_description": "invalid client credentials"}
        token = f"00D!{secrets.token_hex(16)}"
        self._tokens.add(token)
        issued = {"issued_at": "1790000000000", "token_type": "Bearer", "signature": "c2lnbmVk"}
        return 200, issued | {"access_token": token, "instance_url": self.url, "id": f"{self.url}/id/00D/005"}

    def answer(self, path: str, query: dict[str, str], authorization: str | None) -> tuple[int, Any]:
        """Returns status and body of a request with a token."""
        if (authorization or "").removeprefix("Bearer ") not in self._tokens:
            return 401, _refusal("INVALID_SESSION_ID", "Session expired or invalid")
        if self.is_used_up:
            return 403, _refusal("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
        if path == _QUERY:
            return self._first(query.get("q", ""))
        locator = path.removeprefix(f"{_QUERY}/")
        if locator in self._open:
            self.followed += 1
            return 200, self._page(locator)
        return 404, _refusal("NOT_FOUND", "The requested resource does not exist")

    def _first(self, soql: str) -> tuple[int, Any]:
        found = _SOQL.fullmatch(" ".join(soql.split()))
        if found is None or (found["from"] and _INSTANT.fullmatch(found["from"]) is None):
            return 400, _refusal("MALFORMED_QUERY", f"unexpected token in: {soql}")
        self.asked.append(soql)
        rows = list(self.accounts.values())
        if found["from"]:
            start = datetime.fromisoformat(found["from"])
            rows = [row for row in rows if datetime.fromisoformat(row[found["filter"]]) >= start]
        if found["order"]:
            rows.sort(key=lambda row: str(row[found["order"]]))
        fields = re.split(", ?", found["fields"])
        records = [_record(row, fields) for row in rows]
        locator = f"01gD0000{len(self.asked):06d}IAQ"
        self._open[f"{locator}-0"] = records
        return 200, self._page(f"{locator}-0") | {"totalSize": len(records)}

    def _page(self, locator: str) -> dict[str, Any]:
        records = self._open[locator]
        page, rest = records[: self.batch], records[self.batch :]
        told: dict[str, Any] = {"totalSize": len(records), "done": not rest, "records": page}
        if rest:
            name, _, at = locator.rpartition("-")
            following = f"{name}-{int(at) + self.batch}"
            self._open[following] = rest
            told["nextRecordsUrl"] = f"{_QUERY}/{following}"
        return told


def _record(row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    attributes = {"type": "Account", "url": f"/services/data/{VERSION}/sobjects/Account/{row['Id']}"}
    return {"attributes": attributes} | {field: row[field] for field in fields}


def _refusal(code: str, message: str) -> list[dict[str, str]]:
    return [{"message": message, "errorCode": code}]


class _Handler(BaseHTTPRequestHandler):
    salesforce: SalesforceServer

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path != "/services/oauth2/token":
            self._answer(404, _refusal("NOT_FOUND", "The requested resource does not exist"))
        else:
            self._answer(*self.salesforce.token({name: values[-1] for name, values in form.items()}))

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self._answer(*self.salesforce.answer(parts.path, query, self.headers["Authorization"]))

    def _answer(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
