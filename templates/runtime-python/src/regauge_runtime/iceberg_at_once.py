"""Several tables of one catalog in one commit: what pyiceberg 0.12 has no call for.

A SQL catalog says of each table where its metadata are, so one transaction of its database is one commit of all; a REST
catalog has a request for it. Glue and Hive have nothing like it (RG-RULE-071).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyiceberg.exceptions import CommitFailedException, CommitStateUnknownException
from pyiceberg.table import CommitTableResponse

from regauge_runtime.errors import Configuration

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.io import FileIO
    from pyiceberg.table import Table, Transaction
    from pyiceberg.table.metadata import TableMetadata

    Parts = list[tuple[Table, tuple[Any, ...], tuple[Any, ...]]]

_OTHER_WAS_QUICKER = 409
_NOBODY_KNOWS = (500, 502, 503, 504)
_NO_SUCH_REQUEST = (404, 405, 406, 501)


def at_once(transactions: Sequence[Transaction]) -> None:
    """Commits the transactions all or none.

    Raises CommitFailedException after a conflict on one of the tables, CommitStateUnknownException when nobody can
    tell, Configuration when the catalog has no commit of several tables.
    """
    catalog = transactions[0]._table.catalog
    asked = _Asked()
    for transaction in transactions:
        transaction._table.catalog = asked  # type: ignore[assignment]
        transaction.commit_transaction()
    # One order for everybody, so that two steps do not wait for each other.
    parts = sorted(asked.parts, key=lambda part: part[0].name())
    if hasattr(catalog, "engine"):
        _by_database(catalog, parts)
    elif hasattr(catalog, "_session"):
        _by_request(catalog, parts)
    else:
        raise Configuration(f"catalog {catalog.name} has no commit of several tables")


@dataclass
class _Asked:
    """Stands where a transaction looks for its catalog, and keeps what it would have been asked."""

    parts: Parts = field(default_factory=list)

    def commit_table(self, table: Table, requirements: tuple[Any, ...], updates: tuple[Any, ...]) -> Any:
        """Keeps a commit; the table stays as it is."""
        self.parts.append((table, requirements, updates))
        return CommitTableResponse.model_validate(
            {"metadata": table.metadata, "metadata-location": table.metadata_location}
        )

    def _delete_old_metadata(self, io: FileIO, base: TableMetadata, metadata: TableMetadata) -> None:
        """Nothing is old before the commit."""


def _by_database(catalog: Catalog, parts: Parts) -> None:
    """The catalog's own commits, in one transaction of its database."""
    with catalog.engine.begin() as connection:  # type: ignore[attr-defined]
        within = copy.copy(catalog)
        within.engine = connection  # type: ignore[attr-defined]
        for table, requirements, updates in parts:
            within.commit_table(table, requirements, updates)


def _by_request(catalog: Catalog, parts: Parts) -> None:
    """Iceberg's REST protocol: POST …/transactions/commit."""
    from pyiceberg.table import CommitTableRequest, Namespace, TableIdentifier

    changes = [
        CommitTableRequest(
            identifier=TableIdentifier(namespace=Namespace(list(table.name()[:-1])), name=table.name()[-1]),
            requirements=requirements,
            updates=updates,
        ).model_dump_json()
        for table, requirements, updates in parts
    ]
    address = catalog.url("transactions/commit", prefixed=True)  # type: ignore[attr-defined]
    body = ('{"table-changes": [' + ", ".join(changes) + "]}").encode()
    response = catalog._session.post(address, data=body)  # type: ignore[attr-defined]
    if response.ok:
        return
    said = f"{response.status_code} {response.text[:500]}"
    if response.status_code == _OTHER_WAS_QUICKER:
        raise CommitFailedException(said)
    if response.status_code in _NOBODY_KNOWS:
        raise CommitStateUnknownException(said)
    if response.status_code in _NO_SUCH_REQUEST:
        raise Configuration(f"catalog {catalog.name} has no commit of several tables: {said}")
    response.raise_for_status()
