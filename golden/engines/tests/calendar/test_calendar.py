"""The tables of `golden/calendar`, which Java writes, against the engines' own libraries and against an oracle.

What Java foretells of an engine must be what its library answers, in every case, whether or not it is also our rule;
where it is not, `differences.jsonl` says so with a reason.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from programs import Asked, python, robfig
from wall import Wall, selected, text

from regauge_engines.cli import ROOT

Case = dict[str, Any]
Answers = Callable[[str, str], list[Any]]
TABLES = ROOT / "golden/calendar"


def table(name: str) -> list[Case]:
    """Returns the cases of a table."""
    return [json.loads(line) for line in (TABLES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def digest(lines: list[str]) -> str:
    """The digest that the tables have."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Asks all programs at once, and returns what one of them answered to a table."""
    folder = tmp_path_factory.mktemp("calendar")
    asked = {
        (engine, name): Asked(command, TABLES / f"{name}.jsonl", folder / f"{engine}-{name}")
        for engine, name, command in [
            ("airflow", "partitions", python("airflow", "airflow_facts.py")),
            ("airflow", "ticks", python("airflow", "airflow_facts.py")),
            ("dagster", "partitions", python("dagster", "dagster_facts.py")),
            ("dagster", "ticks", python("dagster", "dagster_facts.py")),
            ("dagster", "mappings", python("dagster", "dagster_mappings.py")),
            ("argo", "ticks", robfig()),
        ]
    }

    @functools.cache
    def answered(engine: str, name: str) -> list[Any]:
        return asked[engine, name].answers()

    yield answered
    for one in asked.values():
        one.process.kill()


def lines(answer: Any) -> list[str]:
    """Returns the ticks or keys of an answer; Argo's also says how they end."""
    return answer["ticks"] if isinstance(answer, dict) else answer


def wrong(cases: list[Case], engine: str, found: list[Any]) -> list[str]:
    """Returns the cases in which an engine's answer is not what was foretold of it."""
    return [
        f"{case['cron']} {case.get('zone') or case['set']}: {len(lines(answer))}, foretold {case[engine]['count']}"
        for case, answer in zip(cases, found, strict=True)
        if (len(lines(answer)), digest(lines(answer))) != (case[engine]["count"], case[engine]["sha256"])
    ]


@pytest.mark.parametrize("engine", ["dagster", "airflow", "argo"])
def test_the_engines_ticks_are_those_that_were_foretold(engine: str, answers: Answers) -> None:
    cases, found = table("ticks"), answers(engine, "ticks")
    assert len(cases) == 300
    assert sum(len(lines(answer)) for answer in found) > 100_000
    assert wrong(cases, engine, found) == []
    # A fault of one tick in one case would be seen.
    planted = [*found[:-1], lines(found[-1])[1:]]
    assert len(wrong(cases, engine, planted)) == 1


@pytest.mark.parametrize("engine", ["dagster", "airflow"])
def test_the_keys_of_a_thousand_days_are_those_that_were_foretold(engine: str, answers: Answers) -> None:
    cases, found = table("partitions"), answers(engine, "partitions")
    assert len(cases) == 60
    assert wrong(cases, engine, found) == []


def test_robfig_stops_only_where_a_reason_says_so(answers: Answers) -> None:
    ended = {
        (case["cron"], case["zone"])
        for case, answer in zip(table("ticks"), answers("argo", "ticks"), strict=True)
        if answer["ends"] != "no end"
    }
    named = {
        (row["cron"], row["zone"])
        for row in table("differences")
        if row["engine"] == "argo" and "does not come on" in row["reason"]
    }
    assert ended == named != set()


def shown(row: Case, name: str) -> list[str]:
    """Returns the first few of what a difference lists."""
    return row.get(name, {}).get("first", [])


@pytest.mark.parametrize(
    ("engine", "name", "of"),
    [
        ("dagster", "ticks", "ticks"),
        ("airflow", "ticks", "ticks"),
        ("argo", "ticks", "ticks"),
        ("dagster", "partitions", "keys"),
        ("airflow", "partitions", "keys"),
    ],
)
def test_each_difference_is_listed_with_its_reason(engine: str, name: str, of: str, answers: Answers) -> None:
    listed = iter([row for row in table("differences") if row["engine"] == engine and row["of"] == of])
    for case, answer in zip(table(name), answers(engine, name), strict=True):
        theirs = lines(answer)
        if digest(theirs) == case["sha256"]:
            continue
        row = next(listed)
        assert (row["cron"], row["zone"]) == (case["cron"], case.get("zone") or case["set"]["timezone"])
        assert row["reason"]
        real = set(theirs)
        assert real.isdisjoint(shown(row, "missing"))
        assert real.issuperset(shown(row, "extra") + shown(row, "twice"))
        moved = row.get("extra", {}).get("count", 0) + row.get("twice", {}).get("count", 0)
        assert len(theirs) == case["count"] + moved - row.get("missing", {}).get("count", 0)
    assert list(listed) == []


@functools.cache
def watched(zone: str, start: str, until: str) -> Wall:
    """Watches the clock over a case's span and three weeks before it."""
    return Wall.watched(
        zone, datetime.fromisoformat(start) - timedelta(days=21), datetime.fromisoformat(until) + timedelta(days=8)
    )


@pytest.mark.parametrize("change", sorted({(case["zone"], case["from"]) for case in table("selections")}))
def test_a_tick_selects_what_the_wall_says(change: tuple[str, str]) -> None:
    differing = []
    for case in table("selections"):
        if (case["zone"], case["from"]) != change:
            continue
        start, until = datetime.fromisoformat(case["from"]), datetime.fromisoformat(case["until"])
        wall = watched(case["zone"], case["from"], case["until"])
        begins = wall.begins(case["unit"], timedelta(seconds=case["offsetSeconds"]))
        found = [f"{text(tick)} {selected(begins, tick)}" for tick in wall.ticks(case["cron"]) if start <= tick < until]
        if (len(found), digest(found)) != (case["count"], case["sha256"]):
            differing.append((case, [line for line in found if line not in case["atTheChange"]][:5]))
    assert differing == []


def test_dagsters_mappings_answer_as_foretold(answers: Answers) -> None:
    cases, found = table("mappings"), answers("dagster", "mappings")
    assert len(cases) > 500
    differing = [
        (case, answer) for case, answer in zip(cases, found, strict=True) if answer != case.get("dagster", case["ours"])
    ]
    assert differing == []
    assert all(case["reason"] and case["dagster"] != case["ours"] for case in cases if "dagster" in case)
