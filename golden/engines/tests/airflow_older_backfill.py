"""Run by Airflow 3.2's interpreter: walks the generated timetable as its backfill does, and prints the runs' keys.

Usage: python airflow_older_backfill.py PLUGINS_FOLDER MODULE
"""

from __future__ import annotations

import importlib
import json
import sys
from datetime import datetime
from typing import Any

from airflow.timetables.base import DagRunInfo, TimeRestriction
from pendulum import instance

sys.path.insert(0, sys.argv[1])
made: Any = importlib.import_module(sys.argv[2]).JobTimetableV1
BERLIN = {"kind": "daily", "name": "day", "start": "2026-03-01", "timezone": "Europe/Berlin"}
HOURS = {"kind": "hourly", "name": "hour", "start": "2025-10-01-00:00", "timezone": "Europe/Berlin"}
REGIONS = {"kind": "static", "name": "region", "values": ["eu", "us"]}
CELLS = {"kind": "multi", "name": "day_region", "dimensions": {"date": BERLIN, "region": REGIONS}}


def backfilled(timetable: Any, first: str, last: str) -> list[str]:
    """The loop of `SerializedDAG.iter_dagrun_infos_between`."""
    restriction = TimeRestriction(
        instance(datetime.fromisoformat(first)), instance(datetime.fromisoformat(last)), catchup=True
    )
    info: DagRunInfo | None = None
    found = []
    while info := timetable.next_dagrun_info_v2(last_dagrun_info=info, restriction=restriction):
        found.append(info.partition_key or info.run_after.in_timezone("UTC").isoformat())
    return found


MIDNIGHT = "T00:00:00+00:00"
print(
    json.dumps(
        {
            "days": backfilled(made(BERLIN), f"2026-03-28{MIDNIGHT}", f"2026-03-30{MIDNIGHT}"),
            "hours": backfilled(made(HOURS), f"2025-10-26{MIDNIGHT}", f"2025-10-26{MIDNIGHT}"),
            "cells": backfilled(made(CELLS), f"2026-03-29{MIDNIGHT}", f"2026-03-29{MIDNIGHT}"),
            "values": backfilled(made(REGIONS), f"1970-01-02{MIDNIGHT}", f"1970-01-09{MIDNIGHT}"),
            "no partitions": backfilled(
                made(None, [("0 6 * * *", "UTC")]), f"2026-03-28{MIDNIGHT}", "2026-03-29T12:00:00+00:00"
            ),
        }
    )
)
