"""Partition keys and windows (semantics 8, 9, 13); standard library only and standalone.

This very text is also emitted into engine bundles as `<scope>_partitions.py`, so it imports nothing of ours. All
instants are aware datetimes in UTC. A daily key is the window's first local day. A local day that a zone skipped
(Apia's 2011-12-30) has an empty window and is no partition. A wall time inside a gap counts from the offset before the
gap, an ambiguous one is its first occurrence: as in java.time and RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

NO_PARTITION = "-"


@dataclass(frozen=True)
class DailySet:
    """One partition per calendar day of a zone.

    `start` is the first day, `end` the first that no longer is (None = open), `offset_seconds` the wall-clock time
    after midnight at which a day begins, `end_offset` how many days past the last complete one exist already (less
    than 0: how many days a complete one must wait).
    """

    name: str
    start: date
    end: date | None
    timezone: str = "UTC"
    offset_seconds: int = 0
    end_offset: int = 0
    column: str = "partition_date"
    column_type: str = "string"
    format: str = "%Y-%m-%d"

    def key_of(self, day: date) -> str:
        """Returns the key of a day."""
        return day.strftime(self.format)

    def day_of(self, key: str) -> date:
        """Returns the day of a key; ValueError for a text that is no key of this set."""
        try:
            day = datetime.strptime(key, self.format).date()
        except ValueError:
            raise ValueError(f"{key!r} is no key of partition set {self.name} ({self.format})") from None
        if self.key_of(day) != key or not self._is_day(day):
            raise ValueError(f"{key!r} is no partition of {self.name}: {self._extent()}")
        return day

    def window(self, key: str) -> tuple[datetime, datetime]:
        """Returns the partition's [start, end) in UTC."""
        day = self.day_of(key)
        return self._begin(day), self._begin(day + timedelta(days=1))

    def last_at(self, instant: datetime) -> str | None:
        """Returns the partition that a tick at the instant selects, or None.

        It is the last one whose window ended at or before the instant, moved by `end_offset` days.
        """
        _require_aware(instant)
        day = instant.astimezone(ZoneInfo(self.timezone)).date() + timedelta(days=2)
        if self.end is not None and self.end_offset == 0:
            day = min(day, self.end)
        while day >= self.start - timedelta(days=abs(self.end_offset) + 2):
            if not self._is_skipped(day) and self._begin(day + timedelta(days=1)) <= instant:
                day = self._moved(day, self.end_offset)
                if self.end is not None:
                    day = min(day, self._last_day())
                return self.key_of(day) if self._is_day(day) else None
            day -= timedelta(days=1)
        return None

    def keys_until(self, instant: datetime) -> list[str]:
        """Returns every partition from the start to `last_at(instant)`, oldest first."""
        last = self.last_at(instant)
        return [] if last is None else [self.key_of(day) for day in self._days(self.start, self.day_of(last))]

    def requested_at(self, instant: datetime) -> list[str]:
        """Returns what a tick at the instant requests: one partition or none."""
        last = self.last_at(instant)
        return [] if last is None else [last]

    def range(self, first: str, last: str) -> list[str]:
        """Returns the keys from `first` to `last`, both included; ValueError when they stand the wrong way round."""
        begin, end = self.day_of(first), self.day_of(last)
        if begin > end:
            raise ValueError(f"the range {first}..{last} is empty: {first} comes after {last}")
        return [self.key_of(day) for day in self._days(begin, end)]

    def _begin(self, day: date) -> datetime:
        wall = datetime.combine(day, time(0)) + timedelta(seconds=self.offset_seconds)
        return wall.replace(tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)

    def _is_skipped(self, day: date) -> bool:
        return self._begin(day) >= self._begin(day + timedelta(days=1))

    def _is_day(self, day: date) -> bool:
        return day >= self.start and (self.end is None or day < self.end) and not self._is_skipped(day)

    def _days(self, first: date, last: date) -> Iterator[date]:
        day = first
        while day <= last:
            if self._is_day(day):
                yield day
            day += timedelta(days=1)

    def _moved(self, day: date, days: int) -> date:
        step = timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            day += step
            while self._is_skipped(day):
                day += step
        return day

    def _last_day(self) -> date:
        assert self.end is not None
        day = self.end - timedelta(days=1)
        while self._is_skipped(day):
            day -= timedelta(days=1)
        return day

    def _extent(self) -> str:
        until = f" to before {self.end}" if self.end else ""
        return f"it has the days from {self.start}{until} in {self.timezone}"


@dataclass(frozen=True)
class StaticSet:
    """One partition per value, in the written order; no windows, and always complete."""

    name: str
    values: tuple[str, ...]
    column: str
    column_type: str = "string"

    def window(self, key: str) -> None:
        """Returns None, for a value has no time; ValueError for a text that is no key of this set."""
        if key not in self.values:
            raise ValueError(f"{key!r} is no partition of {self.name}: it has {', '.join(self.values)}")

    def last_at(self, instant: datetime) -> str | None:
        """Returns None: no value is later than another."""
        _require_aware(instant)
        return None

    def keys_until(self, instant: datetime) -> list[str]:
        """Returns all values."""
        _require_aware(instant)
        return list(self.values)

    def requested_at(self, instant: datetime) -> list[str]:
        """Returns what a tick requests: all values."""
        return self.keys_until(instant)

    def range(self, first: str, last: str) -> list[str]:
        """Returns the values from `first` to `last` in the written order, both included."""
        self.window(first)
        self.window(last)
        begin, end = self.values.index(first), self.values.index(last)
        if begin > end:
            raise ValueError(f"the range {first}..{last} is empty: {first} comes after {last}")
        return list(self.values[begin : end + 1])


PartitionSet = DailySet | StaticSet


def partition_set(plan: Mapping[str, Any]) -> PartitionSet:
    """Returns a member of the plan's `partitionSets` as an object."""
    kind = plan["kind"]
    if kind == "daily":
        end = plan.get("end")
        return DailySet(
            name=plan["name"],
            start=date.fromisoformat(plan["start"]),
            end=date.fromisoformat(end) if end else None,
            timezone=plan.get("timezone", "UTC"),
            offset_seconds=int(plan.get("offsetSeconds", 0)),
            end_offset=int(plan.get("endOffset", 0)),
            column=plan.get("column", "partition_date"),
            column_type=plan.get("columnType", "string"),
            format=plan.get("format", "%Y-%m-%d"),
        )
    if kind == "static":
        name = plan["name"]
        return StaticSet(name, tuple(plan["values"]), plan.get("column", name), plan.get("columnType", "string"))
    raise ValueError(f"partition set {plan.get('name')} has the unknown kind {kind!r}")


def parse_instant(text: str) -> datetime:
    """Returns an RFC 3339 instant in UTC; ValueError when it has no offset."""
    instant = datetime.fromisoformat(text)
    _require_aware(instant)
    return instant.astimezone(UTC)


def format_instant(instant: datetime) -> str:
    """Returns an instant as RFC 3339 in UTC with `Z`, for example `2012-01-03T08:00:00Z`."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _require_aware(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} is no instant: it has no offset")
