"""Sends JSON to an address that may be a secret: no message of this module holds it; standard library only."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from regauge_runtime.errors import Configuration, Permanent
from regauge_runtime.plan import JsonObject


def web_address(address: str, what: str) -> str:
    """Returns an address of the web; Configuration says what is none."""
    try:
        is_web = urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
    except ValueError:
        is_web = False
    if not is_web:
        raise Configuration(f"{what} is no address of http or https")
    return address


def post_json(address: str, body: JsonObject, headers: Mapping[str, str], seconds: float) -> None:
    """Posts a body; raises TimeoutError when it takes longer, and for an answer that is no success."""
    told = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "regauge"} | dict(headers)
    call_web(urllib.request.Request(address, data=json.dumps(body).encode(), headers=told, method="POST"), seconds)


def call_web(request: urllib.request.Request, seconds: float) -> None:
    """Makes a call; raises TimeoutError when it takes longer, and for an answer that is no success."""
    in_time(lambda: _open(request, seconds), seconds)


def in_time(work: Callable[[], None], seconds: float) -> None:
    """Does what may wait for a server, and raises what it fails with; TimeoutError leaves it behind."""
    failures: list[BaseException] = []

    def call() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - what a thread raises would be lost
            failures.append(error)

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    # A socket's own limit counts from each byte that comes; this one is for all of it.
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError
    if failures:
        raise failures[0]


def _open(request: urllib.request.Request, seconds: float) -> None:
    """Makes an HTTP call; an error's text quotes neither the address nor a header."""
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=seconds):
            return
    except urllib.error.HTTPError as error:
        error.close()
        # A call that is sent elsewhere would arrive there without its event.
        raise (Permanent(f"HTTP {error.code}: a redirect") if error.code < 400 else _Refused(error)) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise TimeoutError from None
        raise OSError(f"nobody answers: {error.reason}") from None
    except TimeoutError:
        raise
    except Exception as error:  # noqa: BLE001 - its text may quote the address or a header
        raise OSError(f"the call failed with {type(error).__name__}") from None


class _Refused(Exception):
    """An answer that says no; its status and Retry-After tell the category as everywhere."""

    def __init__(self, error: urllib.error.HTTPError) -> None:
        super().__init__(f"HTTP {error.code} {error.reason}")
        self.code = error.code
        self.headers = error.headers


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: Any) -> None:
        """Lets the answer be an error."""
        return None
