"""The built-in connector `rest_api`: pages of rows as JSON, by a number in the query.

Settings: `base_url` and `endpoint`; `headers`, `params`, `auth_token` (sent as bearer); `pagination` with
`start_page` 1, `page_size` 100, `max_pages` 0 (= all), `page_param` page, `size_param` limit, `results_key` results,
`has_next_key` has_next. It ends at an empty page, after `max_pages`, or when a page that is no bare list says there
is no next.
Standard library only.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from regauge_runtime.errors import Transient, retry_after_of
from regauge_runtime.ingest.answers import answer_of
from regauge_runtime.ingest.failures import http_error, ingestion_error

Settings = dict[str, Any]

PAGES: Settings = {
    "start_page": 1,
    "page_size": 100,
    "max_pages": 0,
    "page_param": "page",
    "size_param": "limit",
    "results_key": "results",
    "has_next_key": "has_next",
}
FETCH_SECONDS, TEST_SECONDS = 30.0, 10.0


class RestApi:
    """Reads a paginated REST source."""

    def validate_config(self, config: Settings) -> bool:
        """Tells whether the settings say where to read."""
        return bool(config.get("base_url")) and bool(config.get("endpoint"))

    def test_connection(self, config: Settings) -> bool:
        """Asks for one row; raises what the source answers when it is no."""
        pages = _pages(config)
        _get(config, {pages["page_param"]: pages["start_page"], pages["size_param"]: 1}, TEST_SECONDS)
        return True

    def get_schema(self, config: Settings) -> dict[str, str] | None:
        """Returns None: the rows say what columns there are."""
        return None

    def fetch_data(self, config: Settings) -> Iterator[dict[str, Any]]:
        """Yields the rows of all pages."""
        pages = _pages(config)
        number, read = int(pages["start_page"]), 0
        while True:
            query = {pages["page_param"]: number, pages["size_param"]: int(pages["page_size"])}
            page = _get(config, query, FETCH_SECONDS)
            is_list = isinstance(page, list)
            rows = page if is_list else page.get(pages["results_key"], [])
            if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
                raise Transient(f"{_url(config)}: page {number} holds no rows", code="BROKEN_ANSWER")
            yield from rows
            read += 1
            is_last = not is_list and pages["results_key"] in page and not page.get(pages["has_next_key"])
            if not rows or is_last or read == int(pages["max_pages"]):
                return
            number += 1


def _pages(config: Settings) -> Settings:
    return PAGES | (config.get("pagination") or {})


def _url(config: Settings) -> str:
    return f"{str(config['base_url']).rstrip('/')}/{str(config['endpoint']).lstrip('/')}"


def _get(config: Settings, page: Settings, seconds: float) -> Any:
    url = _url(config)
    query = urlencode({**(config.get("params") or {}), **page}, doseq=True)
    headers = {"Accept": "application/json"} | {name: str(text) for name, text in (config.get("headers") or {}).items()}
    if config.get("auth_token"):
        headers["Authorization"] = f"Bearer {config['auth_token']}"
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"{url}?{query}", headers=headers), timeout=seconds
        ) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        failed = f"Failed to fetch from {url}: HTTP {error.code}"
        raise http_error(error.code, failed, retry_after_of(error), answer_of(error)) from None
    except Exception as error:
        raise ingestion_error(error, f"Failed to fetch from {url}") from error
