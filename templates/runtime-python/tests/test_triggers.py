"""Triggers on upstream news and on sensors: each asks once for what it saw, whoever dies between (semantics 14)."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from regauge_engines.loopback import LoopbackServer

from regauge_runtime import child
from regauge_runtime.plan import Plan
from regauge_runtime.poll import poll
from regauge_runtime.step import StepCall, resolve_step
from support import Home, Json, check, python, sql

NUMBERS = itertools.count()
CODE = """
import os
def raw(context):
    return [{'v': 1}]
def fails(context):
    if os.path.exists('broken'):
        raise RuntimeError('broken')
    return [{'v': 2}]
def hit(context):
    with open('hits.txt', 'a') as file:
        file.write(os.environ['REGAUGE_HIT'] + '\\n')
def news(cursor):
    with open('calls.txt', 'a') as file:
        file.write(f'{cursor}\\n')
    count = cursor or 0
    return [f'n{count}', f'n{count + 1}'], count + 2
"""


def upstream(which: str = "all", settle: int = 0) -> Json:
    return {"kind": "upstream", "which": which, "assets": ["a/raw"], "settleSeconds": settle, "enabled": True}


def two_jobs(home: Home, *triggers: Json, partitioned: bool = True, **more: Any) -> None:
    home.code("triggered_code", CODE)
    home.asset("a/raw", python("triggered_code:raw"), partitioned=partitioned)
    mapping = "identity" if partitioned else "all"
    home.asset("b/made", python("triggered_code:fails"), partitioned=partitioned, reads={"a/raw": mapping})
    name = "day" if partitioned else None
    home.job("first", assets=["a/raw"], edges=[], partitionSet=name)
    home.job("second", assets=["b/made"], edges=[], partitionSet=name, otherTriggers=list(triggers), **more)


def runtime(home: Home, *argv: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "regauge_runtime", argv[0], "--home", str(home.path), *argv[1:]]
    done = subprocess.run(command, env=home.environment(), capture_output=True, text=True)
    return done.returncode, done.stdout if done.returncode in (0, 8) else done.stderr


@contextlib.contextmanager
def inside(home: Home) -> Iterator[None]:
    """This process with the environment of the home's: a start of Python costs more than all that is done here."""
    before = dict(os.environ)
    os.environ.update({"REGAUGE_DATA": str(home.data)} | home.env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def polled(home: Home) -> list[Json]:
    with inside(home):
        return [request.as_json() for request in poll(Plan.load(home.path), home.path)]


def make(home: Home, job: str, partition: str = "-", cause: str | None = None) -> str:
    """Makes the one asset of a job and returns how that ended."""
    plan = Plan.load(home.path)
    (asset,) = plan.job(job)["assets"]
    key = None if partition == "-" else partition
    cause = cause or f"manual:{next(NUMBERS)}"
    call = StepCall(home.path, asset, job, cause, 1, key, None, {}, None, 20)
    with inside(home):
        return str(child.attempt(resolve_step(call, plan))["status"])


def carry_out(home: Home, request: Json) -> str:
    return make(home, request["job"], request["partition"], request["cause"])


def test_a_partition_is_asked_for_once_for_what_is_upstream(home: Home) -> None:
    two_jobs(home, upstream())
    assert polled(home) == []
    make(home, "first", "2024-01-02")
    (request,) = polled(home)
    assert (request["job"], request["partition"]) == ("second", "2024-01-02")
    assert polled(home) == [request], "nobody has begun it: a poll that was lost changes nothing"
    assert carry_out(home, request) == "success"
    assert polled(home) == []
    make(home, "first", "2024-01-02")
    (again,) = polled(home)
    assert again["cause"] != request["cause"] and again["id"] != request["id"]


def test_news_that_come_before_the_run_began_make_one_request(home: Home) -> None:
    two_jobs(home, upstream())
    make(home, "first", "2024-01-02")
    (before,) = polled(home)
    make(home, "first", "2024-01-02")
    assert polled(home) == [before]


def test_a_failed_run_is_not_asked_for_again_until_there_are_news(home: Home) -> None:
    two_jobs(home, upstream())
    make(home, "first", "2024-01-02")
    (request,) = polled(home)
    (home.path / "code" / "broken").touch()
    assert carry_out(home, request) == "failed"
    assert polled(home) == []
    make(home, "first", "2024-01-02")
    (again,) = polled(home)
    assert again["cause"] != request["cause"]


def test_partitions_are_mapped(home: Home) -> None:
    two_jobs(home, upstream())
    home.plan["assets"][1]["upstream"][0]["mapping"] = {"window": {"start": -1, "end": 0}}
    home.save()
    make(home, "first", "2024-01-02")
    assert polled(home) == []
    make(home, "first", "2024-01-03")
    assert [one["partition"] for one in polled(home)] == ["2024-01-03"]


def test_any_of_several_upstream_assets(home: Home) -> None:
    two_jobs(home, upstream("all"), partitioned=False)
    home.asset("a/other", python("triggered_code:raw"), partitioned=False)
    home.plan["assets"][1]["upstream"].append({"asset": "a/other", "mapping": "all", "isRead": False})
    home.save()
    make(home, "first")
    assert polled(home) == []
    home.plan["jobs"][1]["otherTriggers"] = [upstream("any")]
    home.save()
    assert [one["partition"] for one in polled(home)] == ["-"]


def test_a_blocked_partition_is_no_news(home: Home) -> None:
    two_jobs(home, upstream())
    home.plan["assets"][0]["checks"] = [check("big", {"kind": "range", "column": "v", "min": 5}, on_fail="block")]
    home.save()
    make(home, "first", "2024-01-02")
    assert polled(home) == []


def test_news_settle(home: Home) -> None:
    two_jobs(home, upstream(settle=3600))
    make(home, "first", "2024-01-02")
    assert polled(home) == []


def test_at_most_so_many_partitions_at_once(home: Home) -> None:
    two_jobs(home, upstream(), maxCatchup=2)
    for day in (2, 3, 4):
        make(home, "first", f"2024-01-0{day}")
    assert [one["partition"] for one in polled(home)] == ["2024-01-02", "2024-01-03"]


def test_a_trigger_that_is_off_asks_for_nothing(home: Home) -> None:
    two_jobs(home, upstream() | {"enabled": False})
    make(home, "first", "2024-01-02")
    assert polled(home) == []
    (home.path / "env").mkdir()
    (home.path / "env" / "prod.json").write_text('{"name": "prod", "enabledJobs": {"second": true}}')
    home.env["REGAUGE_ENV"] = "prod"
    assert len(polled(home)) == 1


def drops(home: Home, folder: Path, source: Json | None = None) -> None:
    home.code("triggered_code", CODE)
    home.asset("c/hit", python("triggered_code:hit"), partitioned=False, silent=True)
    source = source or {"kind": "file", "path": str(folder), "pattern": "*.csv"}
    home.plan["sensors"] = {"drops": {"name": "drops", "everySeconds": 60, "enabled": True, "source": source}}
    home.job("arrived", partitionSet=None, otherTriggers=[{"kind": "sensor", "sensor": "drops", "enabled": True}])


def test_a_file_is_one_run(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    drops(home, folder)
    assert polled(home) == [], "a folder that is not there yet has no files"
    folder.mkdir()
    for name in ("a.csv", "b.csv", "c.txt", ".d.csv"):
        (folder / name).touch()
    first, second = polled(home)
    assert polled(home) == [first, second]
    assert carry_out(home, first) == "success"
    assert polled(home) == [second]
    assert carry_out(home, second) == "success"
    (folder / "a.csv").write_text("changed")
    assert polled(home) == []
    assert (home.path / "code" / "hits.txt").read_text().split() == ["a.csv", "b.csv"]


def test_a_functions_cursor_moves_once(home: Home, tmp_path: Path) -> None:
    drops(home, tmp_path, {"kind": "python", "entrypoint": "triggered_code:news"})
    first = polled(home)
    assert len(first) == 2
    second = polled(home)
    assert second[:2] == first and len(second) == 4
    assert carry_out(home, first[1]) == "success"
    assert [one["id"] for one in polled(home)[:3]] == [one["id"] for one in (first[0], *second[2:])]
    assert (home.path / "code" / "hits.txt").read_text().split() == ["n1"]
    assert (home.path / "code" / "calls.txt").read_text().split() == ["None", "2", "4"]


TABLE = {"kind": "table", "table": "a.raw", "resource": None, "where": None}


def grow(home: Home, source: Json) -> None:
    """A table that the job `first` fills, and a sensor on it."""
    home.code("growing_code", "import os\ndef rows(context):\n    return [{'v': 1 + os.path.exists('more')}]\n")
    more = {} if source["resource"] is None else {"store": "shop", "storeKind": "resource"}
    home.plan["resources"] = {"shop": {"name": "shop", "type": "duckdb", "config": {"path": "shop.db"}}}
    home.asset("a/raw", python("growing_code:rows"), partitioned=False, write="append", **more)
    home.job("first", assets=["a/raw"], edges=[], partitionSet=None)
    drops(home, home.path, source)
    home.plan["jobs"][-1] |= {"assets": ["c/hit"], "edges": []}
    home.save()


@pytest.mark.parametrize("resource", [None, "shop"])
def test_new_rows_of_a_table_are_one_run(home: Home, resource: str | None) -> None:
    grow(home, TABLE | {"resource": resource})
    assert polled(home) == [], "a table that is not there yet has no rows"
    make(home, "first")
    (request,) = polled(home)
    assert polled(home) == [request]
    assert carry_out(home, request) == "success"
    assert polled(home) == []
    make(home, "first")
    (again,) = polled(home)
    assert again["id"] != request["id"]
    hit = (home.path / "code" / "hits.txt").read_text().strip()
    assert hit == (str(home.table("a.raw").metadata.snapshots[0].snapshot_id) if resource is None else "1")


@pytest.mark.parametrize("resource", [None, "shop"])
def test_rows_that_do_not_fit_are_no_news(home: Home, resource: str | None) -> None:
    grow(home, TABLE | {"resource": resource, "where": "v > 1 or v < 0"})
    make(home, "first")
    assert polled(home) == []
    (home.path / "code" / "more").touch()
    make(home, "first")
    assert len(polled(home)) == 1


def test_records_without_rows_are_no_news(home: Home) -> None:
    grow(home, TABLE)
    make(home, "first")
    assert carry_out(home, polled(home)[0]) == "success"
    home.plan["assets"][0]["checks"] = [check("big", {"kind": "range", "column": "v", "min": 5}, on_fail="block")]
    home.save()
    assert make(home, "first") == "failed"
    assert len(home.table("a.raw").metadata.snapshots) > 1, "the failure is noted"
    assert polled(home) == []


class Service(LoopbackServer):
    """Answers with what it was told last."""

    def __init__(self) -> None:
        self.told = ""
        super().__init__(ServiceHandler, "service")


class ServiceHandler(BaseHTTPRequestHandler):
    """The handler of a Service."""

    service: Service

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.service.told.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(
    ("path", "answers", "hits"),
    [
        ("$.page[0].next", ['{"page": [{"next": "a"}]}', '{"page": [{"next": "a"}], "x": 1}', '{"page": []}'], ["a"]),
        ("$.next", ['{"next": null}', '{"next": 7}', '{"next": 8}', '{"next": 7}'], ["7", "8", "7#3"]),
        (None, ["one", "two", "one"], ["7692c3ad3540bb80", "3fc4ccfe745870e2", "7692c3ad3540bb80#3"]),
    ],
)
def test_what_a_service_tells_is_one_run(home: Home, path: str | None, answers: list[str], hits: list[str]) -> None:
    drops(home, home.path, {"kind": "http", "resource": "api", "path": "/changes", "cursorPath": path})
    with Service() as service:
        home.plan["resources"] = {"api": {"name": "api", "type": "http", "config": {"base_url": service.url}}}
        home.save()
        for answer in answers:
            service.told = answer
            for request in polled(home):
                assert carry_out(home, request) == "success"
            assert polled(home) == []
    assert (home.path / "code" / "hits.txt").read_text().split() == hits


def test_two_polls_at_once_ask_for_the_same(home: Home, tmp_path: Path) -> None:
    drops(home, tmp_path, {"kind": "python", "entrypoint": "triggered_code:news"})
    command = [sys.executable, "-m", "regauge_runtime", "poll", "--home", str(home.path)]
    both = [subprocess.Popen(command, env=home.environment(), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [json.loads(process.communicate()[0]) for process in both]
    shorter, longer = sorted(answers, key=len)
    assert longer[: len(shorter)] == shorter and [len(shorter), len(longer)] == [2, 4]


def test_the_runner_carries_out_what_is_asked_for_and_what_follows(home: Home) -> None:
    two_jobs(home, upstream())
    home.asset("c/last", sql("select v from b.made"), reads={"b/made": "identity"})
    home.job("third", assets=["c/last"], edges=[], otherTriggers=[upstream() | {"assets": ["b/made"]}])
    runtime(home, "run", "--job", "first", "--partitions", "2024-01-02..2024-01-03")
    assert runtime(home, "run", "--triggered")[0] == 0
    assert sorted(row["partition_date"] for row in home.rows("c.last")) == ["2024-01-02", "2024-01-03"]
    assert len(list(home.table("c.last").metadata.snapshots)) == 2
    assert runtime(home, "run", "--triggered") == (0, "")
