"""Finds the store that holds a table of the plan."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from regauge_runtime.dynamic_keys import KeyBook
from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.store import Store
from regauge_runtime.values import Values

RECORDS_TABLE = "regauge.records"
EMBEDDED = {"name": "local", "type": "embedded"}


class Stores:
    """The plan's stores by name, each made once and opened when first used."""

    def __init__(self, plan: Plan, values: Values, data: Path) -> None:
        self._plan = plan
        self._values = values
        self._data = data
        self._open: dict[str, Store] = {}
        self._renamed: set[str] = set()
        plan.keys_of = lambda name: self.keys.keys(name)

    def of_table(self, name: str) -> Store:
        """Returns the store of a table; Configuration when the plan does not know the table."""
        table = self._plan.table(name)
        store = self.named(table["store"], table.get("storeKind", "catalog"))
        if table.get("was") and table.get("producer") and name not in self._renamed:
            self._renamed.add(name)
            self._take_over(store, table)
        return store

    def _take_over(self, store: Store, table: JsonObject) -> None:
        """Gives the table its new name when it is there under an old one only; its records go with it."""
        if not store.exists(table["name"]):
            for old in table["was"]:
                if store.exists(old):
                    store.rename(old, table["name"])
                    return

    @cached_property
    def keys(self) -> KeyBook:
        """The keys of the product's dynamic partition sets."""
        return KeyBook(self._plan, self.default())

    def default(self) -> Store:
        """Returns the default catalog's store; the embedded one for a plan without catalogs."""
        name = self._plan.default_catalog()
        return self.named(name or EMBEDDED["name"], "catalog")

    def named(self, name: str, kind: str) -> Store:
        """Returns a catalog's or a resource's store."""
        if name not in self._open:
            self._open[name] = self._catalog(name) if kind == "catalog" else self._resource(name)
        return self._open[name]

    def all_open(self) -> list[Store]:
        """Returns the stores that were asked for so far."""
        return list(self._open.values())

    def _catalog(self, name: str) -> Store:
        from regauge_runtime.catalogs import catalog_settings
        from regauge_runtime.iceberg_store import IcebergStore

        known: dict[str, JsonObject] = self._plan.tree.get("catalogs", {})
        plan = known[name] if name in known or name != EMBEDDED["name"] else EMBEDDED
        return IcebergStore(name, catalog_settings(plan, self._values, self._data), self._plan.scope)

    def _resource(self, name: str) -> Store:
        resource = self._plan.resource(name)
        config = self._values.resolve(resource.get("config", {}), f"resource {name}")
        match resource["type"]:
            case "duckdb":
                from regauge_runtime.duckdb_store import DuckDbStore, database_path

                return DuckDbStore(name, database_path(config, self._data), self._plan.scope)
            case "postgres":
                from regauge_runtime.postgres_store import PostgresStore, connection_string

                return PostgresStore(name, connection_string(config, name), self._plan.scope)
            case "trino":
                from regauge_runtime.trino_store import TrinoStore

                return TrinoStore(name, config, self._plan.scope)
        raise Configuration(f"resource {name} of type {resource['type']} holds no tables")
