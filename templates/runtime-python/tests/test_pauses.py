"""A job pauses after failed runs in a row, whoever starts it, and goes on when somebody says so or one goes well."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import fastjsonschema
import pytest
from regauge_engines.processes import PATIENCE
from test_hooks import SCHEMAS
from test_run_alerts import CODE, alert

from support import Home, Json, python

TICK = "2024-01-03T08:00:00Z"
FLAKY = """
from pathlib import Path
def work():
    if Path('down').exists():
        raise NotImplementedError('down')
"""


def product(home: Home, after: int = 2, **job: Any) -> Home:
    home.code("flaky", FLAKY)
    home.code("alerts_code", CODE)
    home.asset("a/b", python("flaky:work"), partitioned=job.get("partitionSet") is not None, silent=True)
    home.job("daily", **({"autoPauseAfterFailures": after, "onFailure": [], "partitionSet": None} | job))
    alert(home, "oncall", "alerts_code:told", "job.paused")
    return home


def ask(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "regauge_runtime", words[0], "--home", str(home.path), *words[1:]]
    return subprocess.run(line, env=home.environment(), capture_output=True, text=True, timeout=PATIENCE)


def run(home: Home, *more: str, well: bool = False) -> None:
    down = home.path / "code" / "down"
    down.unlink(missing_ok=True) if well else down.touch()
    assert ask(home, "run", "--job", "daily", *more).returncode == (0 if well else 8)


def due(home: Home, *more: str) -> list[str]:
    asked = ask(home, "due", "--job", "daily", "--tick", TICK, *more)
    assert asked.returncode == 0, asked.stderr
    found: list[str] = json.loads(asked.stdout)
    assert found or "job daily is paused since" in asked.stderr
    return found


def paused(home: Home, *more: str) -> list[Json]:
    asked = ask(home, "pauses", *more)
    assert asked.returncode == 0, asked.stderr
    found: list[Json] = json.loads(asked.stdout)
    return found


def told(home: Home) -> list[Json]:
    file = home.path / "code" / "told.txt"
    events = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    schema = json.loads((SCHEMAS.parent / "alerts" / "paused.json").read_text())
    for event in events:
        fastjsonschema.validate(schema, {name: value for name, value in event.items() if name != "named"})
    return events


def test_failed_runs_in_a_row_pause_a_job_and_one_that_goes_well_begins_another_row(home: Home) -> None:
    product(home)
    run(home)
    run(home, well=True)
    run(home)
    assert due(home) == ["-"] and paused(home) == [] and told(home) == []
    run(home)
    assert due(home) == []
    (pause,) = paused(home)
    assert pause["job"] == "daily" and pause["failures"] == 2, pause
    (event,) = told(home)
    assert event["run_id"] == pause["runKey"] and event["job"] == "daily" and event["failures"] == 2, event


def test_what_a_person_asks_for_runs_and_when_it_goes_well_the_job_goes_on(home: Home) -> None:
    product(home)
    run(home)
    run(home)
    assert due(home) == []
    run(home, well=True)
    assert due(home) == ["-"]


def test_a_job_goes_on_when_somebody_says_so_and_pauses_again_by_the_next_failure(home: Home) -> None:
    product(home)
    run(home)
    run(home)
    assert paused(home, "--resume", "daily") == [] and due(home) == ["-"]
    run(home)
    assert due(home) == []
    assert len(told(home)) == 2


def test_each_partition_of_a_backfill_is_a_run_in_the_row(home: Home) -> None:
    product(home, partitionSet="day")
    run(home, "--partitions", "2024-01-01..2024-01-02", "--keep-going")
    assert due(home) == []
    backfill = ask(home, "due", "--job", "daily", "--partitions", "2024-01-01..2024-01-02")
    assert json.loads(backfill.stdout) == ["2024-01-01", "2024-01-02"], "a person asks for it"


def test_an_engine_that_keeps_its_runs_says_which_ended_and_each_counts_once(home: Home) -> None:
    product(home)

    def runs(*ends: bool) -> tuple[str, ...]:
        said = [
            {
                "job": "daily",
                "run": str(number),
                "cause": f"tick:{number}",
                "partition": None,
                "failed": failed,
                "ended": 1e9 + number,
            }
            for number, failed in enumerate(ends)
        ]
        return "--job", "daily", "--runs", json.dumps(said)

    assert paused(home, *runs(True)) == []
    assert paused(home, *runs(True)) == [], "it is the same one"
    assert len(paused(home, *runs(True, True))) == 1
    assert due(home) == [], "what was said is noted"
    assert paused(home, *runs(True, True, False)) == []


def test_polls_of_a_paused_job_ask_for_nothing(home: Home) -> None:
    sensor = {"kind": "sensor", "sensor": "drops", "enabled": True}
    home.plan["sensors"] = {
        "drops": {"name": "drops", "enabled": True, "source": {"kind": "file", "path": "drops", "pattern": "*"}}
    }
    product(home, otherTriggers=[sensor])
    (home.data / "drops").mkdir(parents=True)
    (home.data / "drops" / "one").touch()
    assert len(json.loads(ask(home, "poll").stdout)) == 1
    run(home)
    run(home)
    assert json.loads(ask(home, "poll").stdout) == []
    paused(home, "--resume", "daily")
    assert len(json.loads(ask(home, "poll").stdout)) == 1, "nothing is lost meanwhile"


def test_where_the_engine_pauses_the_job_it_is_told_and_nothing_is_held_back(home: Home) -> None:
    product(home)
    for number, status in enumerate(("failed", "success", "failed", "failed", "failed")):
        call = ("alert", "--job", "daily", "--cause", f"tick:{number}", "--status", status, "--engine-pauses")
        assert ask(home, *call, "--began", str(1e9 + number)).returncode == 0
    assert [event["run_id"] for event in told(home)] == ["shop/daily/-/tick:3", "shop/daily/-/tick:4"]
    assert due(home) == ["-"] and paused(home) == []


def test_an_engine_that_calls_again_counts_once(home: Home) -> None:
    product(home)
    for _ in range(2):
        call = ("alert", "--job", "daily", "--cause", "tick:1", "--status", "steps", "--began", "1000000000")
        assert ask(home, *call, "--ends", '{"a/b": "Failed"}').returncode == 0
    assert due(home) == ["-"]


def test_only_jobs_that_pause_can_be_resumed(home: Home) -> None:
    product(home, after=0)
    run(home)
    run(home)
    assert due(home) == ["-"]
    asked = ask(home, "pauses", "--resume", "daily")
    assert asked.returncode == 78 and "daily is no job that pauses; those are none" in asked.stderr


@pytest.mark.parametrize("said", ["no json", '[{"run": "1"}]'])
def test_runs_that_cannot_be_read_end_with_78(home: Home, said: str) -> None:
    product(home)
    asked = ask(home, "pauses", "--job", "daily", "--runs", said)
    assert asked.returncode == 78, asked.stderr
