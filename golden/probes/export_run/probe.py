"""A system outside takes a table's rows: the mapped column, sorted, in batches with keys, by the secret's token."""

from regauge_engines.loopback import Shared
from regauge_engines.probes.engines import SECRET
from regauge_engines.sink_server import SinkServer

PORT = 18479
_TAKING = Shared(lambda: SinkServer(token=SECRET, port=PORT))


def act(engine):
    with _TAKING() as server:
        engine.run("export_run")
        # Both products send to the one server; the counter-product's rows have all columns.
        taken = [(one.key, one.body) for one in server.taken if one.status < 300]
        return [batch for batch in taken if ("Id" in batch[1][0]) == (engine.variant == "probes")]


def effect(seen):
    assert seen.statuses("export_run/sync") == ["success"], seen.statuses("export_run/sync")
    assert [body for _, body in seen.notes] == [[{"Id": 1}, {"Id": 2}], [{"Id": 3}]], seen.notes
    assert len({key for key, _ in seen.notes}) == 2
    return {"batches": 2, "rows": 3}


def instead(seen):
    assert seen.statuses("export_run/sync") == ["success"], seen.statuses("export_run/sync")
    rows = [row for _, body in seen.notes for row in body]
    assert rows == [{"id": n, "note": "internal"} for n in (1, 2, 3)], rows
