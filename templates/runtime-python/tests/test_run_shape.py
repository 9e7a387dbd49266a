"""The shape of a run: branches and joins, its own end, what a failure ends, who goes first, setup and teardown."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from test_local_runner import run

from regauge_runtime.errors import Skipped
from regauge_runtime.plan import Plan
from regauge_runtime.start_deadline import require_in_time
from regauge_runtime.step import parse_call, resolve_step
from support import Home, Json, command, python, sql

CODE = """
import os, pathlib, time
def marker(name):
    return pathlib.Path(os.environ["REGAUGE_DATA"], name)
def fails():
    raise SystemExit(70)
def slow():
    marker("slow").write_text("began")
    time.sleep(60)
def after_slow():
    while not marker("slow").exists():
        time.sleep(0.05)
    raise SystemExit(70)
def never():
    return False
def nothing():
    return None
def odd():
    return 7
"""


def states(summary: Json) -> dict[str, tuple[str, int]]:
    return {step["asset"]: (step["status"], step["attempt"]) for step in summary["steps"]}


def chain(home: Home, **assets: Any) -> Home:
    """Adds assets that leave no table: name = (run, names that it comes after, members)."""
    home.code("shape", CODE)
    for name, (what, before, more) in assets.items():
        asset = home.asset(f"s/{name}", what, partitioned=False, silent=True, **more)
        asset["upstream"] = [{"asset": f"s/{up}", "mapping": "all", "isRead": False} for up in before]
    home.save()
    return home


OK = command("true")
WHEN = {"kind": "python", "entrypoint": "shape:never"}


def test_a_noop_is_done(home: Home) -> None:
    home.asset("p/point", {"kind": "noop"}, partitioned=False, silent=True)
    assert home.step("p/point")["status"] == "success"


@pytest.mark.parametrize("answer", ["never", "nothing"])
def test_a_condition_that_is_not_true_skips(home: Home, answer: str) -> None:
    chain(home, one=(OK, [], {"when": {"kind": "python", "entrypoint": f"shape:{answer}"}}))
    result = home.step("s/one")
    assert (result["status"], result["exitCode"], result["retry"]["again"]) == ("skipped", 22, False)


def test_a_condition_is_a_truth_value(home: Home) -> None:
    chain(home, one=(OK, [], {"when": {"kind": "python", "entrypoint": "shape:odd"}}))
    assert home.step("s/one")["error"]["code"] == "CONDITION"


@pytest.mark.parametrize(("limit", "status"), [(1, "success"), (2, "skipped")])
def test_a_query_decides_over_what_is_upstream(home: Home, limit: int, status: str) -> None:
    home.asset("a/rows", sql("select 1 as v union all select 2"), partitioned=False)
    asset = home.asset("b/big", OK_NOOP, partitioned=False, silent=True)
    asset["upstream"] = [{"asset": "a/rows", "mapping": "all", "isRead": False}]
    asset["when"] = {"kind": "sql", "query": f"select count(*) > {limit} from a.rows"}
    home.save()
    home.step("a/rows")
    assert home.step("b/big")["status"] == status


OK_NOOP = {"kind": "noop"}


@pytest.mark.slow
def test_branches_and_joins(home: Home) -> None:
    chain(
        home,
        taken=(OK, [], {}),
        branch=(OK, [], {"when": WHEN}),
        inside=(OK, ["branch"], {}),
        deeper=(OK, ["inside", "taken"], {}),
        join=(OK, ["inside", "taken"], {"after": "any-not-failed"}),
        empty=(OK, ["inside", "branch"], {"after": "any-not-failed"}),
        broken=(python("shape:fails"), [], {}),
        kept=(OK, ["broken"], {}),
        hurt=(OK, ["kept", "taken"], {"after": "any-not-failed"}),
        anyhow=(OK, ["kept", "branch"], {"after": "all-done"}),
        beyond=(OK, ["anyhow"], {}),
    )
    home.job(partitionSet=None)
    code, summary = run(home, "--job", "daily", "--keep-going")
    assert code == 8
    assert states(summary) == {
        "s/taken": ("success", 1),
        "s/branch": ("skipped", 1),
        "s/inside": ("skipped", 0),
        "s/deeper": ("skipped", 0),
        "s/join": ("success", 1),
        "s/empty": ("skipped", 0),
        "s/broken": ("failed", 1),
        "s/kept": ("not_run", 0),
        "s/hurt": ("not_run", 0),
        "s/anyhow": ("success", 1),
        "s/beyond": ("success", 1),
    }


def test_a_run_that_only_skips_is_good(home: Home) -> None:
    chain(home, branch=(OK, [], {"when": WHEN}), inside=(OK, ["branch"], {}))
    home.job(partitionSet=None)
    code, summary = run(home, "--job", "daily")
    assert (code, summary["status"]) == (0, "success")


@pytest.mark.slow
def test_a_runs_own_end(home: Home) -> None:
    slow = (python("shape:slow"), [], {"waits": [0.1]})
    chain(home, slow=slow, next=(OK, ["slow"], {}), other=(OK, [], {"priority": -1}))
    home.job(partitionSet=None, maxRuntimeSeconds=15, teardown=command("touch", "torn-down"))
    code, summary = run(home, "--job", "daily", "--keep-going")
    found = states(summary)
    # On a busy machine the time may be over before the first step begins.
    assert code == 8 and found.pop("s/slow") in (("killed", 1), ("not_run", 1))
    assert found == {"s/next": ("not_run", 0), "s/other": ("not_run", 1), "daily:teardown": ("success", 1)}
    assert summary["steps"][0]["error"]["code"] == "RUN_TIMEOUT"
    assert (home.path / "code" / "torn-down").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("abort", "slow"), [("all", "killed"), ("dependents", "success")])
def test_one_failure_ends_all(home: Home, abort: str, slow: str) -> None:
    quick = CODE.replace("sleep(60)", "sleep(3)") if slow == "success" else CODE
    chain(home, slow=(python("shape:slow"), [], {"waits": [0.1]}), fails=(python("shape:after_slow"), [], {}))
    chain_more = {"late": (OK, ["slow"], {})}
    chain(home, **chain_more)
    home.code("shape", quick)
    home.job(partitionSet=None, abort=abort)
    code, summary = run(home, "--job", "daily", "--keep-going", "--parallel", "2")
    assert code == 8
    late = "success" if slow == "success" else "not_run"
    assert {key: status for key, (status, _) in states(summary).items()} == {
        "s/slow": slow, "s/fails": "failed", "s/late": late,
    }  # fmt: skip


def began(trace: Path) -> list[str]:
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    return [event["asset"] for event in events if event["status"] == "started"]


@pytest.mark.slow
def test_the_higher_priority_goes_first(home: Home, tmp_path: Path) -> None:
    chain(home, a=(OK, [], {}), b=(OK, [], {"priority": 5}), c=(OK, [], {"priority": -1}), d=(OK, [], {}))
    home.job(partitionSet=None)
    trace = tmp_path / "trace.jsonl"
    run(home, "--job", "daily", env={"REGAUGE_TRACE": str(trace)})
    assert began(trace) == ["s/b", "s/a", "s/d", "s/c"]


@pytest.mark.slow
@pytest.mark.parametrize(("most", "together"), [(1, 1), (2, 2)])
def test_steps_at_once(home: Home, tmp_path: Path, most: int, together: int) -> None:
    pause = command("sleep", "1")
    chain(home, a=(pause, [], {}), b=(pause, [], {}), c=(pause, [], {}))
    home.job(partitionSet=None, maxConcurrent=most)
    trace = tmp_path / "trace.jsonl"
    run(home, "--job", "daily", "--parallel", "3", env={"REGAUGE_TRACE": str(trace)})
    running = most_seen = 0
    for line in trace.read_text().splitlines():
        running += 1 if json.loads(line)["status"] == "started" else -1
        most_seen = max(most_seen, running)
    assert most_seen == together


@pytest.mark.slow
@pytest.mark.parametrize("setup", ["true", "false"])
def test_setup_and_teardown(home: Home, tmp_path: Path, setup: str) -> None:
    chain(home, a=(OK, [], {}), b=(OK, ["a"], {}))
    home.job(partitionSet=None, setup=command(setup), teardown=command("true"))
    trace = tmp_path / "trace.jsonl"
    code, summary = run(home, "--job", "daily", "--keep-going", env={"REGAUGE_TRACE": str(trace)})
    made = ("success", 1) if setup == "true" else ("not_run", 0)
    assert states(summary) == {
        "daily:setup": ("success" if setup == "true" else "failed", 1), "s/a": made, "s/b": made,
        "daily:teardown": ("success", 1),
    }  # fmt: skip
    assert code == (0 if setup == "true" else 8)
    kinds = {json.loads(line)["asset"]: json.loads(line)["kind"] for line in trace.read_text().splitlines()}
    assert kinds == {"daily:setup": "hook", "s/a": "asset", "s/b": "asset", "daily:teardown": "hook"}


def _cron(line: str, deadline: float | None) -> Json:
    more = {} if deadline is None else {"startDeadlineSeconds": deadline}
    return {"cron": line, "timezone": "Europe/Berlin", "partition": "none", "enabled": True, **more}


@pytest.mark.parametrize(
    ("triggers", "late"),
    [
        ([_cron("* * * * *", 60)], True),
        ([_cron("* * * * *", 61)], False),
        ([_cron("* * * * *", 60), _cron("0 0 29 2 *", None)], True),
        ([_cron("* * * * *", 60), _cron("* * * * *", 7200)], False),
        ([_cron("* * * * *", None), _cron("0 0 29 2 *", 60)], False),
        ([_cron("0 0 29 2 *", 60)], True),  # an engine ticks where clocks change as it will
    ],
)
def test_the_trigger_that_ticked_says_how_late_a_run_may_be(home: Home, triggers: list[Json], late: bool) -> None:
    chain(home, first=(OK, [], {}))
    home.job(partitionSet=None, triggers=triggers)
    line = home.command("s/first", cause="tick:2026-01-01T00:00:00Z")[4:]
    for more, is_left_out in (("--tick-run-began=2026-01-01T00:01:01Z", late), ("--tick-run-began=", False)):
        call = parse_call([*line, more])
        with pytest.raises(Skipped, match="began 61 s after it") if is_left_out else nullcontext():
            require_in_time(call, resolve_step(call, Plan.load(home.path)))


def test_a_tick_whose_run_begins_too_late_is_left_out(home: Home) -> None:
    chain(home, first=(OK, [], {}), then=(OK, ["first"], {}))
    home.job(partitionSet=None, triggers=[_cron("* * * * *", 60)], setup=OK)
    for cause, status in (("tick:2026-01-01T00:00:00Z", "skipped"), ("manual:1", "success")):
        code, summary = run(home, "--job", "daily", "--cause", cause)
        assert (code, {one for one, _ in states(summary).values()}) == (0, {status}), summary
