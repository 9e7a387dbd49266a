"""A table lies in a real Nessie: a reader finds every day of it, though Nessie knows the newest snapshot alone."""

import json
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from regauge_engines.loopback import Shared
from regauge_engines.nessie_server import Nessie
from regauge_engines.objectstore import ObjectStore
from regauge_engines.processes import is_listening

PORT = 18501
FIRST, SECOND = "2025-01-01", "2025-01-02"


class Catalog:
    """The Nessie, and the object store with its warehouse."""

    def __init__(self):
        if is_listening(PORT):
            raise OSError(f"port {PORT} is taken")  # another engine's suite
        self._ends = ExitStack()

    def __enter__(self):
        folder = Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="regauge-nessie-")))
        store = ObjectStore(folder)
        store.start()
        self._ends.callback(store.stop)
        self._ends.enter_context(Nessie(folder / "nessie", store, port=PORT))
        return self

    def __exit__(self, *_):
        self._ends.close()

    def tables(self, product):
        """Returns the names of a product's tables, as the catalog says them."""
        entries = self._ask("api/v2/trees/main/entries")["entries"]
        names = [entry["name"]["elements"] for entry in entries if entry["type"] == "ICEBERG_TABLE"]
        return [".".join(name) for name in names if self._owner(*name) == product]

    def _owner(self, space, table):
        told = self._ask(f"iceberg/v1/main/namespaces/{space}/tables/{table}")
        return told["metadata"]["properties"]["regauge.product"]

    def _ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=60) as answer:
            return json.load(answer)


_ASKED = Shared(Catalog)


def act(engine):
    with _ASKED() as catalog:
        engine.run("catalogs", FIRST, {"catalogs_n": 1})
        engine.run("catalogs", SECOND, {"catalogs_n": -1})
        engine.run("catalogs", SECOND, {"catalogs_n": 2})
        engine.run("catalogs_seen")
        return {"tables": catalog.tables(f"proof_{engine.variant}")}


def effect(seen):
    assert seen.notes["tables"] == ["catalogs.days"], seen.notes["tables"]
    assert seen.statuses("catalogs/days", FIRST) == ["success"]
    assert sorted(seen.statuses("catalogs/days", SECOND)) == ["failed", "success"]
    (row,) = seen.rows("catalogs.seen")
    assert (row["days"], row["n"]) == (2, 3), row
    return {"tables in Nessie": 1, "days": 2}


def instead(seen):
    assert seen.notes["tables"] == [], seen.notes["tables"]
    (row,) = seen.rows("catalogs.seen")
    assert (row["days"], row["n"]) == (2, 3), row
