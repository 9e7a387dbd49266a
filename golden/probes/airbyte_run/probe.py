"""A sync is started at an Airbyte that is busy at first, and waited for; where no Airbyte is, both attempts fail."""

import time

from regauge_engines.airbyte_server import AirbyteServer
from regauge_engines.processes import PATIENCE

PORT = 18472


def act(engine):
    if engine.variant != "probes":
        engine.run("airbyte_run")
        return []
    with _server() as server:
        server.refusals.append((429, {"Retry-After": "1"}))
        engine.run("airbyte_run")
        return [job["status"] for job in server.jobs.values()]


def _server():
    """Another engine's suite may have the port: its probe is short."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return AirbyteServer(["running", "succeeded"], port=PORT)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def effect(seen):
    assert seen.statuses("airbyte_run/leads") == ["failed", "success"], seen.statuses("airbyte_run/leads")
    assert seen.notes == ["succeeded"], seen.notes
    return {"jobs": len(seen.notes)}


def instead(seen):
    assert seen.statuses("airbyte_run/leads") == ["failed", "failed"], seen.statuses("airbyte_run/leads")
