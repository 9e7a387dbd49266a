"""What an engine's own store says of one probe in one product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Event = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """The evidence of a probe: trace events as the sides write them, of its own assets and tables only.

    `notes` are what `act` returned: whatever it saw while the runs were going.
    """

    engine: str
    events: Sequence[Event]
    notes: Any = None

    def attempts(self, asset: str, partition: str | None = None) -> list[Event]:
        """Returns the attempts of an asset, by their start; those that never began come last."""
        return [event for event in self.assets() if event["asset"] == asset and partition in (None, key_of(event))]

    def assets(self) -> list[Event]:
        """Returns one event for each attempt of each step, by their start."""
        last: dict[tuple[str, ...], Event] = {}
        for event in self.events:
            if event["kind"] == "asset":
                # The local runner tells each start also by an event of its own.
                last[event["runKey"], event["asset"], str(event["attempt"])] = event
        return sorted(last.values(), key=lambda event: (event.get("start") or "9", event["asset"]))

    def statuses(self, asset: str, partition: str | None = None) -> list[str]:
        """Returns the status of each attempt of an asset."""
        return [event["status"] for event in self.attempts(asset, partition)]

    def checks(self, asset: str) -> dict[str, str]:
        """Returns check → its last outcome."""
        return {e["check"]: e["status"] for e in self.events if e["kind"] == "check" and e["asset"] == asset}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Returns a table's rows as the independent reader finds them, sorted; none if there is no table."""
        for event in self.events:
            if event["kind"] == "table" and event["table"] == table:
                return [dict(zip(event["columns"], row, strict=True)) for row in event["rows"]]
        return []

    def snapshots(self, table: str) -> int:
        """Returns how many snapshots a table has, 0 if there is no table."""
        tables = (event for event in self.events if event["kind"] == "table" and event["table"] == table)
        return next((int(event["snapshots"]) for event in tables), 0)


def key_of(event: Event) -> str:
    """Returns the partition key of an event, empty without partition."""
    return next(iter((event.get("partition") or {}).values()), "")


def start(event: Event) -> datetime:
    """Returns when an attempt began."""
    return datetime.fromisoformat(event["start"])


def end(event: Event) -> datetime:
    """Returns when an attempt ended."""
    return datetime.fromisoformat(event["end"])


def seconds(event: Event) -> float:
    """Returns how long an attempt took."""
    return (end(event) - start(event)).total_seconds()


def gaps(attempts: Sequence[Event]) -> list[float]:
    """Returns the seconds from the end of each attempt to the start of the next."""
    following = attempts[1:]
    pairs = zip(attempts, following, strict=False)
    return [(start(after) - end(before)).total_seconds() for before, after in pairs]


def overlapping(events: Iterable[Event]) -> int:
    """Returns how many of the attempts were going at once at most."""
    marks = sorted(mark for one in events for mark in ((start(one), 1), (end(one), -1)))
    most = now = 0
    for _, change in marks:
        now += change
        most = max(most, now)
    return most
