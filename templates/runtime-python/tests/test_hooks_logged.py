"""Hooks that ask for what an attempt logs: what they hear, how much of it, and that no hook hears of itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from test_hooks import TOKEN, Listener, hook, product, valid, webhook

from regauge_runtime.hooks.events import sentence
from regauge_runtime.hooks.messages import data_event
from regauge_runtime.log_records import MOST_RECORDS
from support import Home, Json

LOUD = """
import logging
import os

log = logging.getLogger("shop.orders")


def rows():
    logging.basicConfig(level="INFO")
    log.debug("nobody hears this")
    log.info("%s rows of %s", 2, os.environ.get("WORD", "nobody"))
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("could not divide")
    log.warning("bad arguments: %d", "no number")
    return [{"id": 1}, {"id": 2}]


def many():
    for number in range(250):
        log.warning("record %s", number)
    return [{"id": 1}]


def dies():
    log.error("the last words")
    os.kill(os.getpid(), 9)


def hook(event):
    logging.getLogger("shop.hook").warning("a hook logs at %s", event["event_type"])
"""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        yield server


def loud(home: Home, function: str, *hooks: dict[str, Json]) -> Home:
    """A product whose first asset logs."""
    product(home, *hooks)
    home.code("loud", LOUD)
    home.plan["assets"][0]["run"] = {"kind": "python", "entrypoint": f"loud:{function}"}
    home.plan["assets"][0]["env"] = {"WORD": {"secretRef": {"name": "crm", "key": "word", "source": "kubernetes"}}}
    home.env["REGAUGE_SECRET_CRM_WORD"] = TOKEN
    home.save()
    return home


def test_what_an_attempt_logs_is_told_to_who_asks(home: Home, listener: Listener) -> None:
    asked = hook("asked", webhook(listener.url), "telemetry.log", tags={"tier": "gold"})
    any_of_work = hook("any", {"kind": "python", "entrypoint": "loud:hook"})
    ended = loud(home, "rows", asked, any_of_work).process("a/made")
    assert ended.code == 0, ended.err
    for event in listener.told:
        valid(event)
    assert [(one["level"], one["name"], one["payload"]) for one in listener.told] == [
        ("INFO", "shop.orders", {"message": "2 rows of ***", "number": "1"}),
        (
            "ERROR",
            "shop.orders",
            {"message": "could not divide", "exception": "ZeroDivisionError: division by zero", "number": "2"},
        ),
    ]
    assert sentence(listener.told[0]) == "shop: telemetry.log a/made INFO shop.orders: 2 rows of ***"
    assert len({data_event(one).event_id for one in listener.told}) == 2
    assert "INFO:shop.orders:2 rows of" in ended.err, "what the code does about its log is its own"


def test_of_many_records_the_first_are_told_and_of_the_others_that_there_were_some(
    home: Home, listener: Listener
) -> None:
    ended = loud(home, "many", hook("asked", webhook(listener.url), "telemetry.log")).process("a/made")
    assert [one["payload"]["message"] for one in listener.told] == [f"record {n}" for n in range(MOST_RECORDS)]
    assert f"telemetry.log: the attempt logged more than {MOST_RECORDS} records; the others are not told" in ended.err


def test_the_last_words_of_a_killed_attempt_are_told(home: Home, listener: Listener) -> None:
    ended = loud(home, "dies", hook("asked", webhook(listener.url), "telemetry.log")).process("a/made")
    assert ended.result["error"]["code"] == "KILLED"
    assert [one["payload"]["message"] for one in listener.told] == ["the last words"]


def test_a_hook_that_fails_at_a_record_hears_no_more_of_them(home: Home, listener: Listener) -> None:
    listener.status = 500
    ended = loud(home, "many", hook("asked", webhook(listener.url), "telemetry.log", failurePolicy="raise")).process(
        "a/made"
    )
    assert ended.code == 0 and len(listener.told) == 1
    assert ended.err.count("it hears no more of this attempt's") == 1


def test_a_hook_that_logs_hears_nothing_of_itself(home: Home) -> None:
    noisy = hook("noisy", {"kind": "python", "entrypoint": "loud:hook"}, "telemetry.log", "transform.start")
    ended = loud(home, "dies", noisy).process("a/made")
    said = [line for line in ended.err.splitlines() if "a hook logs at" in line]
    assert said == ["a hook logs at transform.start", "a hook logs at telemetry.log"]


def test_code_in_an_environment_of_its_own_is_heard(home: Home, listener: Listener) -> None:
    """The worker leaves its records to the step, which hides what it knows to be secret."""
    home.env["REGAUGE_USER_PYTHON_SALES_SHOP"] = sys.executable
    asked = hook("asked", webhook(listener.url), "telemetry.log")
    noisy = hook("noisy", {"kind": "python", "entrypoint": "loud:hook"}, "transform.start", "transform.end")
    ended = loud(home, "rows", asked, noisy).process("a/made")
    assert ended.code == 0, ended.err
    told = [(one["name"], one["payload"]["message"]) for one in listener.told]
    assert told == [("shop.orders", "2 rows of ***"), ("shop.orders", "could not divide")]
