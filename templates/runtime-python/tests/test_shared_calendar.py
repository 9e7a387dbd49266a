"""The tables of `golden/calendar`, which the Java planner writes: this runtime must read partitions as it does."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regauge_runtime.partitions import DailySet, format_instant, parse_instant, partition_set

TABLES = Path(__file__).parents[3] / "golden/calendar"


def table(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TABLES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


DAILY = [case for case in table("partitions") if case["set"]["kind"] == "daily"]


def test_the_table_has_the_zones_that_break_naive_code() -> None:
    zones = {case["set"]["timezone"] for case in DAILY}
    assert len(DAILY) == 24
    assert zones >= {"Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "America/Havana"}


@pytest.mark.parametrize(
    "case", DAILY, ids=lambda case: "{timezone} {offsetSeconds} {endOffset}".format_map(case["set"])
)
def test_a_thousand_days_have_the_planners_keys_and_windows(case: dict[str, Any]) -> None:
    days = partition_set(case["set"])
    keys = days.keys_until(parse_instant(case["now"]))
    assert (keys[0], keys[-1], len(keys)) == (case["first"], case["last"], case["count"])
    assert digest(keys) == case["sha256"]
    assert isinstance(days, DailySet)
    windows = [days.window(key) for key in keys]
    assert digest([f"{format_instant(start)} {format_instant(end)}" for start, end in windows]) == case["windows"]


def test_a_tick_near_a_clock_change_selects_the_planners_day() -> None:
    seen = 0
    for case in table("selections"):
        if case["unit"] == "day":
            days = DailySet("day", date(2010, 1, 1), None, case["zone"], case["offsetSeconds"])
            for line in case["atTheChange"]:
                tick, key = line.split()
                assert days.last_at(parse_instant(tick)) == key, case
                seen += 1
    assert seen > 300
