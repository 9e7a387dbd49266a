"""The source: one class with the four functions of a connector. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


class RestApiSource:
    """Reads page after page until there is none left."""

    def validate_config(self, config: dict[str, Any]) -> bool:
        """Tells whether it is said where to read."""
        return "base_url" in config and "endpoint" in config

    def test_connection(self, config: dict[str, Any]) -> bool:
        """Asks for one row: a wrong token is known before anything is loaded."""
        self._page(config, 1, 1, timeout=10)
        return True

    def get_schema(self, config: dict[str, Any]) -> dict[str, str] | None:
        """The columns are as the rows are."""
        return None

    def fetch_data(self, config: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yields the rows of all pages."""
        pages = config.get("pagination", {})
        number, most = pages.get("start_page", 1), pages.get("max_pages", 0)
        fetched = 0
        while True:
            answer = self._page(config, number, pages.get("page_size", 100), timeout=30)
            rows = answer if isinstance(answer, list) else answer.get(pages.get("results_key", "results"), [])
            yield from rows
            fetched += 1
            is_last = isinstance(answer, dict) and not answer.get(pages.get("has_next_key", "has_next"), False)
            if not rows or is_last or fetched == most:
                return
            number += 1

    def _page(self, config: dict[str, Any], number: int, size: int, timeout: float) -> Any:
        pages = config.get("pagination", {})
        asked = {pages.get("page_param", "page"): number, pages.get("size_param", "limit"): size}
        address = f"{config['base_url'].rstrip('/')}/{config['endpoint'].lstrip('/')}"
        headers = dict(config.get("headers", {}))
        if token := config.get("auth_token"):
            headers["Authorization"] = f"Bearer {token}"
        request = Request(f"{address}?{urlencode(asked | config.get('params', {}))}", headers=headers)
        try:
            with urlopen(request, timeout=timeout) as answer:
                return json.load(answer)
        except HTTPError as error:
            # The step reads the status and `Retry-After` from it, and says the category by them.
            error.close()
            raise
