"""Hooks that ask for what an attempt counts: what they hear, and that one that fails is not called for each point."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from regauge_engines.otlp import OtlpServer
from test_hooks import TOKEN, Listener, hook, product, valid, webhook

from regauge_runtime.hooks.events import sentence
from regauge_runtime.hooks.messages import data_event
from support import Home, Json, command


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        yield server


def counts(home: Home, endpoint: str, *hooks: dict[str, Json]) -> Home:
    """A product whose steps count, and tell it."""
    labels = {"steps": ["asset", "status"], "stepSeconds": ["asset"], "rows": ["table"], "checks": ["check"]}
    metrics = {name: {"name": f"s_{name}", "about": "", "unit": "1", "labels": of} for name, of in labels.items()}
    home.plan["telemetry"] = {"otlpEndpoint": endpoint, "metricsPrefix": "s", "metrics": metrics}
    return product(home, *hooks)


def test_what_an_attempt_counts_is_told_to_who_asks(home: Home, listener: Listener) -> None:
    with OtlpServer() as server:
        asked = hook("asked", webhook(listener.url), "telemetry.metric", tags={"tier": "gold"})
        counts(home, server.url, asked, hook("any", {"kind": "python", "entrypoint": "shop_hooks:hook"}))
        assert home.process("a/made").code == 0
        assert home.process("a/copied").code == 0
    for event in listener.told:
        valid(event)
    told = {(one["name"], json.dumps(one["payload"])): one["value"] for one in listener.told}
    assert told.pop(("s_stepSeconds", '{"asset": "a/made"}')) > 0
    assert told == {
        ("s_steps", '{"asset": "a/made", "status": "success"}'): 1,
        ("s_rows", '{"table": "a.made"}'): 2,
        ("s_checks", '{"check": "few"}'): 1,
    }
    assert {(count.name, count.value) for count in server.counts} >= {("s_rows", 2), ("s_checks", 1)}
    ids = {data_event(one).event_id for one in listener.told}
    assert len(ids) == len(listener.told), "a reader takes two of one id for one"
    assert sentence(listener.told[-1]) == "shop: telemetry.metric a/made s_checks=1"
    assert "telemetry.metric" not in (home.data / "told").read_text(), "any event is any of the step's work"


def test_a_hook_that_fails_at_a_count_hears_no_more_of_them(home: Home, listener: Listener) -> None:
    listener.status = 500
    secret = {"secretRef": {"name": "hook", "key": "token", "source": "kubernetes"}}
    home.env["REGAUGE_SECRET_HOOK_TOKEN"] = TOKEN
    with OtlpServer() as server:
        asked = hook("asked", webhook(listener.url, Token=secret), "telemetry.metric", failurePolicy="raise")
        last = hook("last", webhook(listener.url, Token=secret), "asset.failed")
        counts(home, server.url, asked, last)
        home.plan["assets"][0]["run"] = command("sh", "-c", "exit 70")
        home.save()
        ended = home.process("a/made")
    assert ended.result["error"]["code"] != "HOOK_FAILED"
    assert listener.events() == ["asset.failed", "telemetry.metric"]
    assert {headers["Token"] for headers in listener.headers} == {TOKEN}
    assert (
        ended.err.count(
            "hook asked at telemetry.metric: HTTP 500 Internal Server Error; it hears no more of this attempt's"
        )
        == 1
    )
