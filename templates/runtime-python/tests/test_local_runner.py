"""The local runner: order, retries, pools, summaries; and what a tick requests."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regauge_runtime.due import backfilled, due
from regauge_runtime.plan import Plan
from regauge_runtime.run_graph import build
from support import PATIENCE, Home, Json, python, sql

CODE = """
import os, time
def make(context):
    if context.partition == '2024-01-02' and context.attempt == 1:
        raise ConnectionError('unlucky')
    return [{'v': -1 if context.partition == os.environ.get('BAD_DAY') else 1}]
def endless(context):
    open('pid', 'w').write(str(os.getpid()))
    time.sleep(3600)
def slow(context):
    time.sleep(1.5)
    return [{'at': time.time()}]
"""
POSITIVE = {"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}


def line(home: Home) -> Home:
    home.code("local_code", CODE)
    home.asset("r/ref", sql("select 1 as k"), partitioned=False)
    home.asset("a/raw", python("local_code:make"), reads={"r/ref": "all"}, waits=[0.1])
    home.asset("b/clean", sql("select v from a.raw"), reads={"a/raw": "identity"}, audited=True, checks=[POSITIVE])
    home.asset("c/sum", sql("select sum(v) as v from b.clean"), partitioned=False, reads={"b/clean": "all"})
    home.job()
    return home


def run(home: Home, *more: str, env: dict[str, str] | None = None) -> tuple[int, Json]:
    command = [sys.executable, "-m", "regauge_runtime", "run", "--home", str(home.path), "--json", *more]
    done = subprocess.run(command, env=home.environment(**(env or {})), capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else {"error": done.stderr}


def outline(summary: Json) -> list[tuple[str, str | None, str, int]]:
    return [(step["asset"], step["partition"], step["status"], step["attempt"]) for step in summary["steps"]]


def test_the_order_of_a_run(home: Home) -> None:
    line(home)
    edges = [("r/ref", "a/raw"), ("a/raw", "b/clean"), ("b/clean", "c/sum")]
    nodes = build(Plan.load(home.path), ["r/ref", "a/raw", "b/clean", "c/sum"], edges, ["2024-01-01", "2024-01-02"])
    assert [(node.key, node.run_partition) for node in nodes] == [
        ("r/ref", "2024-01-01..2024-01-02"),
        ("a/raw", "2024-01-01"),
        ("b/clean", "2024-01-01"),
        ("a/raw", "2024-01-02"),
        ("b/clean", "2024-01-02"),
        ("c/sum", "2024-01-01..2024-01-02"),
    ]
    assert [len(node.needs) for node in nodes] == [0, 1, 1, 1, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("cold", ["0", "1"])
def test_a_run_with_a_retry(home: Home, tmp_path: Path, cold: str) -> None:
    trace = tmp_path / "trace.jsonl"
    code, summary = run(
        line(home),
        "--job",
        "daily",
        "--partitions",
        "2024-01-01..2024-01-02",
        env={"REGAUGE_TRACE": str(trace), "REGAUGE_COLD_STEPS": cold},
    )
    assert code == 0, summary
    assert outline(summary) == [
        ("r/ref", None, "success", 1), ("a/raw", "2024-01-01", "success", 1), ("b/clean", "2024-01-01", "success", 1),
        ("a/raw", "2024-01-02", "success", 2), ("b/clean", "2024-01-02", "success", 1), ("c/sum", None, "success", 1),
    ]  # fmt: skip
    assert home.rows("c.sum") == [{"v": 2}]
    events = [json.loads(text) for text in trace.read_text().splitlines()]
    raw = [event for event in events if event["asset"] == "a/raw" and event["partition"] == {"day": "2024-01-02"}]
    assert [(event["kind"], event["status"], event["attempt"]) for event in raw] == [
        ("asset", "started", 1), ("asset", "failed", 1), ("asset", "started", 2), ("asset", "success", 2),
    ]  # fmt: skip
    assert raw[1]["error"]["category"] == "TRANSIENT" and raw[3]["rows"] == {"a.raw": 1}
    assert raw[3]["start"] < raw[3]["end"] and raw[0]["runner"] == "local" and raw[0]["v"] == 1
    checks = [event for event in events if event["kind"] == "check"]
    assert {(event["check"], event["status"], event["onFail"]) for event in checks} == {("positive", "passed", "block")}


@pytest.mark.slow
def test_a_bad_day_stops_what_needs_it(home: Home) -> None:
    span = ("--job", "daily", "--partitions", "2024-01-03..2024-01-04")
    code, summary = run(line(home), *span, "--keep-going", env={"BAD_DAY": "2024-01-03"})
    assert code == 8 and summary["status"] == "failed"
    assert [entry[:3] for entry in outline(summary)][1:] == [
        ("a/raw", "2024-01-03", "success"), ("b/clean", "2024-01-03", "failed"), ("a/raw", "2024-01-04", "success"),
        ("b/clean", "2024-01-04", "success"), ("c/sum", None, "not_run"),
    ]  # fmt: skip
    code, summary = run(home, *span, env={"BAD_DAY": "2024-01-03"})
    assert code == 8
    assert [entry[2] for entry in outline(summary)] == ["success", "success", "failed", "not_run", "not_run", "not_run"]
    code, summary = run(home, "--assets", "c/sum")
    assert code == 0 and summary["steps"][0]["unpublished"] == {"b/clean": ["2024-01-03"]}


def endless_run(home: Home) -> tuple[subprocess.Popen[str], int]:
    """Starts a run whose step never ends; returns it and the step's process."""
    home.code("local_code", CODE)
    home.asset("e/endless", python("local_code:endless"), partitioned=False, waits=[0.1])
    command = [
        sys.executable,
        "-m",
        "regauge_runtime",
        "run",
        "--home",
        str(home.path),
        "--assets",
        "e/endless",
        "--json",
    ]
    runner = subprocess.Popen(command, env=home.environment(), stdout=subprocess.PIPE, text=True)
    marker = home.path / "code" / "pid"
    deadline = time.monotonic() + PATIENCE
    while not marker.exists() or not marker.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return runner, int(marker.read_text())


def ends(process: int) -> bool:
    """Tells whether a process ends."""
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{process}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_stop(home: Home, number: signal.Signals) -> None:
    runner, step = endless_run(home)
    runner.send_signal(number)
    out, _ = runner.communicate(timeout=PATIENCE)
    assert runner.returncode == 8
    assert [entry[2:] for entry in outline(json.loads(out))] == [("killed", 1)]
    assert ends(step)


@pytest.mark.slow
def test_steps_end_with_a_killed_run(home: Home) -> None:
    runner, step = endless_run(home)
    runner.kill()
    runner.wait()
    assert ends(step)


@pytest.mark.slow
def test_pools_hold_running_attempts_back(home: Home) -> None:
    home.code("local_code", CODE)
    home.plan["pools"] = {"one": {"name": "one", "engineName": "x_one", "slots": 1, "shared": False}}
    for key in ("p/a", "p/b"):
        home.asset(key, python("local_code:slow"), partitioned=False, pool={"name": "one", "slots": 1})
    start = time.monotonic()
    code, _ = run(home, "--assets", "p/a,p/b", "--parallel", "2")
    assert code == 0 and time.monotonic() - start > 3.0
    times = sorted(home.rows(table)[0]["at"] for table in ("p.a", "p.b"))
    assert times[1] - times[0] > 1.5


def test_wrong_calls(home: Home) -> None:
    line(home)
    assert run(home, "--job", "nope")[0] == 78
    assert run(home, "--job", "daily")[0] == 78
    assert run(home, "--job", "daily", "--partitions", "2024-01-05..2024-01-01")[0] == 78


def test_what_a_tick_requests(home: Home) -> None:
    line(home)
    home.data.mkdir(parents=True)
    plan, tick = Plan.load(home.path), "2024-01-05T06:00:00Z"
    assert due(plan, home.path, "daily", tick) == ["2024-01-04"]
    assert due(plan, home.path, "daily", "2024-01-01T06:00:00Z") == []
    assert backfilled(plan, home.path, "daily", "2024-01-30..2024-02-01") == ["2024-01-30", "2024-01-31", "2024-02-01"]
    with pytest.raises(ValueError, match=r"no range A\.\.B"):
        backfilled(plan, home.path, "daily", "2024-01-30")
    for asset in home.plan["assets"]:
        asset["backfill"] = {"maxPartitionsPerRun": 1, "order": "newest"}
    home.save()
    newest_first = backfilled(Plan.load(home.path), home.path, "daily", "2024-01-30..2024-02-01")
    assert newest_first == ["2024-02-01", "2024-01-31", "2024-01-30"]
    home.plan["jobs"][0] |= {"catchup": True, "maxCatchup": 2, "assets": ["a/raw", "b/clean"]}
    home.save()
    for key in ("a/raw", "b/clean"):
        if key == "a/raw":
            home.step("r/ref")
        assert home.step(key, "2024-01-02", attempt=2)["status"] == "success"
    home.step("a/raw", "2024-01-01")

    def command(moment: str) -> list[str]:
        line = [
            sys.executable,
            "-m",
            "regauge_runtime",
            "due",
            "--home",
            str(home.path),
            "--job",
            "daily",
            "--tick",
            moment,
        ]
        done = subprocess.run(line, env=home.environment(), capture_output=True, text=True, check=True)
        found: list[str] = json.loads(done.stdout)
        return found

    assert command(tick) == ["2024-01-01", "2024-01-03", "2024-01-04"]
    # The tick's own partition is requested whether it was published or not (8): catch-up is what comes besides (11).
    for key in ("a/raw", "b/clean"):
        assert home.step(key, "2024-01-04", attempt=3)["status"] == "success"
    assert command(tick) == ["2024-01-01", "2024-01-03", "2024-01-04"]
    assert command("2024-01-06T06:00:00Z") == ["2024-01-01", "2024-01-03", "2024-01-05"]
    assert command("2024-01-09T06:00:00Z") == ["2024-01-01", "2024-01-03", "2024-01-08"]
    home.plan["jobs"].append({"name": "whole", "assets": ["r/ref"], "edges": []})
    home.save()
    assert due(Plan.load(home.path), home.path, "whole", tick) == ["-"]

    # A trigger that takes all does the same for its own ticks.
    def trigger(line: str, partition: str) -> Json:
        return {"cron": line, "timezone": "UTC", "partition": partition, "enabled": True}

    crons = [trigger("0 6 * * *", "all-missing"), trigger("0 7 * * *", "last")]
    home.plan["jobs"][0] |= {"catchup": False, "triggers": crons}
    home.save()
    assert command(tick) == ["2024-01-01", "2024-01-03", "2024-01-04"]
    assert command("2024-01-05T07:00:00Z") == ["2024-01-04"]


def test_the_records_command(home: Home) -> None:
    line(home)
    home.step("r/ref")
    home.step("r/ref", cause="manual:2")
    command = [sys.executable, "-m", "regauge_runtime", "records", "--home", str(home.path), "--asset", "r/ref"]
    done = subprocess.run(command, env=home.environment(), capture_output=True, text=True, check=True)
    records = [json.loads(text) for text in done.stdout.splitlines()]
    assert [record["runKey"] for record in records] == ["shop/daily/-/manual:2", "shop/daily/-/manual:1"]
    assert records[0]["partition"] == "-" and records[0]["status"] == "passed" and records[0]["table"] == "r.ref"


def test_traces_on_stdout(home: Home) -> None:
    home.asset("r/ref", sql("select 1 as k"), partitioned=False)
    done = home.process("r/ref", env={"REGAUGE_TRACE": "stdout:"})
    lines = done.out.splitlines()
    assert [json.loads(text.removeprefix("REGAUGE_TRACE "))["status"] for text in lines[:2]] == ["started", "success"]
    assert lines[2].startswith("REGAUGE_RESULT=") and len(lines) == 3
