"""Who is told of what happened, by the actions that hooks have and by mail (docs/alerts.md).

A step tells of its own end and of its checks when no attempt follows. What no step can tell, because its process or its
machine was lost, and that a run has failed, is told when the engine has marked the run (`run_alerts`); a note that the
step leaves says who knows already. Who cannot be told at once is tried a few times.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regauge_runtime.errors import Failure, failure_of
from regauge_runtime.hooks import events
from regauge_runtime.hooks.actions import Caller
from regauge_runtime.partitions import NO_PARTITION, parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import PASSED, Record
from regauge_runtime.step import Step, data_dir
from regauge_runtime.stores import Stores
from regauge_runtime.trace import emit, now
from regauge_runtime.values import Values

ALERTS_TABLE = "regauge.alerts"
ASSET_FAILED, CHECK_FAILED, RUN_FAILED, JOB_PAUSED = "asset.failed", "check.failed", "run.failed", "job.paused"
SECONDS = 20.0  # for one try of one alert
TRIES, PAUSE_SECONDS = 3, 2.0
LONGEST_SECONDS = 40.0  # for all tries of one alert: who calls has a limit too
AT_ONCE = 8


@dataclass(frozen=True)
class Place:
    """Where something happened: an asset of the plan, None for a run as a whole."""

    asset: JsonObject | None
    job: str = "alert"
    cause: str = "look"
    attempt: int = 1
    run_partition: str | None = None
    partition: str | None = None

    def step(self, plan: Plan, home: Path) -> Step:
        """Returns the place as actions know it."""
        asset = self.asset or {"key": "", "run": {"kind": "noop"}}
        return Step(plan, home, asset, self.job, self.cause, self.attempt, self.run_partition, self.partition, None, {})


@dataclass(frozen=True)
class Telling:
    """One alert that is to be told of one event; `subject` is what a note of it is filed under, None for no note."""

    alert: str
    members: JsonObject
    place: Place
    subject: str | None


class Alerts:
    """A product's alerts, told from a process in which none of its code runs."""

    def __init__(self, plan: Plan, home: Path, values: Values) -> None:
        self._plan = plan
        self._home = home
        self._values = values
        values.keep_secrets()
        self._environment = dict(os.environ)

    def of(self, event: str, asset: str) -> list[str]:
        """Returns the names of the alerts that hear of an event of an asset."""
        alerts: dict[str, JsonObject] = self._plan.tree.get("alerts", {})
        return [name for name, alert in alerts.items() if event in alert["events"] and asset in alert["assets"]]

    def tell(self, name: str, members: JsonObject, place: Place, *, tries: int = TRIES) -> bool:
        """Tells one alert of an event, and whether that went well; what is in the way stands on stderr.

        A failure that may pass is tried again, `tries` times in all.
        """
        alert = self._plan.tree["alerts"][name]
        event = {
            "version": events.VERSION,
            "timestamp": now(),
            "product": self._plan.product,
            "owner": self._values.alert_owners.get(name, alert.get("owner")),
        } | members
        if place.asset is not None:
            event |= {"tags": dict(place.asset.get("tags") or {}), "asset_key": place.asset["key"]}
        event |= {"partition_key": place.partition}
        started, until = now(), time.monotonic() + LONGEST_SECONDS
        for number in range(1, tries + 1):
            left = until - time.monotonic()
            failure, status = self._try(name, alert["action"], event, place, min(SECONDS, left))
            is_over = number == tries or time.monotonic() + PAUSE_SECONDS >= until
            if failure is None or failure.category != "TRANSIENT" or is_over:
                break
            time.sleep(PAUSE_SECONDS)
        line: JsonObject = {"kind": "alert", "alert": name, "event": event["event_type"], "job": place.job}
        line |= {"asset": event.get("asset_key"), "status": status, "start": started, "end": now()}
        if failure is not None:
            told = self._values.hide(f"alert {name} at {event['event_type']}: {failure.message}")
            line["error"] = {"category": failure.category, "code": failure.code, "message": told}
            sys.stderr.write(told + "\n")
        emit(line)
        return failure is None

    def tell_all(self, tellings: list[Telling]) -> list[bool]:
        """Tells several at once, so that one whom nobody reaches holds up no other; for each, whether it went well."""
        if not tellings:
            return []
        with ThreadPoolExecutor(min(len(tellings), AT_ONCE)) as pool:
            return list(pool.map(lambda one: self.tell(one.alert, one.members, one.place), tellings))

    def _try(
        self, name: str, action: JsonObject, event: JsonObject, place: Place, seconds: float
    ) -> tuple[Failure | None, str]:
        try:
            step = place.step(self._plan, self._home)
            caller = Caller(step, self._values, self._environment, is_outside=True, what="alert")
            caller.call(name, action, event, seconds)
        except KeyboardInterrupt:
            raise
        except TimeoutError:
            return Failure("TRANSIENT", "ALERT_FAILED", f"it took longer than {seconds:.0f} s", 75), "killed"
        except BaseException as error:  # noqa: BLE001 - whatever an alert does, the others are told
            return dataclasses.replace(failure_of(error), code="ALERT_FAILED"), "failed"
        return None, "success"


class AlertBook:
    """Who was told of what: notes beside the product's records. Where those cannot be read, nobody was."""

    def __init__(self, plan: Plan, home: Path, values: Values) -> None:
        self._plan = plan
        self._stores = Stores(plan, values, data_dir(home))

    def told(self, event: str, subjects: Collection[str], since: datetime | None) -> dict[str, set[str]]:
        """Returns which alerts were told of an event of each subject (see `note`), since an instant; reads once."""
        known: dict[str, set[str]] = {subject: set() for subject in subjects}
        if not known:
            return known
        try:
            notes = list(self._stores.default().records(ALERTS_TABLE))
        except Exception as error:  # noqa: BLE001 - rather told twice than never
            sys.stderr.write(f"alerts: who was told cannot be read: {type(error).__name__}: {error}\n")
            return known
        for note in notes:
            subject = note.inputs.get("subject", "")
            is_asked = note.inputs.get("event") == event and subject in known
            if is_asked and (since is None or parse_instant(note.published_at) >= since):
                known[subject].add(note.inputs["alert"])
        return known

    def note(self, event: str, subject: str, alert: str, attempt: int) -> None:
        """Notes that an alert was told of an event of a subject: a run key and an asset, or an engine's run."""
        inputs = {"event": event, "subject": subject, "alert": alert}
        key = f"{self._plan.product}/alert:{alert}/{event}/{subject}/{attempt}/{now()}"
        place = f"alert:{alert}"
        record = Record(key, self._plan.scope, place, NO_PARTITION, attempt, "", PASSED, inputs, published_at=now())
        try:
            self._stores.default().note_without_table(ALERTS_TABLE, record)
        except Exception as error:  # noqa: BLE001 - it was told, and that is what counts
            sys.stderr.write(f"alerts: that {alert} was told cannot be noted: {type(error).__name__}: {error}\n")


def subject_of(run_key: str, asset: str) -> str:
    """Returns how notes name an asset's step of a run."""
    return f"{run_key} {asset}"


def tell_of_step(step: Step, result: JsonObject, values: Values, broken: list[JsonObject], *, has_failed: bool) -> None:
    """Tells of a step's end that no attempt follows: the asset's failure, and each of its `broken` checks."""
    try:
        alerts = Alerts(step.plan, step.home, values)
        place = Place(step.asset, step.job, step.cause, step.attempt, step.run_partition, step.partition)
        for check in broken:
            for name in alerts.of(CHECK_FAILED, step.key):
                alerts.tell(name, events.common(step, CHECK_FAILED) | events.quality(step, check), place)
        for name in alerts.of(ASSET_FAILED, step.key) if has_failed else []:
            if alerts.tell(name, events.common(step, ASSET_FAILED) | events.failed(step, result), place):
                book = AlertBook(step.plan, step.home, values)
                book.note(ASSET_FAILED, subject_of(step.run_key, step.key), name, step.attempt)
    except Exception as error:  # noqa: BLE001 - the step's result must come out
        sys.stderr.write(f"alerts: the end of {step.key} could not be told: {type(error).__name__}: {error}\n")
