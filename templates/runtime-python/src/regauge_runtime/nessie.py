"""What a Nessie catalog needs that other REST catalogs do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regauge_runtime.errors import Configuration

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog


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
    # Only here: most steps have no use for an HTTP client, which takes its time to load.
    from regauge_runtime.nessie_requests import WithLastColumns

    session.mount(catalog.properties["uri"], WithLastColumns())
