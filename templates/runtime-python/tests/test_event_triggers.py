"""The triggers `event` and `all`: what has happened since the job last began, by the records of assets and runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from test_triggers import carry_out, make, polled, runtime, two_jobs

from support import Home, Json

DAY, NEXT = "2024-01-02", "2024-01-03"


def event(name: str, target: str, **more: Any) -> Json:
    return {"kind": "event", "event": name, "target": target, "enabled": True} | more


def both(*of: Json, kind: str = "all") -> Json:
    return {"kind": kind, "of": list(of), "enabled": True}


def cron(line: str) -> Json:
    return {"kind": "cron", "trigger": {"cron": line, "timezone": "UTC", "enabled": True}}


def days(home: Home) -> list[str]:
    return [request["partition"] for request in polled(home)]


def ended(
    home: Home, number: int, *, failed: bool = False, cause: str = "manual:1", partition: str | None = None
) -> None:
    said = {"job": "first", "run": str(number), "cause": cause, "partition": partition, "failed": failed}
    runs = json.dumps([said | {"ended": 4e9 + number}])
    assert runtime(home, "poll", "--runs", runs)[0] == 0


def test_an_update_starts_the_partition_that_it_is_of_once(home: Home) -> None:
    two_jobs(home, event("dataUpdated", "a/raw"))
    assert polled(home) == []
    make(home, "first", DAY)
    (request,) = polled(home)
    assert (request["job"], request["partition"]) == ("second", DAY)
    make(home, "first", DAY)
    assert polled(home) == [request], "what comes before it has begun is the same request"
    assert carry_out(home, request) == "success"
    assert polled(home) == []
    make(home, "first", DAY)
    (again,) = polled(home)
    assert again["cause"] != request["cause"]


def test_without_partitions_the_newest_update_of_any_counts(home: Home) -> None:
    two_jobs(home, event("dataUpdated", "a/raw"), partitioned=False)
    make(home, "first")
    (request,) = polled(home)
    assert request["partition"] == "-" and carry_out(home, request) == "success"
    assert polled(home) == []


def test_a_failed_run_is_not_asked_for_again_until_there_is_another_event(home: Home) -> None:
    two_jobs(home, event("dataUpdated", "a/raw"))
    make(home, "first", DAY)
    (request,) = polled(home)
    (home.path / "code" / "broken").touch()
    assert carry_out(home, request) == "failed"
    assert polled(home) == []
    make(home, "first", DAY)
    assert days(home) == [DAY]


@pytest.mark.parametrize(
    ("name", "causes"), [("jobSucceeded", ["manual:1", "tick:1"]), ("scheduleSucceeded", ["tick:1"])]
)
def test_a_run_of_another_job_that_went_well_starts_it(home: Home, name: str, causes: list[str]) -> None:
    two_jobs(home, event(name, "first"), partitioned=False)
    ended(home, 1, failed=True, cause="tick:1")
    assert polled(home) == []
    ended(home, 2, cause="manual:1")
    if "manual:1" not in causes:
        assert polled(home) == []
        ended(home, 3, cause="tick:1")
    (request,) = polled(home)
    assert request["job"] == "second"


def test_a_run_that_went_well_starts_its_own_partition(home: Home) -> None:
    two_jobs(home, event("jobSucceeded", "first"))
    ended(home, 1, partition=DAY)
    ended(home, 2, partition=NEXT, failed=True)
    assert days(home) == [DAY]


def test_the_local_runner_tells_how_a_run_that_is_awaited_ended(home: Home) -> None:
    two_jobs(home, event("jobSucceeded", "first"))
    assert runtime(home, "run", "--job", "first", "--partition", DAY)[0] == 0
    assert days(home) == [DAY]


def test_new_logic_is_news_as_long_as_something_was_made_by_the_old_one(home: Home) -> None:
    two_jobs(home, event("newLogic", "a/raw"))
    make(home, "first", DAY)
    assert polled(home) == [], "it was made by what is here"
    home.plan["assets"][0]["codeVersion"] = "2"
    home.save()
    (request,) = polled(home)
    assert request["partition"] == DAY
    assert carry_out(home, request) == "success"
    assert polled(home) == [], "once for each logic"
    home.plan["assets"][0]["codeVersion"] = "3"
    home.save()
    assert days(home) == [DAY]


def test_all_waits_for_each_of_them_for_the_same_partition(home: Home) -> None:
    two_jobs(home, both(event("dataUpdated", "a/raw"), event("jobSucceeded", "first")))
    make(home, "first", DAY)
    assert polled(home) == []
    ended(home, 1, partition=NEXT)
    assert polled(home) == [], "of another partition"
    ended(home, 2, partition=DAY)
    (request,) = polled(home)
    assert request["partition"] == DAY and carry_out(home, request) == "success"


def test_any_inside_all_is_one_of_them(home: Home) -> None:
    two_jobs(
        home, both(event("dataUpdated", "a/raw"), both(event("jobSucceeded", "first"), cron("0 0 29 2 *"), kind="any"))
    )
    make(home, "first", DAY)
    assert make(home, "second", DAY) == "success"
    make(home, "first", DAY)
    assert polled(home) == [], "no tick since then, and no run"
    ended(home, 1, partition=DAY)
    assert days(home) == [DAY]


def test_a_tick_since_the_last_run_is_one_of_all(home: Home) -> None:
    two_jobs(home, both(event("dataUpdated", "a/raw"), cron("* * * * *")), partitioned=False)
    make(home, "first")
    assert days(home) == ["-"], "what never ran has missed each tick"
    assert make(home, "second") == "success"
    make(home, "first")
    assert polled(home) == [], "no minute has passed"


def test_hits_since_the_last_run_are_one_of_all(home: Home) -> None:
    home.plan["sensors"] = {
        "drops": {"name": "drops", "enabled": True, "source": {"kind": "file", "path": "drops", "pattern": "*"}}
    }
    sensor = {"kind": "sensor", "sensor": "drops", "enabled": True}
    two_jobs(home, both(event("dataUpdated", "a/raw"), sensor), partitioned=False)
    (home.data / "drops").mkdir(parents=True)
    make(home, "first")
    assert polled(home) == []
    (home.data / "drops" / "one").touch()
    (request,) = polled(home)
    assert carry_out(home, request) == "success"
    make(home, "first")
    assert polled(home) == [], "that hit was seen"
    (home.data / "drops" / "two").touch()
    assert len(polled(home)) == 1


def test_an_all_of_which_one_is_off_starts_nothing(home: Home) -> None:
    two_jobs(home, both(event("dataUpdated", "a/raw"), event("dataUpdated", "a/raw", enabled=False)))
    make(home, "first", DAY)
    assert polled(home) == []
