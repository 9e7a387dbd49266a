"""What a source's refusal says beside its HTTP status: its own words, and whether one asked too often or is not known.

| what                                                         | who says it so                                  |
|--------------------------------------------------------------|-------------------------------------------------|
| `message`, `errorCode`, `error`, `error_description` in JSON | GitHub; Salesforce, in a list; OAuth 2 (RFC 6749) |
| `x-ratelimit-remaining: 0` and `x-ratelimit-reset`           | GitHub and others; the reset in epoch seconds,  |
|                                                              | in milliseconds, or in seconds from now         |
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

_MEMBERS = ("errorCode", "error", "message", "error_description")
# The errors of a token's request that say that the client is wrong (RFC 6749, 5.2), and Salesforce's word for one.
_UNKNOWN = {"invalid_client", "invalid_grant", "unauthorized_client", "access_denied", "invalid_client_id"}
_MOST_WORDS = 300
_MOST_BYTES = 64 * 1024
# A reset above this is an instant, not a number of seconds: nobody has to wait for thirty years.
_FIRST_EPOCH = 1_000_000_000
_FIRST_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class Answer:
    """`words`: at most 300 characters, "" = it says nothing readable; `wait`: seconds until one may ask again."""

    words: str = ""
    is_limit: bool = False
    wait: float | None = None
    is_unknown_client: bool = False


def answer_of(error: BaseException) -> Answer:
    """Returns what the answer that an exception carries says; one without an answer says nothing."""
    response: Any = getattr(error, "response", None)
    if response is None:
        response = error  # urllib's is the answer itself
    said = _said(response)
    is_limit = _header(response, "x-ratelimit-remaining") == "0"
    wait = _wait(_header(response, "x-ratelimit-reset")) if is_limit else None
    words = " ".join(": ".join(dict.fromkeys(said.values())).split())[:_MOST_WORDS]
    return Answer(words, is_limit, wait, said.get("error") in _UNKNOWN)


def _said(response: Any) -> dict[str, str]:
    """Returns the known members of a JSON answer; a list's first entry says it for all."""
    try:
        content = response.read(_MOST_BYTES) if hasattr(response, "read") else getattr(response, "content", b"")
        told: Any = json.loads(content[:_MOST_BYTES])
    except (OSError, HTTPException, TypeError, ValueError):
        # A refusal that breaks off, or that is no JSON, is one of which only the status is known.
        return {}
    if isinstance(told, list) and told:
        told = told[0]
    if not isinstance(told, dict):
        return {}
    return {name: told[name] for name in _MEMBERS if isinstance(told.get(name), str) and told[name]}


def _header(response: Any, name: str) -> str | None:
    headers: Any = getattr(response, "headers", None)
    try:
        value = headers.get(name) if headers is not None else None
    except AttributeError:
        return None
    return value.strip() if isinstance(value, str) else None


def _wait(reset: str | None) -> float | None:
    try:
        seconds = float(reset or "")
    except ValueError:
        return None
    if not math.isfinite(seconds):
        return None
    if seconds > _FIRST_MILLISECONDS:
        seconds /= 1000
    return max(0.0, seconds - time.time()) if seconds > _FIRST_EPOCH else max(0.0, seconds)
