"""What a Nessie catalog needs that other REST catalogs do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter

from regauge_runtime.errors import Configuration

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from requests import PreparedRequest, Response


def keeps_snapshots(catalog: Catalog) -> bool:
    """Tells whether a table's metadata hold the snapshots before its newest, and branches beside main.

    Nessie's do not: it has a history and branches of its own, of all tables together, takes a snapshot of whatever
    branch for the table's newest, and says so of itself whatever the catalog's type is in the product.
    """
    return catalog.properties.get("nessie.is-nessie-catalog") != "true"


def complete_requests(catalog: Catalog) -> None:
    """Lets the client of a Nessie say what Nessie asks for: with a new schema, its last column's id.

    Iceberg's protocol has made that field needless, pyiceberg leaves it out, and Nessie 0.99 refuses the table.
    """
    session = getattr(catalog, "_session", None)
    if session is None:
        raise Configuration(f"catalog {catalog.name} is a Nessie that is not asked by HTTP")
    session.mount(catalog.properties["uri"], _WithLastColumns())


class _WithLastColumns(HTTPAdapter):
    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:  # type: ignore[override]
        body = request.body.encode() if isinstance(request.body, str) else request.body
        if request.method == "POST" and body and b'"add-schema"' in body:
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
