"""How old an asset is, and that each change is told once (semantics 15)."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from test_triggers import inside, make

from regauge_runtime.freshness import Look, look
from regauge_runtime.plan import Plan
from support import Home, Json, check, python

LIMITS = {"warnAfterSeconds": 26 * 3600, "failAfterSeconds": 30 * 3600}
CODE = """
import os
def made(context):
    return [{'v': int(os.environ.get('V', '1'))}]
"""


def watched(home: Home, *, partitioned: bool = True, freshness: Json | None = None, **more: object) -> None:
    home.code("freshness_code", CODE)
    home.asset("a/b", python("freshness_code:made"), partitioned=partitioned, freshness=freshness or LIMITS, **more)
    home.job("daily", assets=["a/b"], edges=[], partitionSet="day" if partitioned else None)


def seen(home: Home, *, hours: float = 0) -> Look:
    """What a look finds so long after now."""
    with inside(home):
        (found,) = look(Plan.load(home.path), home.path, datetime.now(UTC) + timedelta(hours=hours))
    return found


def told(found: Look) -> tuple[str, bool]:
    return found.status, found.is_event


def test_it_warns_fails_and_recovers_once_each(home: Home) -> None:
    watched(home, partitioned=False)
    make(home, "daily")
    assert told(seen(home)) == ("success", False)
    assert told(seen(home, hours=27)) == ("warned", True)
    assert told(seen(home, hours=28)) == ("warned", False)
    assert told(seen(home, hours=31)) == ("failed", True)
    assert told(seen(home, hours=99)) == ("failed", False)
    make(home, "daily")
    assert told(seen(home)) == ("success", True)
    assert told(seen(home)) == ("success", False)


def test_a_backfill_of_older_partitions_makes_nothing_fresher(home: Home) -> None:
    watched(home)
    make(home, "daily", "2024-03-02")
    first = seen(home)
    make(home, "daily", "2024-03-01")
    after = seen(home)
    assert (after.partition, after.published_at) == ("2024-03-02", first.published_at)
    make(home, "daily", "2024-03-03")
    assert seen(home).partition == "2024-03-03"


def test_a_partition_that_is_not_due_does_not_count(home: Home) -> None:
    watched(home)
    make(home, "daily", "2024-03-02")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    make(home, "daily", str(tomorrow))
    assert seen(home).partition == "2024-03-02"


def test_what_was_never_published_is_as_old_as_the_first_look(home: Home) -> None:
    watched(home, partitioned=False)
    first = seen(home)
    assert (*told(first), first.published_at) == ("success", False, None) and first.age_seconds < 60
    assert told(seen(home, hours=31)) == ("failed", True)


def test_nothing_is_old_before_its_first_partition_is_due(home: Home) -> None:
    watched(home)
    home.plan["partitionSets"]["day"]["start"] = "2999-01-01"
    home.save()
    seen(home)
    assert told(seen(home, hours=99)) == ("success", False)


def test_rows_that_were_not_published_are_no_news(home: Home) -> None:
    watched(home, partitioned=False)
    home.plan["assets"][0]["checks"] = [check("small", {"kind": "range", "column": "v", "max": 5}, on_fail="block")]
    home.save()
    make(home, "daily")
    before = seen(home).published_at
    home.env["V"] = "9"
    assert make(home, "daily") == "failed"
    assert seen(home).published_at == before


def test_a_limit_alone(home: Home) -> None:
    watched(home, partitioned=False, freshness={"warnAfterSeconds": 3600})
    make(home, "daily")
    assert told(seen(home, hours=500)) == ("warned", True)


def test_of_static_values_the_one_published_last_counts(home: Home) -> None:
    watched(home)
    home.plan["partitionSets"]["day"] = {"kind": "static", "name": "day", "values": ["us", "eu"], "column": "r"}
    home.save()
    make(home, "daily", "eu")
    make(home, "daily", "us")
    assert seen(home).partition == "us"


def test_the_commands_say_what_a_look_finds(home: Home) -> None:
    watched(home, partitioned=False, freshness={"failAfterSeconds": 0.001})
    make(home, "daily")
    trace, output = home.path / "trace.jsonl", home.path / "looks.json"
    assert _command(home, trace, "run", "--freshness").startswith("a/b is too old: published ")
    (line,) = map(json.loads, trace.read_text().splitlines())
    assert (line["kind"], line["asset"], line["status"]) == ("freshness", "a/b", "failed")
    (found,) = json.loads(_command(home, trace, "freshness", "--output", str(output)))
    assert (found["asset"], found["status"], found["isEvent"]) == ("a/b", "failed", False)
    assert json.loads(output.read_text()) == [found]
    assert len(trace.read_text().splitlines()) == 1


def _command(home: Home, trace: object, *argv: str) -> str:
    command = [sys.executable, "-m", "regauge_runtime", argv[0], "--home", str(home.path), *argv[1:]]
    done = subprocess.run(
        command, env=home.environment(REGAUGE_TRACE=str(trace)), capture_output=True, text=True, check=True
    )
    return done.stdout
