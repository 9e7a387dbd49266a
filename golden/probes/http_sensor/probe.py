"""Each change that a service tells is one run, which knows what was told."""

import json
from http.server import BaseHTTPRequestHandler

from regauge_engines.loopback import LoopbackServer, when_free

PORT = 18475


def act(engine):
    if engine.variant != "probes":
        engine.run("http_sensor_other")
        engine.fires("http_sensor")
        return
    with when_free(_Service) as service:
        if engine.fires("http_sensor"):
            service.told = "second"
            engine.fires("http_sensor", 2)


def effect(seen):
    attempts = seen.attempts("http_sensor/step")
    assert len(attempts) == len({one["runKey"] for one in attempts}) == 2, attempts
    assert sorted(row["hit"] for row in seen.rows("http_sensor.step")) == ["first", "second"]
    return {"runs": "one for each of 2 changes"}


def instead(seen):
    assert seen.attempts("http_sensor/step") == []


class _Handler(BaseHTTPRequestHandler):
    service: "_Service"

    def do_GET(self):
        self.send_response(200 if self.path == "/changes" else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"page": {"next": self.service.told}}).encode())

    def log_message(self, *_):
        """Says nothing."""


class _Service(LoopbackServer):
    def __init__(self):
        self.told = "first"
        super().__init__(_Handler, "service", PORT)
