"""The tables of `golden/calendar`, which the Java planner writes: this runtime must read partitions as it does."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from regauge_runtime.mappings import downstream_keys, upstream_keys
from regauge_runtime.partitions import PartitionSet, TimeSet, format_instant, parse_instant, partition_set

TABLES = Path(__file__).parents[3] / "golden/calendar"


def table(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TABLES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


PARTITIONS = table("partitions")


def time_set(case: dict[str, Any]) -> TimeSet:
    """A set of the table, whose cron line stands beside it."""
    sets = partition_set({**case["set"], "cron": case["cron"]})
    assert isinstance(sets, TimeSet)
    return sets


def test_the_table_has_the_kinds_and_the_zones_that_break_naive_code() -> None:
    kinds = Counter(case["set"]["kind"] for case in PARTITIONS)
    assert kinds == {"daily": 24, "cron": 12, "weekly": 10, "hourly": 8, "monthly": 6}
    zones = {case["set"]["timezone"] for case in PARTITIONS}
    assert zones >= {"Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "America/Havana"}


@pytest.mark.parametrize(
    "case",
    PARTITIONS,
    ids=lambda case: "{kind} {timezone} {offsetSeconds} {endOffset}".format_map({"offsetSeconds": 0, **case["set"]}),
)
def test_a_thousand_days_have_the_planners_keys_and_windows(case: dict[str, Any]) -> None:
    sets = time_set(case)
    keys = sets.keys_until(parse_instant(case["now"]))
    assert (keys[0], keys[-1], len(keys)) == (case["first"], case["last"], case["count"])
    assert digest(keys) == case["sha256"]
    if case["set"]["kind"] == "hourly" and case["set"]["timezone"] not in ("Australia/Lord_Howe", "Europe/Berlin"):
        return  # 24,000 windows take seconds: two zones stand for all
    windows = [sets.window(key) for key in keys]
    assert digest([f"{format_instant(start)} {format_instant(end)}" for start, end in windows]) == case["windows"]


def test_a_fault_of_one_window_would_be_seen() -> None:
    case = next(case for case in PARTITIONS if case["set"]["kind"] == "monthly")
    keys = time_set(case).keys_until(parse_instant(case["now"]))
    assert digest([*keys[:-1], "2013-01-02"]) != case["sha256"]


@pytest.mark.parametrize(("unit", "kind"), [("day", "daily"), ("week", "weekly")])
def test_a_tick_near_a_clock_change_selects_the_planners_partition(unit: str, kind: str) -> None:
    seen = 0
    for case in table("selections"):
        if case["unit"] == unit:
            plan = {"kind": kind, "name": unit, "start": "2010-01-01", "timezone": case["zone"]}
            sets = partition_set(plan | {"offsetSeconds": case["offsetSeconds"]})
            for line in case["atTheChange"]:
                tick, key = line.split()
                assert sets.last_at(parse_instant(tick)) == key, case
                seen += 1
    assert seen > 300


def written_set(words: dict[str, Any]) -> PartitionSet:
    """A set as the table of mappings writes it: a cron line, values or dimensions."""
    return partition_set(_plan(words))


def _plan(words: dict[str, Any]) -> dict[str, Any]:
    if "dimensions" in words:
        return {"kind": "multi", "name": "m", "dimensions": {k: _plan(v) for k, v in words["dimensions"].items()}}
    return {"kind": "static" if "values" in words else "cron", "name": "x", **words}


def written_mapping(words: dict[str, Any]) -> Any:
    """A mapping of the table as plan.json writes it."""
    match words["kind"]:
        case "window":
            return {"window": {"start": words["start"], "end": words["end"]}}
        case "static":
            return {"static": words["static"]}
        case "dims":
            return {"dims": {name: written_mapping(each) for name, each in words["dims"].items()}}
        case rule:
            return rule


def test_mappings_are_the_planners_in_both_directions() -> None:
    seen = Counter()
    for case in table("mappings"):
        ours, theirs, now = written_set(case["down"]), written_set(case["up"]), parse_instant(case["now"])
        mapped = upstream_keys if case["way"] == "up" else downstream_keys
        known = lambda sets, now=now: sets.keys_until(now)  # noqa: E731
        assert mapped(written_mapping(case["mapping"]), ours, theirs, case["key"], known) == case["ours"], case
        seen[case["mapping"]["kind"]] += 1
    assert set(seen) == {"identity", "all", "last", "window", "static", "dims"}
    assert seen.total() > 500
