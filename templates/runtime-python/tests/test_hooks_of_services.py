"""Hooks of services: what `regauge services` has them told, to whom, and what one that is against it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_hooks import Listener, hook, product, valid, webhook

from regauge_runtime.hooks.events import sentence
from regauge_runtime.hooks.messages import data_event
from regauge_runtime.hooks.service_hooks import main
from support import Home, Json

DB: Json = {"name": "db", "container": "shop-db-1", "tags": {"tier": "gold"}, "metadata": {"plane": "relational"}}
WEB: Json = {"name": "web", "container": None, "tags": {}, "metadata": {"plane": "control"}}


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        yield server


def tell(home: Home, phase: str, status: str, *services: Json) -> int:
    words = ["--home", str(home.path), "--phase", phase, "--status", status, "--project-root", "/shop"]
    return main([*words, "--services", json.dumps(services)])


def test_each_service_is_told_by_who_listens_to_it(home: Home, listener: Listener) -> None:
    gold = hook("gold", webhook(f"{listener.url}/gold"), "service.pre_start", tags={"tier": "gold"}, priority=200)
    every = hook("every", webhook(f"{listener.url}/every"), "service.pre_start", "service.post_stop")
    of_asset = hook("of-asset", webhook(f"{listener.url}/asset"), "service.pre_start", assets=["a/made"])
    any_event = hook("any", webhook(f"{listener.url}/any"))
    product(home, gold, every, of_asset, any_event)
    assert tell(home, "pre_start", "starting", DB, WEB) == 0
    assert listener.paths == ["/every", "/gold", "/every"]
    assert [event["service_name"] for event in listener.told] == ["db", "db", "web"]
    for event in listener.told:
        valid(event)
    first = listener.told[0]
    assert (first["event_type"], first["phase"], first["status"]) == ("service.pre_start", "pre_start", "starting")
    assert (first["version"], first["tags"]) == ("1.0", {"tier": "gold"})
    assert (first["project_root"], first["container_name"]) == ("/shop", "shop-db-1")
    assert sentence(first) == "shop: service.pre_start db starting"
    message = data_event(first)
    assert (message.aggregate_type, message.aggregate_id) == ("service", "shop/db")
    assert tell(home, "post_start", "started", DB) == 0 and len(listener.told) == 3
    assert tell(home, "post_stop", "stopped", DB) == 0 and listener.events()[-1] == "service.post_stop"


@pytest.mark.parametrize(("policy", "code", "says"), [("ignore", 0, False), ("log", 0, True), ("raise", 8, True)])
def test_what_a_hook_that_fails_does_is_its_policy(
    home: Home, listener: Listener, capsys: pytest.CaptureFixture[str], policy: str, code: int, says: bool
) -> None:
    listener.status = 500
    against = hook("against", webhook(listener.url), "service.pre_stop", failurePolicy=policy)
    product(home, against, hook("then", webhook(f"{listener.url}/then"), "service.pre_stop"))
    assert tell(home, "pre_stop", "stopping", DB) == code
    assert listener.paths[-1] == "/then", "all are told before one ends it"
    said = "hook against at service.pre_stop: HTTP 500 Internal Server Error (service db)"
    assert (said in capsys.readouterr().err) == says


def test_one_that_hangs_is_cut_off(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    product(home, hook("hangs", {"kind": "command", "argv": ["sleep", "60"]}, "service.pre_stop", timeoutSeconds=1))
    assert tell(home, "pre_stop", "stopping", DB) == 0
    assert "hook hangs at service.pre_stop: it took longer than 1 s" in capfd.readouterr().err


def test_commands_and_functions_are_called_as_in_a_step(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGAUGE_DATA", str(home.data))
    home.data.mkdir(exist_ok=True)
    kept = tmp_path / "kept"
    command = {"kind": "command", "argv": ["sh", "-c", f'echo "$REGAUGE_EVENT" > {kept}; cat >> {kept}']}
    product(
        home,
        hook("command", command, "service.post_start"),
        hook("python", {"kind": "python", "entrypoint": "shop_hooks:hook"}, "service.post_start"),
    )
    assert tell(home, "post_start", "started", DB) == 0
    event, body = kept.read_text().splitlines()
    assert event == "service.post_start"
    valid(json.loads(body))
    assert (home.data / "told").read_text().startswith("service.post_start python")
