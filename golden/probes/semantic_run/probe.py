"""Cube builds a model's rollups once, after its table was made, and builds none of a table that is blocked."""

import threading

from regauge_engines.cube_server import CubeServer
from regauge_engines.loopback import when_free
from regauge_engines.probes.engines import SECRET
from regauge_engines.probes.seen import end

PORT = 18503
CUBES = {"semantic_run": ["total"], "semantic_run_blocked": ["total"]}
# Both products ask one address, so they take turns.
_TURN = threading.Lock()


def act(engine):
    with _TURN, when_free(lambda: CubeServer(SECRET, cubes=CUBES, port=PORT)) as server:
        engine.run("semantic_run")
        engine.run("semantic_run_broken")
        engine.run("semantic_run_blocked")
        return list(zip(server.built, server.times, strict=True))


def effect(seen):
    assert seen.statuses("semantic_run/cube") == ["success"]
    assert seen.statuses("semantic_run/broken") == ["failed"]
    assert seen.statuses("semantic_run/blocked") == ["blocked"]
    assert [models for models, _ in seen.notes] == [["semantic_run"]], seen.notes
    (made,), ((_, built),) = seen.attempts("semantic_run/revenue"), seen.notes
    assert end(made) <= built
    return {"builds": 1}


def instead(seen):
    assert seen.statuses("semantic_run/cube") == ["success"]
    assert seen.notes == []
