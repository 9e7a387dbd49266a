"""Run by Airflow's own interpreter: asks the generated timetable, as the scheduler does, and prints the answers.

Usage: python airflow_timetable_facts.py PLUGINS_FOLDER MODULE
"""

from __future__ import annotations

import importlib
import json
import sys
from datetime import datetime
from typing import Any

from airflow.timetables.base import DagRunInfo, TimeRestriction
from pendulum import DateTime, instance

sys.path.insert(0, sys.argv[1])
module: Any = importlib.import_module(sys.argv[2])
NEW_YORK = {"kind": "daily", "name": "day", "start": "2024-03-01", "timezone": "America/New_York"}
BERLIN = {"kind": "daily", "name": "day", "start": "2026-03-01", "timezone": "Europe/Berlin"}
REGIONS = {"kind": "static", "name": "region", "values": ["eu", "us"]}
HOURS = {"kind": "hourly", "name": "hour", "start": "2026-03-01-00:00", "timezone": "Europe/Berlin"}
DAY_REGION = {"kind": "multi", "name": "day_region", "dimensions": {"date": BERLIN, "region": REGIONS}}
NO_LIMIT = TimeRestriction(earliest=None, latest=None, catchup=False)


class Clock(datetime):
    """A clock that stands: the timetable asks for the time to see what is late."""

    at: datetime

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.at.astimezone(tz)


def walk(timetable: Any, first: str, count: int) -> list[list[str | None]]:
    """Follows the schedule from a run at `first`; the clock stands at each run, so that nothing is late."""
    info = DagRunInfo(when(first), None, partition_date=when(first), partition_key=None)
    found = []
    for _ in range(count):
        Clock.at = datetime.fromisoformat(info.run_after.isoformat())
        info = timetable.next_dagrun_info_v2(last_dagrun_info=info, restriction=NO_LIMIT)
        found.append([info.run_after.in_timezone("UTC").isoformat(), info.partition_key])
    return found


def after_the_dag_was_read(timetable: Any, keys: list[str]) -> list[str | None]:
    """Returns the keys that follow when the scheduler takes the run with the newest partition date as the last one."""
    runs: list[DagRunInfo] = []
    info = DagRunInfo(when("2026-04-01T07:00:00+00:00"), None, when("2026-04-01T06:00:00.000001+00:00"), "us")
    for _ in keys:
        Clock.at = datetime.fromisoformat(info.run_after.isoformat())
        runs.append(timetable.next_dagrun_info_v2(last_dagrun_info=info, restriction=NO_LIMIT))
        info = max(runs, key=lambda run: (run.partition_date, run.run_after))
    return [run.partition_key for run in runs]


def after_a_backfill(timetable: Any) -> str:
    """Returns the next tick when the only run there is was a backfill's, of the first value."""
    Clock.at = datetime.fromisoformat("2026-04-01T07:00:00+00:00")
    first = next(
        iter(
            timetable.iter_partition_dagrun_infos(
                earliest=when("1970-01-01T00:00:00+00:00"), latest=when("1970-01-01T00:00:00+00:00")
            )
        )
    )
    info = timetable.next_dagrun_info_v2(last_dagrun_info=first, restriction=NO_LIMIT)
    return f"{info.run_after.in_timezone('UTC').isoformat()} {info.partition_key}"


def when(text: str) -> DateTime:
    return instance(datetime.fromisoformat(text))


def after(timetable: Any, last: str, now: str) -> list[str | None]:
    Clock.at = datetime.fromisoformat(now)
    last_info = DagRunInfo(when(last), None, partition_date=when(last), partition_key="2026-03-01") if last else None
    info = timetable.next_dagrun_info_v2(last_dagrun_info=last_info, restriction=NO_LIMIT)
    return [info.run_after.in_timezone("UTC").isoformat(), info.partition_key] if info else []


def backfilled(timetable: Any, first: str, last: str) -> list[list[str]]:
    Clock.at = datetime.fromisoformat("2026-06-01T00:00:00+00:00" if first < "2026-06" else "2026-12-01T00:00:00+00:00")
    infos = timetable.iter_partition_dagrun_infos(earliest=when(first), latest=when(last))
    return [[info.partition_key, info.partition_date.in_timezone("UTC").isoformat()] for info in infos]


def main() -> None:
    module.datetime = Clock
    made = module.JobTimetableV1
    zone = "Europe/Berlin"
    weekly = made(BERLIN, [("0 3 * * 1", zone)], 50)
    two_o_clock = made(BERLIN, [("0 2 * * *", zone)], 50)
    stored = made.deserialize(json.loads(json.dumps(weekly.serialize())))
    daily = made(BERLIN, [("0 6 * * *", "UTC")], 2)
    both = made(DAY_REGION, [("0 6 * * *", "UTC")], 50)
    facts = {
        "hourly": walk(made(HOURS, [("5 * * * *", zone)], 50), "2026-03-29T00:00:00+00:00", 3),
        "backfill of hours": backfilled(made(HOURS), "2026-10-25T00:00:00+00:00", "2026-10-25T00:00:00+00:00"),
        "two dimensions": walk(both, "2026-04-01T07:00:00+00:00", 4),
        "backfill of two dimensions": backfilled(both, "2026-03-29T00:00:00+00:00", "2026-03-29T00:00:00+00:00"),
        "weekly": walk(weekly, "2026-03-17T00:00:00+00:00", 3),
        "six hourly": walk(made(BERLIN, [("0 */6 * * *", zone)], 50), "2026-03-28T23:30:00+00:00", 5),
        "in the hour that the zone skips": walk(two_o_clock, "2026-03-27T12:00:00+00:00", 4),
        "in the hour that the zone repeats": walk(two_o_clock, "2026-10-23T12:00:00+00:00", 4),
        "two crons": walk(
            made(BERLIN, [("0 6 * * *", "UTC"), ("0 9 * * *", "UTC")], 50), "2026-04-01T00:00:00+00:00", 3
        ),
        "static": walk(made(REGIONS, [("0 6 * * *", "UTC")], 50), "2026-04-01T07:00:00+00:00", 4),
        "static, read again": after_the_dag_was_read(made(REGIONS, [("0 6 * * *", "UTC")], 50), ["eu", "us"] * 2),
        "static, after a backfill": after_a_backfill(made(REGIONS, [("0 6 * * *", "UTC")], 50)),
        "no partitions": walk(made(None, [("0 6 * * *", "UTC")], 50), "2026-04-01T07:00:00+00:00", 2),
        "stored": [stored.summary, walk(stored, "2026-03-17T00:00:00+00:00", 3)],
        "new": after(daily, "", "2026-04-01T12:00:00+00:00"),
        "new and just due": after(daily, "", "2026-04-01T06:02:00+00:00"),
        "late by a minute": after(daily, "2026-04-01T06:00:00+00:00", "2026-04-02T06:01:00+00:00"),
        "late by three days, backlog 2": after(daily, "2026-04-01T06:00:00+00:00", "2026-04-04T12:00:00+00:00"),
        "late by three days, backlog 0": after(
            made(BERLIN, [("0 6 * * *", "UTC")], 0), "2026-04-01T06:00:00+00:00", "2026-04-04T12:00:00+00:00"
        ),
        "before the first": after(daily, "2026-02-01T06:00:00+00:00", "2026-02-01T06:00:00+00:00"),
        "without crons": after(made(BERLIN), "", "2026-04-01T12:00:00+00:00"),
        "backfill": backfilled(made(BERLIN), "2026-03-28T00:00:00+00:00", "2026-03-30T00:00:00+00:00"),
        "backfill of a day": backfilled(made(NEW_YORK), "2024-03-10T00:00:00+00:00", "2024-03-10T00:00:00+00:00"),
        "backfill of values": backfilled(made(REGIONS), "1970-01-02T00:00:00+00:00", "1970-01-09T00:00:00+00:00"),
        "backfill of what is not complete": backfilled(
            made(BERLIN), "2026-05-31T00:00:00+00:00", "2026-07-01T00:00:00+00:00"
        ),
    }
    print("FACTS " + json.dumps(facts))


main()
