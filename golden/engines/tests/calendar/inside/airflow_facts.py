"""Run by Airflow's own interpreter: prints, for each case on stdin, a line of JSON with its ticks or keys."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.timetables.trigger import CronPartitionTimetable, CronTriggerTimetable
from pendulum import instance

logging.disable(logging.CRITICAL)


def ticks(case: dict[str, Any]) -> list[str]:
    """Walks `[from, until)` of each span, from tick to tick as the scheduler does."""
    timetable = CronTriggerTimetable(case["cron"], timezone=case["zone"])
    found = []
    for begin, end in case["spans"]:
        start, until = datetime.fromisoformat(begin), datetime.fromisoformat(end)
        tick = timetable._get_next(instance(start - timedelta(seconds=1)))
        while tick < until:
            if tick >= start:
                found.append(tick.astimezone(UTC).isoformat().replace("+00:00", "Z"))
            tick = timetable._get_next(tick)
    return found


def keys(case: dict[str, Any]) -> list[str]:
    """Returns the keys of the ticks from the start on whose successor has come by the case's `now`.

    Airflow knows neither complete partitions nor an end offset; both are read off its ticks as semantics 8 and 9 say.
    """
    chosen = case["set"]
    timetable = CronPartitionTimetable(case["cron"], timezone=chosen["timezone"], key_format=chosen["format"])
    start = datetime.strptime(chosen["start"][:10], "%Y-%m-%d").replace(tzinfo=UTC)
    now = datetime.fromisoformat(case["now"])
    infos = list(timetable.iter_partition_dagrun_infos(earliest=start, latest=start + timedelta(days=1010)))
    complete = sum(info.partition_date <= now for info in infos[1:])
    return [info.partition_key for info in infos[: max(0, complete + chosen["endOffset"])]]


for line in sys.stdin:
    one = json.loads(line)
    print(json.dumps(ticks(one) if "spans" in one else keys(one)))
