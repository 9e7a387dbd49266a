"""Alerts of steps and runs: each end is told once, by the step, or by what the engine says where the step cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import fastjsonschema
import pytest
from regauge_engines.loopback import EventServer
from regauge_engines.processes import PATIENCE
from test_hooks import SCHEMAS, hook, webhook

from support import Home, Json, command, python, sql

CODE = """
import json, os
from pathlib import Path
def told(event):
    first = Path('unlucky')
    if first.exists():
        first.unlink()
        raise ConnectionError('nobody there')
    with open('told.txt', 'a') as file:
        file.write(json.dumps(event | {'named': os.environ['REGAUGE_ALERT']}) + '\\n')
def refuses(event):
    raise NotImplementedError('never')
def broken(context):
    raise ConnectionError('unlucky')
"""
# Ends the step's own process and the one above it, as the kernel does when memory runs out.
DIES = "kill -9 $(awk '{print $4}' /proc/$PPID/stat); sleep 60"
ALL = ("asset.failed", "check.failed", "run.failed")


def product(home: Home, *events: str, **jobs: Any) -> Home:
    home.code("alerts_code", CODE)
    alert(home, "oncall", "alerts_code:told", *(events or ALL))
    home.plan["jobs"] = []
    home.job("daily", onFailure=["oncall"] if "run.failed" in (events or ALL) else [], partitionSet=None, **jobs)
    return home


def alert(home: Home, name: str, entrypoint: str, *events: str) -> None:
    home.plan.setdefault("alerts", {})[name] = {
        "name": name,
        "events": list(events),
        "assets": [asset["key"] for asset in home.plan["assets"]],
        "owner": "team:a",
        "action": {"kind": "python", "entrypoint": entrypoint},
    }
    home.save()


def told(home: Home) -> list[Json]:
    file = home.path / "code" / "told.txt"
    events = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    for event in events:
        valid(event)
    return events


def valid(event: Json) -> None:
    """Judges an event by its schema: a hook's, with the owner, or that of a run."""
    name = event["event_type"]
    if name == "run.failed":
        schema = json.loads((SCHEMAS.parent / "alerts" / "run.json").read_text())
    else:
        group = "asset" if name == "asset.failed" else "quality"
        schema = json.loads((SCHEMAS / f"{group}.json").read_text())
        schema["properties"] |= {"owner": {"type": ["string", "null"]}, "event_type": {"const": name}}
        if event.get("error") and event["error"]["code"] == "LOST":  # nobody knows at which attempt
            schema["required"].remove("attempt")
    fastjsonschema.validate(schema, {key: value for key, value in event.items() if key != "named"})


def words(home: Home) -> list[tuple[str, Any]]:
    return sorted((event["event_type"], event.get("asset_key") or event["asset_keys"]) for event in told(home))


def run(home: Home, *more: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "regauge_runtime", "run", "--home", str(home.path), "--job", "daily", *more]
    return subprocess.run(line, env=home.environment(**(env or {})), capture_output=True, text=True, timeout=PATIENCE)


def ask(home: Home, *more: str, ends: dict[str, str], job: str = "daily") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "regauge_runtime", "alert", "--home", str(home.path), "--job", job]
    line += ["--cause", "manual:1", "--ends", json.dumps(ends), *more]
    return subprocess.run(line, env=home.environment(), capture_output=True, text=True, timeout=PATIENCE)


def test_a_step_tells_of_its_last_attempt_only(home: Home) -> None:
    home.asset("a/b", python("alerts_code:broken"), partitioned=False, waits=[0.1])
    product(home)
    home.process("a/b", attempt=1)
    assert told(home) == []
    home.process("a/b", attempt=2)
    (event,) = told(home)
    expected = {
        "event_type": "asset.failed", "run_id": "shop/daily/-/manual:1", "job": "daily", "attempt": 2,
        "owner": "team:a", "asset_key": "a/b", "partition_key": None, "status": "failed", "named": "oncall",
    }  # fmt: skip
    assert {name: event[name] for name in expected} == expected
    assert event["error"]["code"] == "ConnectionError"


def test_a_hook_and_an_alert_of_the_same_end_have_their_secrets(home: Home) -> None:
    secret = {"secretRef": {"name": "web", "key": "token", "source": "kubernetes"}}
    home.env |= {"REGAUGE_SECRET_WEB_TOKEN": "canary"}
    home.asset("a/b", python("alerts_code:broken"), partitioned=False)
    product(home, "asset.failed")
    with EventServer(0) as server:
        told_by = webhook(server.url, **{"X-Token": secret})
        home.plan["hooks"] = hook("told", told_by, "asset.failed")
        home.plan["alerts"]["oncall"]["action"] = told_by
        home.save()
        home.process("a/b")
    assert [event["token"] for event in server.told] == ["canary", "canary"]


def test_a_check_that_fails_is_told_whatever_it_does_and_one_that_warns_is_not(home: Home) -> None:
    few = {"kind": "row_count", "max": 1}
    checks = [{"name": level, "test": few, "on_fail": level} for level in ("block", "error", "warn", "info")]
    home.asset("a/b", sql("select * from range(2) t(id)"), partitioned=False, checks=checks)
    product(home)
    assert home.process("a/b").code == 21
    events = told(home)
    assert sorted((event["event_type"], event.get("check_name")) for event in events) == [
        ("asset.failed", None), ("check.failed", "block"), ("check.failed", "error"),
    ]  # fmt: skip
    assert {event["passed"] for event in events if "passed" in event} == {False}


def test_a_failed_run_is_told_once_with_its_assets(home: Home) -> None:
    home.asset("a/b", python("alerts_code:broken"), partitioned=False, waits=[0.1])
    home.asset("a/c", sql("select 1 as id"), partitioned=False, reads={"a/b": "identity"})
    product(home)
    assert run(home).returncode == 8
    assert words(home) == [("asset.failed", "a/b"), ("run.failed", ["a/b"])]
    (of_run,) = [event for event in told(home) if event["event_type"] == "run.failed"]
    assert of_run["job"] == "daily" and of_run["status"] == "failed" and of_run["partition_key"] is None


def test_a_run_that_goes_well_is_not_told(home: Home) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    assert run(home).returncode == 0
    assert told(home) == []


def test_a_step_that_dies_without_a_word_is_told_at_the_end_of_its_run(home: Home) -> None:
    home.asset("a/b", command("sh", "-c", DIES), partitioned=False, silent=True)
    product(home)
    assert run(home).returncode == 8, "nobody else is left to say so"
    assert words(home) == [("asset.failed", "a/b"), ("run.failed", ["a/b"])]
    (lost,) = [event for event in told(home) if event["event_type"] == "asset.failed"]
    assert lost["error"]["code"] == "LOST" and lost["status"] == "killed"


def test_an_engine_that_calls_again_makes_nobody_hear_twice(home: Home) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    for _ in range(2):
        assert ask(home, "--run", "7", ends={"a__b": "Error", "regauge-watch": "failed"}).returncode == 0
    assert words(home) == [("asset.failed", "a/b"), ("run.failed", ["a/b"])]
    # The same run again, as an engine has it when a person has cleared it.
    later = ("--run", "7", "--began", "2999-01-01T00:00:00Z")
    assert ask(home, *later, ends={"a__b": "success"}).returncode == 0
    assert words(home)[1:] == [("run.failed", []), ("run.failed", ["a/b"])]


def test_who_cannot_be_told_is_tried_again_and_the_others_are_told(home: Home) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    alert(home, "never", "alerts_code:refuses", "run.failed")
    home.plan["jobs"][0]["onFailure"] = ["never", "oncall"]
    home.save()
    (home.path / "code" / "unlucky").touch()
    asked = ask(home, ends={})
    assert asked.returncode == 75 and "alert never at run.failed: " in asked.stderr
    assert words(home) == [("run.failed", [])]


def test_an_environment_names_another_owner(home: Home) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    (home.path / "env").mkdir()
    (home.path / "env" / "prod.json").write_text(json.dumps({"alertOwners": {"oncall": "team:prod"}}))
    home.env["REGAUGE_ENV"] = "prod"
    assert ask(home, ends={}).returncode == 0
    assert [event["owner"] for event in told(home)] == ["team:prod"]


@pytest.mark.parametrize("more", [("--ends", "no json"), ("--began", "yesterday"), ("--job", "weekly")])
def test_a_wrong_call_ends_with_78(home: Home, more: tuple[str, str]) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    assert ask(home, *more, ends={}).returncode == 78
