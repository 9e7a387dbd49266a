"""Packs: several assets as one step, each with its own end, and what a pack means to others."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import Any

from test_local_runner import run
from test_run_shape import OK, WHEN, chain, states

from regauge_runtime.result import result_in
from support import PATIENCE, Home, Json, command, sql

BROKEN = command("sh", "-c", "exit 70")
AGAIN = command("sh", "-c", "exit 75")


def packed(home: Home, *packs: tuple[str, list[str], list[str]], **more: Any) -> None:
    """Adds the job, whose packs are (name, assets, what they need of others)."""
    plans = [
        {"name": name, "identifier": f"pack__{name}", "assets": assets, "needs": needs, "retry": {}}
        for name, assets, needs in packs
    ]
    home.job(packs=plans, **more)


def line(home: Home, pack: str, *more: str) -> list[str]:
    arguments = ["--home", str(home.path), "--pack", f"pack__{pack}", "--job", "daily", "--cause", "manual:1", *more]
    return [sys.executable, "-m", "regauge_runtime", "pack", *arguments]


def pack(home: Home, name: str, *more: str) -> tuple[int, Json]:
    """Runs a pack as an engine does; returns its exit code and result."""
    done = subprocess.run(line(home, name, *more), env=home.environment(), capture_output=True, text=True, check=False)
    result = result_in(done.stdout)
    assert result is not None, done.stderr
    return done.returncode, result


def ends(result: Json) -> dict[str, tuple[str, int]]:
    return {one["asset"]: (one["status"], one["attempt"]) for one in result["assets"]}


def test_each_asset_of_a_pack_has_its_own_end(home: Home) -> None:
    chain(
        home,
        bad=(BROKEN, [], {}),
        kept=(OK, ["bad"], {}),
        idle=(OK, [], {"when": WHEN}),
        good=(OK, [], {}),
        joined=(OK, ["idle", "good"], {"after": "any-not-failed"}),
    )
    packed(home, ("all", ["s/good", "s/bad", "s/kept", "s/idle", "s/joined"], []))
    code, result = pack(home, "all", "--outputs", str(home.path / "out"))
    assert (code, result["status"], result["error"]["code"]) == (70, "failed", "PACK_FAILED")
    assert ends(result) == {
        "s/bad": ("failed", 1),
        "s/kept": ("not_run", 0),
        "s/idle": ("skipped", 1),
        "s/joined": ("success", 1),
        "s/good": ("success", 1),
    }
    told = json.loads((home.path / "out/ends.json").read_text())
    assert told["s/bad"] == {"status": "failed", "attempt": 1}
    assert (home.path / "out/s__joined/status").read_text() == "success"


def test_an_asset_waits_for_its_next_attempt_while_others_run(home: Home) -> None:
    chain(home, again=(AGAIN, [], {"waits": [2.0]}), other=(OK, [], {}))
    packed(home, ("all", ["s/again", "s/other"], []))
    began = time.monotonic()
    code, result = pack(home, "all")
    assert time.monotonic() - began >= 2
    assert (code, ends(result)) == (70, {"s/again": ("failed", 2), "s/other": ("success", 1)})


def test_a_pack_that_is_tried_again_makes_nothing_twice(home: Home) -> None:
    home.asset("a/rows", sql("select 1 as v"), partitioned=False)
    packed(home, ("all", ["a/rows"], []), partitionSet=None)
    assert pack(home, "all")[0] == 0
    code, result = pack(home, "all", "--attempt", "2")
    assert (code, ends(result)) == (0, {"a/rows": ("success", 2)})
    records = subprocess.run(
        [sys.executable, "-m", "regauge_runtime", "records", "--home", str(home.path), "--asset", "a/rows"],
        env=home.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(records.stdout.splitlines()) == 1


def test_nothing_made_and_nothing_failed_is_idle(home: Home) -> None:
    chain(home, idle=(OK, [], {"when": WHEN}), after=(OK, ["idle"], {}))
    packed(home, ("all", ["s/idle", "s/after"], []))
    assert pack(home, "all")[0] == 22
    assert pack(home, "all", "--blocked-exit", "0")[0] == 0
    code, result = pack(home, "all", "--assets", "s/after")
    assert (code, ends(result)) == (0, {"s/after": ("success", 1)})


def test_a_pack_that_is_stopped_ends_what_it_runs(home: Home) -> None:
    chain(home, long=(command("sleep", "60"), [], {}), next=(OK, ["long"], {}))
    packed(home, ("all", ["s/long", "s/next"], []))
    env = home.environment(REGAUGE_TRACE=str(home.path / "trace"))
    with subprocess.Popen(line(home, "all"), env=env, stdout=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + PATIENCE
        while not (home.path / "trace").exists():
            assert time.monotonic() < until
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=PATIENCE)
    result = result_in(printed)
    assert result is not None
    assert (process.returncode, result["status"], result["retry"]["again"]) == (75, "killed", False)
    assert ends(result)["s/next"] == ("not_run", 0)


def test_a_pack_does_not_begin_when_one_that_it_needs_has_failed(home: Home) -> None:
    chain(home, good=(OK, [], {}), bad=(BROKEN, [], {}), late=(OK, ["good"], {}), free=(OK, [], {}))
    packed(home, ("one", ["s/good", "s/bad"], []), ("two", ["s/late", "s/free"], ["s/good"]), partitionSet=None)
    _, summary = run(home, "--job", "daily", "--keep-going")
    assert states(summary) == {
        "s/good": ("success", 1),
        "s/bad": ("failed", 1),
        "s/late": ("not_run", 0),
        "s/free": ("not_run", 0),
    }
