"""A server and a mailbox hear of a failed run, its check and its assets, also of one that died without a word."""

import json
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from regauge_engines.loopback import EventServer, Shared
from regauge_engines.mail_server import MailServer
from regauge_engines.probes.engines import SECRET
from regauge_engines.processes import PATIENCE, wait_until

MAIL, WEB = 18477, 18476
# How long an engine may take to look for runs that have failed: Dagster does each half minute.
LOOK_SECONDS = 45


def act(engine):
    with _LISTENING() as heard:
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


class _Heard(EventServer):
    """The server and the mailbox; who has the server's port has the mailbox's too."""

    def __init__(self):
        super().__init__(WEB)
        self._folder = TemporaryDirectory(prefix="regauge-mails-")
        self._mails = MailServer(Path(self._folder.name), port=MAIL)

    def __enter__(self):
        self._mails.__enter__()
        return super().__enter__()

    def __exit__(self, *error):
        self._mails.__exit__(*(error or (None, None, None)))
        self._folder.cleanup()
        super().__exit__(*error)

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


_LISTENING = Shared(_Heard)
