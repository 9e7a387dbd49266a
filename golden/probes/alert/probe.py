"""A server and a mailbox hear of a failed run, its check and its assets, also of one that died without a word."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from tempfile import TemporaryDirectory

from regauge_engines.loopback import LoopbackServer
from regauge_engines.mail_server import MailServer
from regauge_engines.probes.engines import SECRET
from regauge_engines.processes import PATIENCE, is_listening, wait_until

MAIL, WEB = 18475, 18476
# How long an engine may take to look for runs that have failed: Dagster does each half minute.
LOOK_SECONDS = 45


def act(engine):
    with _listening() as heard:
        engine.wait(engine.start("alert"))
        engine.run("alert_well")
        before = time.monotonic()

        def is_over():
            return heard.is_through(engine.variant) or time.monotonic() > before + LOOK_SECONDS

        wait_until(is_over, PATIENCE, "what is told of the run", pause=1)
        time.sleep(3)  # whatever would be told twice
        return {"told": heard.events(engine.variant), "mails": heard.mails(engine.variant)}


def effect(seen):
    told = Counter(
        (event["event_type"], event.get("asset_key"), event.get("check_name")) for event in seen.notes["told"]
    )
    assert told == {
        ("check.failed", "alert/checked", "few"): 2,  # in both runs
        ("asset.failed", "alert/broken", None): 1,
        ("asset.failed", "alert/lost", None): 1,
        ("run.failed", None, None): 1,
    }, told
    by_type = {(event["event_type"], event.get("asset_key")): event for event in seen.notes["told"]}
    run = by_type["run.failed", None]
    assert run["job"] == "alert" and run["asset_keys"] == ["alert/broken", "alert/lost"], run
    assert by_type["asset.failed", "alert/broken"]["run_id"] == run["run_id"]
    assert by_type["asset.failed", "alert/broken"]["attempt"] == 2
    assert by_type["asset.failed", "alert/lost"]["error"]["code"] == "LOST"
    assert {event["token"] for event in seen.notes["told"]} == {SECRET}
    (mail,) = seen.notes["mails"]
    assert mail["to"] == ["oncall@example.com"] and run["run_id"] in mail["text"], mail
    assert seen.statuses("alert/checked") == ["success", "success"], seen.statuses("alert/checked")
    assert len(seen.statuses("alert/broken")) == 2, seen.statuses("alert/broken")
    assert SECRET not in json.dumps(list(seen.events))
    return {"told": "each event once", "mails": 1}


def instead(seen):
    assert seen.notes == {"told": [], "mails": []}, seen.notes
    assert seen.statuses("alert/checked") == ["success", "success"], seen.statuses("alert/checked")


class _Handler(BaseHTTPRequestHandler):
    heard: "_Heard"

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.told.append(event | {"token": self.headers["X-Token"]})
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


class _Heard(LoopbackServer):
    """Both servers, for both products: what the counter-product tells would be heard."""

    def __init__(self):
        self.told = []
        super().__init__(_Handler, "heard", WEB)
        self._folder = TemporaryDirectory(prefix="regauge-mails-")
        self._mails = MailServer(Path(self._folder.name), port=MAIL)

    def __enter__(self):
        self._mails.__enter__()
        return super().__enter__()

    def __exit__(self, *error):
        super().__exit__(*error)
        self._mails.__exit__(*error)
        self._folder.cleanup()

    def events(self, product):
        """What was told of a product."""
        return [event for event in self.told if event["product"] == product]

    def mails(self, product):
        """The mails of a product."""
        return [mail for mail in self._mails.mails() if mail["subject"].startswith(f"{product}:")]

    def is_through(self, product):
        """Whether a failed run was told by both ways, and the asset that died, which comes last."""
        lost = any(event.get("asset_key") == "alert/lost" for event in self.events(product))
        return lost and any("asset_keys" in event for event in self.events(product)) and self.mails(product)


_LOCK = threading.Lock()
_OPEN = []


@contextmanager
def _listening():
    with _LOCK:
        if not _OPEN:
            # Another engine's suite may have the ports: its probe is short.
            wait_until(lambda: not (is_listening(WEB) or is_listening(MAIL)), PATIENCE, "its ports", pause=0.5)
            _OPEN.append(_Heard().__enter__())
        _OPEN.append(heard := _OPEN[0])
    try:
        yield heard
    finally:
        with _LOCK:
            _OPEN.pop()
            if len(_OPEN) == 1:
                _OPEN.pop().__exit__(None, None, None)
