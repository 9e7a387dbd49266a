"""`freshness`: how old the assets are that may not grow old (semantics 15); engines only ask again and again.

An asset is as old as the publication of its newest partition that is due by now; a backfill of older ones makes it no
younger. So is what is made outside, by the records of whoever makes it, else by its table's newest snapshot with rows.
One that was never published is as old as the first look at it, and one of which nothing is due yet is fresh.
What a look finds is noted in `regauge.freshness`, so that each change is one event, whoever looks and however often.
An alert hears that an asset has become too old, and that it no longer is. Who could not be told is told by the next
look, as long as it is so; one whose look dies in between is told twice rather than never.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from regauge_runtime.alerts import Alerts, Place
from regauge_runtime.errors import StepError
from regauge_runtime.guard import RecordBook
from regauge_runtime.locks import step_lock
from regauge_runtime.partitions import NO_PARTITION, format_instant, parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import PASSED, Record
from regauge_runtime.step import data_dir
from regauge_runtime.stores import Stores
from regauge_runtime.trace import emit
from regauge_runtime.values import Values

FRESHNESS_TABLE = "regauge.freshness"
FRESH, WARNED, STALE = "success", "warned", "failed"
TOO_OLD, NO_LONGER = "freshness.failed", "freshness.recovered"


def main(argv: list[str]) -> int:
    """`freshness`: prints a JSON list, one member for each asset that is watched."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime freshness", description="Looks how old assets are."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--output", type=Path, help="a file for the same list")
    options = parser.parse_args(argv)
    try:
        looks = look(Plan.load(options.home), options.home.absolute(), datetime.now(UTC))
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return getattr(error, "exit_code", 78)
    for found in looks:
        if found.is_event:
            sys.stderr.write(found.sentence() + "\n")
    text = json.dumps([found.as_json() for found in looks])
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 0


@dataclass(frozen=True)
class Look:
    """How fresh an asset was found: `success`, `warned` or `failed`; `is_event`: it was something else before.

    `limit_seconds` is the limit that its age has passed, or else comes to next; `partition` the newest one that is
    published, None for an asset without partitions or publications.
    """

    asset: str
    status: str
    age_seconds: float
    limit_seconds: float
    partition: str | None
    published_at: str | None
    is_event: bool

    def as_json(self) -> JsonObject:
        """Returns the look as the command prints it."""
        return {
            "asset": self.asset,
            "status": self.status,
            "ageSeconds": round(self.age_seconds, 3),
            "limitSeconds": self.limit_seconds,
            "partition": self.partition,
            "publishedAt": self.published_at,
            "isEvent": self.is_event,
        }

    def sentence(self) -> str:
        """Returns the look as one line for people."""
        word = {FRESH: "fresh", WARNED: "growing old", STALE: "too old"}[self.status]
        what = f"{self.asset} is {word}: "
        what += f"{self.partition} was published" if self.partition else "published"
        at = f"{what} {self.published_at}" if self.published_at else f"{self.asset} is {word}: never published"
        return f"{at}, {self.age_seconds:.0f} s ago of {self.limit_seconds:.0f} s"


def look(plan: Plan, home: Path, at: datetime) -> list[Look]:
    """Looks at all that has a `freshness`, as of an instant, and notes what has changed."""
    watched = plan.watched
    if not watched:
        return []
    values = Values.load(home)
    stores = Stores(plan, values, data_dir(home))
    # One look at a time, so that no two of them tell of the same change.
    with step_lock(stores.default().lock_dsn, data_dir(home), plan.scope, "freshness"):
        watch = Watch(plan, stores, Alerts(plan, home, values))
        return [watch.look(asset, at) for asset in watched]


class Watch:
    """One look at all assets that are watched."""

    def __init__(self, plan: Plan, stores: Stores, alerts: Alerts) -> None:
        self._plan = plan
        self._alerts = alerts
        self._store = stores.default()
        self._records = RecordBook(plan, stores)
        self._notes: dict[str, list[Record]] = {}
        for note in self._store.records(FRESHNESS_TABLE):
            self._notes.setdefault(note.asset, []).append(note)

    def look(self, asset: JsonObject, at: datetime) -> Look:
        """Returns how fresh an asset is."""
        notes = self._notes.get(_place(asset["key"]), [])
        newest = newest_due(self._plan, asset, self._records.all_of(asset), at)
        since = self._since(asset, notes, newest, at)
        age = (at - since).total_seconds()
        warns, fails = (asset["freshness"].get(name) for name in ("warnAfterSeconds", "failAfterSeconds"))
        status = STALE if fails is not None and age > fails else WARNED if warns is not None and age > warns else FRESH
        passed = {STALE: fails, WARNED: warns, FRESH: warns if warns is not None else fails}
        before = notes[0].inputs["status"] if notes else FRESH
        partition = newest.partition if newest is not None and newest.partition != NO_PARTITION else None
        found = Look(
            asset["key"],
            status,
            age,
            float(passed[status]),
            partition,
            newest.published_at if newest else None,
            status != before,
        )
        noted = dict(notes[0].inputs) if notes else {}
        if found.is_event or (newest is None and not notes):
            event = TOO_OLD if status == STALE else NO_LONGER if before == STALE else ""
            noted = {"status": status, "at": format_instant(at), "event": event, "told": "[]"}
            notes = [self._note(found, noted, len(notes), at), *notes]
        if found.is_event:
            partitions = {asset["partitionSet"]: partition} if partition else {}
            emit({"kind": "freshness"} | found.as_json() | {"partition": partitions})
        if told := self._tell(asset, found, noted):
            self._note(found, noted | {"told": json.dumps(told)}, len(notes), at)
        return found

    def _tell(self, asset: JsonObject, found: Look, noted: dict[str, str]) -> list[str]:
        """Tells the alerts that do not know yet; returns all that know, empty when none was told now."""
        event, known = noted.get("event", ""), json.loads(noted.get("told", "[]"))
        # Whoever listens to the one is told of the other.
        unknown = [name for name in self._alerts.of(TOO_OLD, found.asset) if event and name not in known]
        members = {
            "event_type": event,
            "status": found.status,
            "metrics": {"age_seconds": round(found.age_seconds), "limit_seconds": found.limit_seconds},
            "published_at": found.published_at,
        }
        told = [
            name
            for name in unknown
            if self._alerts.tell(name, members, Place(asset, partition=found.partition), tries=1)
        ]
        return sorted([*known, *told]) if told else []

    def _since(self, asset: JsonObject, notes: list[Record], newest: Record | None, at: datetime) -> datetime:
        """When the age began: at the publication; of what never was published, at the first look."""
        if newest is not None:
            return parse_instant(newest.published_at)
        sets = self._plan.partitions_of(asset)
        if sets is not None and not sets.requested_at(at):
            return at
        return parse_instant(notes[-1].inputs["at"]) if notes else at

    def _note(self, found: Look, inputs: dict[str, str], number: int, at: datetime) -> Record:
        key = f"{self._plan.product}/{_place(found.asset)}/{number}"
        place, partition = _place(found.asset), found.partition or NO_PARTITION
        note = Record(key, self._plan.scope, place, partition, 1, "", PASSED, inputs, published_at=format_instant(at))
        self._store.note_without_table(FRESHNESS_TABLE, note)
        return note


def newest_due(plan: Plan, asset: JsonObject, records: list[Record], at: datetime) -> Record | None:
    """Returns the publication of the newest partition that is due at an instant, or None when none is published.

    Of several partitions of one time, or of none, it is the one that was published last.
    """
    sets = plan.partitions_of(asset)
    passed = [record for record in records if record.status == PASSED]
    if sets is None:
        mine = [record for record in passed if record.partition == NO_PARTITION]
        return max(mine, key=lambda record: parse_instant(record.published_at), default=None)
    begins = [window[0] for key in sets.requested_at(at) if (window := sets.window(key)) is not None]
    latest = max(begins, default=None)
    found: list[tuple[datetime, datetime, Record]] = []
    for record in passed:
        if not sets.contains(record.partition):
            continue  # what a partition set no longer has is not due
        window = sets.window(record.partition)
        begin = datetime.min.replace(tzinfo=UTC) if window is None else window[0]
        if window is None or (latest is not None and begin <= latest):
            found.append((begin, parse_instant(record.published_at), record))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _place(asset: str) -> str:
    """What notes of an asset's freshness are filed under; no asset's key has a colon."""
    return f"freshness:{asset}"
