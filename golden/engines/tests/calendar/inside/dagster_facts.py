"""Run by Dagster's own interpreter: prints, for each case on stdin, a line of JSON with its ticks or keys."""

from __future__ import annotations

import datetime as real
import json
import sys
import types
from typing import Any

import dagster._utils.schedules as schedules
from dagster import TimeWindowPartitionsDefinition


class Clock(real.datetime):
    """A clock that stands still at `at`."""

    at: real.datetime

    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> real.datetime:
        """Returns the instant at which it stands."""
        return cls.at.astimezone(tz)


# Dagster asks the offset of the day on which it runs; the same code is asked here on the day of the case.
_own = schedules.has_nonzero_minute_offset.__wrapped__
_globals = {**_own.__globals__, "datetime": types.SimpleNamespace(datetime=Clock)}
schedules.has_nonzero_minute_offset = types.FunctionType(_own.__code__, _globals)


def ticks(case: dict[str, Any]) -> list[str]:
    """Walks `[from, until)` of each span, asked at its begin."""
    found = []
    for begin, end in case["spans"]:
        Clock.at = real.datetime.fromisoformat(begin)
        until = real.datetime.fromisoformat(end).timestamp()
        for tick in schedules.cron_string_iterator(Clock.at.timestamp(), case["cron"], case["zone"]):
            if tick.timestamp() >= until:
                break
            instant = real.datetime.fromtimestamp(tick.timestamp(), real.UTC)
            found.append(instant.isoformat().replace("+00:00", "Z"))
    return found


def keys(case: dict[str, Any]) -> list[str]:
    """Returns the keys that exist at the case's `now`."""
    chosen = case["set"]
    Clock.at = real.datetime.fromisoformat(case["now"])
    partitions = TimeWindowPartitionsDefinition(
        start=real.datetime.strptime(chosen["start"], "%Y-%m-%d-%H:%M" if len(chosen["start"]) > 10 else "%Y-%m-%d"),
        fmt=chosen["format"],
        timezone=chosen["timezone"],
        end_offset=chosen["endOffset"],
        cron_schedule=case["cron"],
    )
    return list(partitions.get_partition_keys(current_time=Clock.at))


for line in sys.stdin:
    one = json.loads(line)
    print(json.dumps(ticks(one) if "spans" in one else keys(one)))
