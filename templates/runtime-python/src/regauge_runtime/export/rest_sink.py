"""The built-in sink `rest_api`: each batch is one call with a JSON body; standard library only.

Settings: `base_url` and `endpoint`; `method` POST (or PUT, PATCH); `headers`; `rows_key`: the body is an object with
the rows under this name, otherwise it is the list itself; `timeout_seconds` 30. `auth_token`, which is the run's
`secret`, is sent as bearer, and the batch's key as `Idempotency-Key`.
"""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from regauge_runtime.errors import Configuration
from regauge_runtime.web_post import call_web, web_address

BUILT_IN = "rest_api"
SECONDS = 30.0


class RestSink:
    """Sends batches to a REST address."""

    def send(self, rows: list[dict[str, Any]], config: dict[str, Any], key: str) -> None:
        """Makes one call; raises what the answer means when it is no success, or TimeoutError."""
        for needed in ("base_url", "endpoint"):
            if not config.get(needed):
                raise Configuration(f"sink {BUILT_IN} has no {needed}")
        url = f"{str(config['base_url']).rstrip('/')}/{str(config['endpoint']).lstrip('/')}"
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "regauge",
            "Idempotency-Key": key,
        } | {name: str(text) for name, text in (config.get("headers") or {}).items()}
        if config.get("auth_token"):
            headers["Authorization"] = f"Bearer {config['auth_token']}"
        body: Any = {config["rows_key"]: rows} if config.get("rows_key") else rows
        request = urllib.request.Request(
            web_address(url, f"sink {BUILT_IN}: base_url"),
            data=json.dumps(body).encode(),
            headers=headers,
            method=str(config.get("method") or "POST"),
        )
        call_web(request, float(config.get("timeout_seconds") or SECONDS))
