"""Cube's REST API: which models it has, and the building of their rollups; standard library only.

Calls: `GET /v1/meta` and `POST /v1/pre-aggregations/jobs`, below `/cubejs-api` unless the address has a path.

| What Cube says                                          | category                              |
|---------------------------------------------------------|---------------------------------------|
| 408, 425, 429, 5xx; nobody answers, no answer in time   | TRANSIENT                             |
| any other refusal                                       | PERMANENT                             |
| it does not have a model, or not its members            | TRANSIENT, code CUBE_MODEL            |
| a rollup's job failed                                   | TRANSIENT, code CUBE_BUILD            |
| jobs that go on for an hour                             | TRANSIENT, code TIMEOUT               |
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from regauge_runtime.errors import Permanent, Transient, retry_after_seconds
from regauge_runtime.web_post import in_time, web_address

CALL_SECONDS = 60.0
# Cube reads its models anew by itself, but not at once.
MODEL_SECONDS = 30.0
BUILD_SECONDS = 3600.0
TOKEN_SECONDS = 300
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0


@dataclass(frozen=True)
class Cube:
    """A Cube at an address; `secret` signs a token for each call, `token` is sent as it is."""

    url: str
    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def require_models(self, members: Mapping[str, set[str]], seconds: float = MODEL_SECONDS) -> None:
        """Waits until Cube has each model with these members; Transient when it does not get them in time."""
        deadline, wait = time.monotonic() + seconds, FIRST_WAIT
        while missing := self._missing(members):
            if time.monotonic() + wait > deadline:
                raise Transient(
                    f"Cube has no {', '.join(missing)}: it reads its models elsewhere, or has not read them anew",
                    code="CUBE_MODEL",
                )
            time.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    def build(self, models: list[str], seconds: float = BUILD_SECONDS) -> int:
        """Builds the rollups of models anew and waits for the end; returns how many jobs that were."""
        selector = {"contexts": [{"securityContext": {}}], "timezones": ["UTC"], "cubes": models}
        tokens = self._call("POST", "pre-aggregations/jobs", {"action": "post", "selector": selector})
        if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
            raise Transient("Cube, pre-aggregations/jobs: the answer is no list of tokens", code="BROKEN_ANSWER")
        deadline, wait, going = time.monotonic() + seconds, FIRST_WAIT, list(tokens)
        while going:
            told = self._call("POST", "pre-aggregations/jobs", {"action": "get", "tokens": going})
            if not isinstance(told, list) or not all(isinstance(job, dict) for job in told):
                raise Transient("Cube, pre-aggregations/jobs: the answer is no list of jobs", code="BROKEN_ANSWER")
            states = {str(job.get("token")): str(job.get("status")) for job in told}
            for token in going:
                status = states.get(token, "lost")
                if status not in ("scheduled", "processing", "done"):
                    raise Transient(f"Cube did not build a rollup of {', '.join(models)}: {status}", code="CUBE_BUILD")
            going = [token for token in going if states[token] != "done"]
            if going and time.monotonic() + wait > deadline:
                raise Transient(f"Cube still builds rollups after {seconds:g} s", code="TIMEOUT")
            if going:
                time.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
        return len(tokens)

    def _missing(self, members: Mapping[str, set[str]]) -> list[str]:
        told = self._call("GET", "meta", None)
        cubes = told.get("cubes") if isinstance(told, dict) else None
        if not isinstance(cubes, list):
            raise Transient("Cube, meta: the answer has no list of cubes", code="BROKEN_ANSWER")
        known = {
            str(cube["name"]): {str(member["name"]) for kind in ("measures", "dimensions") for member in cube[kind]}
            for cube in cubes
        }
        missing = []
        for model, wanted in members.items():
            if model not in known:
                missing.append(f"model {model}")
            else:
                missing += [f"{model}.{name}" for name in sorted(wanted) if f"{model}.{name}" not in known[model]]
        return missing

    def _call(self, method: str, path: str, body: Any) -> Any:
        parts = urlsplit(web_address(self.url, "semantic layer: url"))
        base = self.url.rstrip("/") + ("" if parts.path.strip("/") else "/cubejs-api")
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "regauge"}
        if token := self.token or (signed_token(self.secret) if self.secret else None):
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{base}/v1/{path}", data=data, headers=headers, method=method)
        answers: list[Any] = []
        try:
            in_time(lambda: answers.append(_answer(request, path)), CALL_SECONDS)
        except TimeoutError:
            raise Transient(f"Cube, {path}: no answer in {CALL_SECONDS:g} s", code="UNREACHABLE") from None
        return answers[0]


def signed_token(secret: str) -> str:
    """Returns a JSON Web Token (HS256) of five minutes, signed as Cube's API secret asks for."""
    now = int(time.time())
    head = _encoded(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = _encoded(json.dumps({"iat": now, "exp": now + TOKEN_SECONDS}).encode())
    signature = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_encoded(signature)}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the token is for this address."""

    def redirect_request(self, *_: Any) -> None:
        """Lets the answer be an error."""


def _answer(request: urllib.request.Request, path: str) -> Any:
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=CALL_SECONDS) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        said = " ".join(error.read().decode(errors="replace").split())[:500]
        text, code = f"Cube, {path}: HTTP {error.code} {said}".strip(), f"HTTP_{error.code}"
        if error.code in (408, 425, 429) or error.code >= 500:
            raise Transient(
                text, retry_after=retry_after_seconds(error.headers.get("Retry-After")), code=code
            ) from None
        raise Permanent(text, code=code) from None
    except ValueError:
        raise Transient(f"Cube, {path}: the answer is no JSON", code="BROKEN_ANSWER") from None
    except OSError as error:
        raise Transient(f"Cube, {path}: nobody answers: {error}", code="UNREACHABLE") from None
