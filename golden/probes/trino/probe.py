"""A Trino answers a query, whose rows are published here; dbt makes its models there, and a function reads them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from regauge_engines.loopback import Shared
from regauge_engines.processes import is_listening
from regauge_engines.trino_server import Trino

PORT = 18485
ASSETS = ("kind", "nations", "people", "kinds", "told")


class Answering:
    """The server, in a folder of its own."""

    def __init__(self):
        if is_listening(PORT):
            raise OSError("another engine's suite has the port")
        self._folder = TemporaryDirectory(prefix="regauge-trino-")
        self._trino = Trino(Path(self._folder.name), PORT)

    def __enter__(self):
        self._trino.start()
        return self

    def __exit__(self, *_):
        self._trino.stop()
        self._folder.cleanup()


_ANSWERING = Shared(Answering)


def act(engine):
    with _ANSWERING():
        engine.run("trino")


def effect(seen):
    statuses = {name: seen.statuses(f"trino/{name}") for name in ASSETS}
    assert all(found == ["success"] for found in statuses.values()), statuses
    assert seen.rows("trino.kind") == [{"kind": "integer"}], seen.rows("trino.kind")
    (nations,) = seen.rows("trino.nations")
    assert (int(nations["n"]), int(nations["keys"])) == (25, 300), nations
    told = [(row["name"], row["kind"]) for row in seen.rows("trino.told")]
    assert told == [("ada", "integer"), ("alan", "integer")], told
    assert seen.rows("trino.kinds") == [], "the model lies in the Trino"
    assert sorted(seen.checks("trino/kinds").values()) == ["passed", "passed"], seen.checks("trino/kinds")
    return {"rows of its nations": int(nations["n"]), "rows of dbt's model": len(told)}


def instead(seen):
    assert seen.rows("trino.kind") == [{"kind": "INTEGER"}], seen.rows("trino.kind")
    assert len(seen.rows("trino.nations")) == 1
    assert "success" not in seen.statuses("trino/told")
