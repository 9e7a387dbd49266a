"""A server hears of the steps that its hook listens to; a hook may end a step, and one that hangs is cut off."""

import json
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from regauge_engines.loopback import LoopbackServer, when_free
from regauge_engines.probes.engines import SECRET

PORT = 18474


def act(engine):
    with _listening() as told:
        engine.run("hook")
        return [event for event in told if event["product"] == engine.variant]


def effect(seen):
    told = Counter((event["asset_key"], event["event_type"], event["attempt"]) for event in seen.notes)
    made, broken = "hook/made", "hook/broken"
    assert told == {
        (made, "transform.start", 1): 1,
        (made, "quality.result", 1): 1,
        (made, "publish.end", 1): 1,
        (broken, "transform.start", 1): 1,
        (broken, "transform.start", 2): 1,
        (broken, "asset.failed", 2): 1,
    }, told
    assert {event["token"] for event in seen.notes} == {SECRET}
    assert seen.statuses(made) == ["success"], seen.statuses(made)
    assert seen.statuses("hook/gated") == ["failed"], seen.statuses("hook/gated")
    assert SECRET not in json.dumps(list(seen.events))
    return {"events": len(seen.notes)}


def instead(seen):
    assert seen.notes == [], seen.notes
    assert seen.statuses("hook/gated") == ["success"], seen.statuses("hook/gated")
    assert seen.statuses("hook/broken") == ["failed", "failed"], seen.statuses("hook/broken")


class _Handler(BaseHTTPRequestHandler):
    listener: "_Listener"

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.listener.told.append(event | {"token": self.headers["X-Token"]})
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


class _Listener(LoopbackServer):
    def __init__(self):
        self.told = []
        super().__init__(_Handler, "listener", PORT)


_LOCK = threading.Lock()
_OPEN = []


@contextmanager
def _listening():
    """One server for both products, so that what the counter-product tells would be heard."""
    with _LOCK:
        if not _OPEN:
            _OPEN.append(when_free(_Listener).__enter__())
        _OPEN.append(server := _OPEN[0])
    try:
        yield server.told
    finally:
        with _LOCK:
            _OPEN.pop()
            if len(_OPEN) == 1:
                _OPEN.pop().__exit__()
