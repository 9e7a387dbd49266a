"""Partition keys and windows (semantics 8, 9, 13); standard library only.

This very text is also emitted into engine bundles as `<scope>_partitions.py`, beside `<scope>_wall_times.py`. All
instants are aware datetimes in UTC. A time partition begins at a wall time of its zone, runs to the next and is named
by the wall time that began it, also where the zone skipped that time; a unit that a zone skipped whole (Apia's
2011-12-30) is no partition. Only the second of a repeated hour carries its offset.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from clouds_dagster.sales_clouds_wall_times import (
    INSTANT,
    CalendarTimes,
    CronTimes,
    Moment,
    WallTimes,
    ZonedTimes,
)

NO_PARTITION = "-"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class TimeSet:
    """Partitions that follow each other in time, from the wall time `start` on to `end` (None = open).

    `end_offset` is how many windows past the last complete one exist already; less than 0: how many complete ones must
    wait. `format` is the strftime text of a key.
    """

    name: str
    times: WallTimes
    timezone: str
    start: datetime
    end: datetime | None = None
    end_offset: int = 0
    column: str = "partition_date"
    column_type: str = "string"
    format: str = "%Y-%m-%d"

    def window(self, key: str) -> tuple[datetime, datetime]:
        """Returns the partition's [start, end) in UTC; ValueError for a text that is no key of this set."""
        window = self._window(self._required(key))
        assert window is not None
        return window

    def day_of(self, key: str) -> date:
        """Returns the day on the wall on which a partition begins; ValueError for a text that is no key."""
        return self._required(key).wall.date()

    def contains(self, key: str) -> bool:
        """Whether a text is a key of this set."""
        return self._moment(key) is not None

    def last_at(self, instant: datetime) -> str | None:
        """Returns the partition that a tick at the instant selects, or None.

        It is the last one whose window ended at or before the instant, moved by `end_offset` windows.
        """
        last = self._last_moment(instant)
        return None if last is None else self._key(last)

    def keys_until(self, instant: datetime) -> list[str]:
        """Returns every partition from the start to `last_at(instant)`, oldest first."""
        last = self._last_moment(instant)
        return [] if last is None else self._keys(self._zoned.at_or_after(self._begin), last.instant)

    def requested_at(self, instant: datetime) -> list[str]:
        """Returns what a tick at the instant requests: one partition or none."""
        last = self.last_at(instant)
        return [] if last is None else [last]

    def range(self, first: str, last: str) -> list[str]:
        """Returns the keys from `first` to `last`, both included; ValueError when they stand the wrong way round."""
        begin, end = self._required(first), self._required(last)
        if begin.instant > end.instant:
            raise ValueError(f"the range {first}..{last} is empty: {first} comes after {last}")
        return self._keys(begin, end.instant)

    def keys_around(self, start: datetime, end: datetime, before: int = 0, after: int = 0) -> list[str]:
        """Returns the keys whose windows share an instant with [start, end), so many more before and after them."""
        last = self._moved(self._zoned.at_or_after(_utc(end)), after)
        until = datetime.max.replace(tzinfo=UTC) if last is None else last.instant - INSTANT
        return self._keys(self._moved(self._zoned.at_or_before(_utc(start)), -before), until)

    def boundary_from(self, key: str, windows: int) -> datetime | None:
        """Returns the start of the window that lies that many windows after a key's own."""
        moved = self._moved(self._required(key), windows)
        return None if moved is None else moved.instant

    @cached_property
    def _zoned(self) -> ZonedTimes:
        return ZonedTimes(self.times, self.timezone)

    @cached_property
    def _begin(self) -> datetime:
        return self._zoned.instant_of(self.start)

    @cached_property
    def _over(self) -> datetime | None:
        return None if self.end is None else self._zoned.instant_of(self.end)

    def _key(self, moment: Moment) -> str:
        offset = moment.instant.astimezone(self._zoned.zone).strftime("%z") if moment.is_repeated else ""
        return moment.wall.strftime(self.format) + offset

    def _required(self, key: str) -> Moment:
        moment = self._moment(key)
        if moment is None:
            until = f" to before {self.end:%Y-%m-%d %H:%M}" if self.end else ""
            until = until.removesuffix(" 00:00")
            begin = f"{self.start:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
            extent = f"it has those from {begin}{until} in {self.timezone}, written as {self.format}"
            raise ValueError(f"{key!r} is no partition of {self.name}: {extent}")
        return moment

    def _moment(self, key: str) -> Moment | None:
        """The boundary that a key names. A format may leave out parts that boundaries have, as an offset's hour."""
        wall, is_second = self._parsed(key), False
        if wall is None:
            wall, is_second = self._parsed(key[: -len("+0000")]), True
        if wall is None or not self.start - timedelta(days=400) < wall < datetime(9990, 1, 1):
            return None
        at = self._zoned.at_or_after(self._zoned.instant_of(wall))
        if is_second and at is not None:
            at = self._zoned.second_of(at)
        return at if at is not None and self._key(at) == key and self._is_partition(at) else None

    def _parsed(self, key: str) -> datetime | None:
        try:
            return datetime.strptime(key, self.format)
        except ValueError:
            return None

    def _window(self, moment: Moment) -> tuple[datetime, datetime] | None:
        following = self._zoned.next(moment.instant)
        return None if following is None else (moment.instant, following.instant)

    def _is_partition(self, moment: Moment) -> bool:
        window = self._window(moment) if moment.instant >= self._begin else None
        return window is not None and (self._over is None or window[1] <= self._over)

    def _keys(self, first: Moment | None, last: datetime) -> list[str]:
        keys, at = [], first
        while at is not None and at.instant <= last and (self._over is None or at.instant < self._over):
            following = self._zoned.next(at.instant)
            if following is None or (self._over is not None and following.instant > self._over):
                break
            if at.instant >= self._begin:
                keys.append(self._key(at))
            at = following
        return keys

    def _last_moment(self, instant: datetime) -> Moment | None:
        running = self._zoned.at_or_before(_utc(instant))
        last = self._moved(running and self._zoned.previous(running.instant), self.end_offset)
        window = last and self._window(last)
        if window and self._over is not None and window[1] > self._over:
            running = self._zoned.at_or_before(self._over)
            last = running and self._zoned.previous(running.instant)
        return last if last and self._is_partition(last) else None

    def _moved(self, moment: Moment | None, windows: int) -> Moment | None:
        for _ in range(abs(windows)):
            if moment is None:
                break
            moment = self._zoned.next(moment.instant) if windows > 0 else self._zoned.previous(moment.instant)
        return moment


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

    def contains(self, key: str) -> bool:
        """Whether a text is a key of this set."""
        return key in self.values

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


@dataclass(frozen=True)
class DynamicSet(StaticSet):
    """Values that are added while the product runs; `values` are those so far, in the order in which they were added.

    `is_open`: the product's records were not asked, so that any text which can be a key is taken for one.
    """

    is_open: bool = False

    def window(self, key: str) -> None:
        """Returns None, for a value has no time; ValueError for a text that nobody has added."""
        if not self.contains(key):
            known = ", ".join(self.values[:10]) + (", ..." if len(self.values) > 10 else "")
            has = "it can be no key" if self.is_open else f"nobody has added it; it has {known or 'none yet'}"
            raise ValueError(f"{key!r} is no partition of {self.name}: {has}")

    def contains(self, key: str) -> bool:
        """Whether a text is a key of this set, or may be."""
        return can_be_key(key) if self.is_open else key in self.values


@dataclass(frozen=True)
class MultiSet:
    """Every combination of the keys of its dimensions, which stand by name: `2026-03-01|eu` for date and region."""

    name: str
    dimensions: Mapping[str, TimeSet | StaticSet]

    def parts(self, key: str) -> dict[str, str]:
        """Returns a key's part for each dimension; ValueError for a text that is no key of this set."""
        texts = key.split("|")
        if len(texts) != len(self.dimensions):
            raise ValueError(f"{key!r} is no partition of {self.name}: write {'|'.join(self.dimensions)}")
        parts = dict(zip(self.dimensions, texts, strict=True))
        for name, part in parts.items():
            self.dimensions[name].window(part)
        return parts

    def window(self, key: str) -> tuple[datetime, datetime] | None:
        """Returns what the windows of its dimensions have in common, or None; a value has all time."""
        found = [self.dimensions[name].window(part) for name, part in self.parts(key).items()]
        windows = [window for window in found if window is not None]
        start, end = max((w[0] for w in windows), default=None), min((w[1] for w in windows), default=None)
        return (start, end) if start is not None and end is not None and start < end else None

    def contains(self, key: str) -> bool:
        """Whether a text is a key of this set."""
        texts = key.split("|")
        return len(texts) == len(self.dimensions) and all(
            one.contains(text) for one, text in zip(self.dimensions.values(), texts, strict=True)
        )

    def last_at(self, instant: datetime) -> str | None:
        """Returns None: of several combinations none is the last."""
        _require_aware(instant)
        return None

    def keys_until(self, instant: datetime) -> list[str]:
        """Returns every combination of what its dimensions have by then, the last dimension turning fastest."""
        return self._each(lambda _, one: one.keys_until(instant))

    def requested_at(self, instant: datetime) -> list[str]:
        """Returns what a tick requests: every value for the last partition of a time."""
        return self._each(lambda _, one: one.requested_at(instant))

    def range(self, first: str, last: str) -> list[str]:
        """Returns the combinations of the ranges of each dimension."""
        begin, end = self.parts(first), self.parts(last)
        return self._each(lambda name, one: one.range(begin[name], end[name]))

    def _each(self, keys: Callable[[str, TimeSet | StaticSet], list[str]]) -> list[str]:
        return combined([keys(name, one) for name, one in self.dimensions.items()])


PartitionSet = TimeSet | StaticSet | MultiSet


def has_added_keys(sets: PartitionSet) -> bool:
    """Whether a set, or one of its dimensions, gets its keys while the product runs."""
    one_by_one = sets.dimensions.values() if isinstance(sets, MultiSet) else [sets]
    return any(isinstance(one, DynamicSet) for one in one_by_one)


def can_be_key(text: str) -> bool:
    """Whether a text can be a value's key (semantics 9): on one line, without the words that join and span keys."""
    has_joint = "|" in text or "..." in text or text == NO_PARTITION
    is_plain = text == text.strip() and all(ord(c) >= 0x20 and not 0x7F <= ord(c) <= 0x9F for c in text)
    return 0 < len(text) <= 128 and is_plain and not has_joint


def combined(parts: list[list[str]]) -> list[str]:
    """Returns every combination of parts, joined by `|`, the last one turning fastest."""
    return ["|".join(each) for each in itertools.product(*parts)]


def partition_set(plan: Mapping[str, Any]) -> PartitionSet:
    """Returns a member of the plan's `partitionSets` as an object; the dimensions of one with several are members."""
    if plan["kind"] != "multi":
        return _one_dimension(plan)
    return MultiSet(plan["name"], {name: _one_dimension(one) for name, one in sorted(plan["dimensions"].items())})


def _one_dimension(plan: Mapping[str, Any]) -> TimeSet | StaticSet:
    kind, name = plan["kind"], plan["name"]
    if kind == "static":
        return StaticSet(name, tuple(plan["values"]), plan.get("column", name), plan.get("columnType", "string"))
    if kind == "dynamic":
        column, of_type = plan.get("column", name), plan.get("columnType", "string")
        return DynamicSet(name, tuple(plan.get("values", ())), column, of_type, is_open="values" not in plan)
    offset = timedelta(seconds=int(plan.get("offsetSeconds", 0)))
    times: WallTimes
    if kind == "cron":
        times = CronTimes(plan["cron"])
    elif kind in ("hourly", "daily", "weekly", "monthly"):
        times = CalendarTimes(kind, offset, WEEKDAYS.index(plan.get("weekStart", "monday")))
    else:
        raise ValueError(f"partition set {name} has the unknown kind {kind!r}")
    return TimeSet(
        name=name,
        times=times,
        timezone=plan.get("timezone", "UTC"),
        start=_written(plan["start"]) + offset,
        end=_written(plan["end"]) + offset if plan.get("end") else None,
        end_offset=int(plan.get("endOffset", 0)),
        column=plan.get("column", "partition_date"),
        column_type=plan.get("columnType", "string"),
        format=plan.get("format", "%Y-%m-%d-%H:%M" if kind == "hourly" else "%Y-%m-%d"),
    )


def parse_instant(text: str) -> datetime:
    """Returns an RFC 3339 instant in UTC; ValueError when it has no offset."""
    instant = datetime.fromisoformat(text)
    _require_aware(instant)
    return instant.astimezone(UTC)


def format_instant(instant: datetime) -> str:
    """Returns an instant as RFC 3339 in UTC with `Z`, for example `2012-01-03T08:00:00Z`."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _written(text: str) -> datetime:
    """The wall time of `2025-01-31` or `2025-01-31-06:00`."""
    return datetime.strptime(text, "%Y-%m-%d-%H:%M" if len(text) > len("2025-01-31") else "%Y-%m-%d")


def _utc(instant: datetime) -> datetime:
    """A plain datetime in UTC: an engine's own kind of datetime has arithmetic of its own."""
    _require_aware(instant)
    return datetime.fromisoformat(instant.isoformat()).astimezone(UTC)


def _require_aware(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} is no instant: it has no offset")
