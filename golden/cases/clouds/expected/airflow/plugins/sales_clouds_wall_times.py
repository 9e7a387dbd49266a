"""Wall times, and the moments that a zone makes of them (docs/adr/0014); standard library only.

This very text is also emitted into engine bundles as `<scope>_wall_times.py`, so it imports nothing of ours. Instants
are aware datetimes in UTC, wall times naive ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

INSTANT = timedelta(microseconds=1)  # the least that two instants differ by

_DAY = timedelta(days=1)
_FAR = timedelta(hours=26)  # further than any two clocks are out of step
_CRON_YEARS = 41  # a 29 February that a day of week must fit too comes back within these
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_CRON_NAMES = {name: number for names, low in ((_MONTHS, 1), (_DAYS, 0)) for number, name in enumerate(names, low)}


class WallTimes(Protocol):
    """A growing sequence of wall times; one of every hour is read off a running clock, others are appointments."""

    @property
    def is_every_hour(self) -> bool: ...

    def next(self, after: datetime) -> datetime | None: ...

    def previous(self, before: datetime) -> datetime | None: ...


@dataclass(frozen=True)
class CalendarTimes:
    """Where the hours, days, weeks or months of a calendar begin, `offset` later by the clock on the wall."""

    unit: str
    offset: timedelta = timedelta(0)
    week_start: int = 0

    @property
    def is_every_hour(self) -> bool:
        """Whether there is one in each hour."""
        return self.unit == "hourly"

    def next(self, after: datetime) -> datetime:
        """Returns the first one after a wall time."""
        begin = self._begin(after - self.offset)
        if self.unit == "monthly":
            return (begin + timedelta(days=31)).replace(day=1) + self.offset
        return begin + {"hourly": timedelta(hours=1), "daily": _DAY, "weekly": 7 * _DAY}[self.unit] + self.offset

    def previous(self, before: datetime) -> datetime:
        """Returns the last one before a wall time."""
        return self._begin(before - self.offset - INSTANT) + self.offset

    def _begin(self, wall: datetime) -> datetime:
        if self.unit == "hourly":
            return wall.replace(minute=0, second=0, microsecond=0)
        day = datetime.combine(wall.date(), time(0))
        if self.unit == "weekly":
            return day - (day.weekday() - self.week_start) % 7 * _DAY
        return day.replace(day=1) if self.unit == "monthly" else day


class CronTimes:
    """The wall times of a cron line of five fields; its two day fields are joined by "or" when both leave some out."""

    def __init__(self, line: str) -> None:
        fields = [
            _cron_field(text, low, count)
            for text, low, count in zip(line.split(), (0, 0, 1, 1, 0), (60, 24, 31, 12, 7), strict=True)
        ]
        self.minutes, self.hours, self.days, self.months, self.weekdays = fields
        self.is_every_hour = len(self.hours) == 24
        self._is_either = len(self.days) < 31 and len(self.weekdays) < 7

    def next(self, after: datetime) -> datetime | None:
        """Returns the first one after a wall time, or None when there is none."""
        wall = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
        day = wall.date()
        if self._fits(day):
            minutes = [m for m in self.minutes if m >= wall.minute] if wall.hour in self.hours else []
            hours = [wall.hour] if minutes else self.hours[bisect_right(self.hours, wall.hour) :]
            if hours:
                return datetime.combine(day, time(hours[0], (minutes or self.minutes)[0]))
        until = day.year + _CRON_YEARS
        while (day := day + _DAY).year < until:
            if day.month not in self.months:
                day = (day.replace(day=1) + 31 * _DAY).replace(day=1) - _DAY
            elif self._fits(day):
                return datetime.combine(day, time(self.hours[0], self.minutes[0]))
        return None

    def previous(self, before: datetime) -> datetime | None:
        """Returns the last one before a wall time, or None when there is none."""
        wall = before - INSTANT
        day = wall.date()
        if self._fits(day):
            minutes = [m for m in self.minutes if m <= wall.minute] if wall.hour in self.hours else []
            hours = [wall.hour] if minutes else self.hours[: bisect_left(self.hours, wall.hour)]
            if hours:
                return datetime.combine(day, time(hours[-1], (minutes or self.minutes)[-1]))
        until = day.year - _CRON_YEARS
        while (day := day - _DAY).year > until:
            if day.month not in self.months:
                day = day.replace(day=1)
            elif self._fits(day):
                return datetime.combine(day, time(self.hours[-1], self.minutes[-1]))
        return None

    def _fits(self, day: date) -> bool:
        by_month, by_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (by_month or by_week if self._is_either else by_month and by_week)


class Moment(NamedTuple):
    """An instant with the wall time that names it; `is_repeated`: that wall time comes here for the second time."""

    instant: datetime
    wall: datetime
    is_repeated: bool = False


class ZonedTimes:
    """Wall times in a zone as a growing sequence of moments (docs/adr/0014).

    A skipped wall time is as much later as the clocks were set forward, of two it is the first; wall times that so
    become one instant are one moment, named by the later of them.
    """

    def __init__(self, times: WallTimes, zone: str) -> None:
        self.times, self.zone = times, ZoneInfo(zone)

    def instant_of(self, wall: datetime) -> datetime:
        """Returns the instant of a wall time, whether it is one of the sequence or not."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def next(self, after: datetime) -> Moment | None:
        """Returns the first moment after an instant."""
        return self._next_of_clock(after) if self.times.is_every_hour else self._next_appointment(after)

    def previous(self, before: datetime) -> Moment | None:
        """Returns the last moment before an instant."""
        return self._previous_of_clock(before) if self.times.is_every_hour else self._previous_appointment(before)

    def at_or_after(self, instant: datetime) -> Moment | None:
        """Returns the first moment at an instant or after it."""
        return self.next(instant - INSTANT)

    def at_or_before(self, instant: datetime) -> Moment | None:
        """Returns the last moment at an instant or before it."""
        return self.previous(instant + INSTANT)

    def second_of(self, moment: Moment) -> Moment | None:
        """Returns the moment that has the same wall time for the second time."""
        second = moment.wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        return self.at_or_after(second) if second > moment.instant else None

    def _offset(self, instant: datetime) -> timedelta:
        offset = instant.astimezone(self.zone).utcoffset()
        assert offset is not None
        return offset

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def _next_of_clock(self, after: datetime) -> Moment | None:
        begin, least = after, _wall_of(after, self._offset(after))
        while True:
            offset = self._offset(begin)
            found = self.times.next(least)
            if found is None:
                return None
            instant = found.replace(tzinfo=UTC) - offset
            change = next(self._changes(begin, instant), None)
            if change is None:
                return self._clock_moment(instant, found, offset)
            begin, least = change, _wall_of(change, self._offset(change)) - INSTANT

    def _previous_of_clock(self, before: datetime) -> Moment | None:
        until = before
        while True:
            last = until - INSTANT
            offset = self._offset(last)
            found = self.times.previous(_wall_of(until, offset))
            if found is None:
                return None
            instant = found.replace(tzinfo=UTC) - offset
            changes = list(self._changes(instant, last))
            if not changes:
                return self._clock_moment(instant, found, offset)
            until = changes[-1]

    def _clock_moment(self, instant: datetime, wall: datetime, offset: timedelta) -> Moment:
        first, second = (wall.replace(tzinfo=self.zone, fold=fold).utcoffset() or timedelta(0) for fold in (0, 1))
        return Moment(instant, wall, first > second == offset)

    def _changes(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The instants of clock changes in (after, until], oldest first."""
        at = after
        while at < until:
            step = min(at + timedelta(hours=12), until)
            if self._offset(step) != self._offset(at):
                low, high = at, step
                while high - low > INSTANT:
                    middle = low + (high - low) // 2
                    low, high = (middle, high) if self._offset(middle) == self._offset(at) else (low, middle)
                yield high
                step = high
            at = step

    def _next_appointment(self, after: datetime) -> Moment | None:
        wall, best = self._wall(after) - self._shift_near(after), None
        while True:
            found = self.times.next(wall)
            if found is None or (best and found > self._wall(best.instant)):
                return best
            wall, instant = found, self.instant_of(found)
            if instant > after and (best is None or instant <= best.instant):
                best = Moment(instant, found)

    def _previous_appointment(self, before: datetime) -> Moment | None:
        wall, best = self._wall(before) + self._shift_near(before), None
        while True:
            found = self.times.previous(wall)
            if found is None or (best and found < best.wall - self._shift_near(best.instant)):
                return best
            wall, instant = found, self.instant_of(found)
            if instant < before and (best is None or instant > best.instant):
                best = Moment(instant, found)

    def _shift_near(self, instant: datetime) -> timedelta:
        """How far wall times and instants may be out of step around an instant."""
        offsets = [self._offset(instant + part * _FAR / 2) for part in (-2, -1, 0, 1, 2)]
        return max(offsets) - min(offsets)


def _wall_of(instant: datetime, offset: timedelta) -> datetime:
    return (instant + offset).replace(tzinfo=None)


def _cron_field(text: str, low: int, count: int) -> list[int]:
    """The values of a field: `*`, `1-5`, `*/15`, `MON,THU`."""
    values: set[int] = set()
    for part in text.upper().split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        ends = (low, low + count - 1) if span == "*" else (_cron_number(first), _cron_number(last or first))
        values.update(range(ends[0], ends[1] + 1, int(step or 1)))
    return sorted(values)


def _cron_number(text: str) -> int:
    return _CRON_NAMES[text] if text in _CRON_NAMES else int(text)
