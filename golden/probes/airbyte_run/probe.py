"""A sync is started at an Airbyte that is busy at first, and waited for; where no Airbyte is, both attempts fail."""

from regauge_engines.airbyte_server import AirbyteServer
from regauge_engines.loopback import when_free

PORT = 18472


def act(engine):
    if engine.variant != "probes":
        engine.run("airbyte_run")
        return []
    with when_free(lambda: AirbyteServer(["running", "succeeded"], port=PORT)) as server:
        server.refusals.append((429, {"Retry-After": "1"}))
        engine.run("airbyte_run")
        return [job["status"] for job in server.jobs.values()]


def effect(seen):
    assert seen.statuses("airbyte_run/leads") == ["failed", "success"], seen.statuses("airbyte_run/leads")
    assert seen.notes == ["succeeded"], seen.notes
    return {"jobs": len(seen.notes)}


def instead(seen):
    assert seen.statuses("airbyte_run/leads") == ["failed", "failed"], seen.statuses("airbyte_run/leads")
