"""The HTTP requests of Iceberg's client with what a Nessie asks for beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter

if TYPE_CHECKING:
    from requests import PreparedRequest, Response


class WithLastColumns(HTTPAdapter):
    """Adds the last column's id to each new schema."""

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        body = request.body.encode() if isinstance(request.body, str) else request.body
        if request.method == "POST" and isinstance(body, bytes) and b'"add-schema"' in body:
            told = json.loads(body)
            for update in told.get("updates", []):
                if update.get("action") == "add-schema":
                    update.setdefault("last-column-id", _last_id(update["schema"]))
            request.prepare_body(json.dumps(told).encode(), None)
        return super().send(request, *args, **options)


def _last_id(tree: Any) -> int:
    """Returns the largest id of a schema's columns and of their parts."""
    if isinstance(tree, list):
        return max((_last_id(part) for part in tree), default=0)
    if not isinstance(tree, dict):
        return 0
    own = [tree[name] for name in ("id", "element-id", "key-id", "value-id") if name in tree]
    return max([*own, *map(_last_id, tree.values())], default=0)
