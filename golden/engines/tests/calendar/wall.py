"""An oracle for ticks and the partitions that they select: a clock on a wall, looked at once a minute.

Written from sentences, not from the planner's code:

- `docs/adr/0014`: a line with any hour ticks at each minute at which the clock shows a time that fits; another line's
  time that comes twice is its second, and one that is skipped is as much later as the clock was set forward.
- semantics 8: "A tick selects the last partition whose window ends at or before the scheduled instant, in the
  partition's zone." A window begins at the first minute that shows its time, and ends where the next begins; of two
  that begin at one instant the first has no time, so it is none.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def fits(field: str, value: int) -> bool:
    """Whether a plain field names a value."""
    if field == "*":
        return True
    if field.startswith("*/"):
        return value % int(field[2:]) == 0
    return value == int(field)


@dataclass(frozen=True)
class Wall:
    """What a clock in a zone showed: minutes as (instant, wall time), and the times that it left out.

    `skipped` holds the wall times that never were, each with the instant by as much later as the clock was set forward.
    """

    seen: list[tuple[datetime, datetime]]
    skipped: list[tuple[datetime, datetime]]

    @staticmethod
    def watched(zone: str, start: datetime, until: datetime) -> Wall:
        """Looks at the clock at every minute of `[start, until)`."""
        seen: list[tuple[datetime, datetime]] = []
        skipped: list[tuple[datetime, datetime]] = []
        at = start
        while at < until:
            shown = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            if seen and shown > seen[-1][1] + MINUTE:
                gone = seen[-1][1] + MINUTE
                number = int((shown - gone) / MINUTE)
                skipped += [(at + index * MINUTE, gone + index * MINUTE) for index in range(number)]
            seen.append((at, shown))
            at += MINUTE
        return Wall(seen, skipped)

    def ticks(self, cron: str) -> list[datetime]:
        """Returns the instants of a line whose day of month and month are `*`."""
        minute, hour, _, _, weekday = cron.split()

        def names(shown: datetime) -> bool:
            clock = fits(minute, shown.minute) and fits(hour, shown.hour)
            return clock and fits(weekday, shown.isoweekday() % 7)

        if hour == "*":
            return [at for at, shown in self.seen if names(shown)]
        last = {shown: at for at, shown in self.seen if names(shown)}
        return sorted({*last.values(), *(at for at, gone in self.skipped if names(gone))})

    def begins(self, unit: str, offset: timedelta) -> list[tuple[datetime, str]]:
        """Returns when each day, or each week from Monday, began, with its key, oldest first."""
        found: dict[str, datetime] = {}
        for at, shown in sorted([*self.seen, *self.skipped]):
            own = shown - offset
            is_begin = own.hour == 0 and own.minute == 0 and (unit == "day" or own.isoweekday() == 1)
            if is_begin:
                found.setdefault(f"{own:%Y-%m-%d}", at)
        begins = sorted((at, key) for key, at in found.items())
        return [one for one, other in itertools.pairwise(begins) if one[0] != other[0]] + begins[-1:]


def selected(begins: list[tuple[datetime, str]], tick: datetime) -> str:
    """Returns the key of the last window that ended at the tick or before it."""
    return [key for (_, key), (end, _) in itertools.pairwise(begins) if end <= tick][-1]


def text(instant: datetime) -> str:
    """Returns an instant as the tables write it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
