"""Tells a step's hooks of its events, in the order of their priority and name; standard library only.

A hook that fails or takes too long does what its policy says: `ignore` leaves a line in the trace, `log` also one on
stderr, `raise` ends the attempt with the code HOOK_FAILED and the category that its failure has (an HTTP status, an
exit code, an exception: as in `errors`; no answer in time is TRANSIENT). All hooks of an event are told before one ends
the attempt.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from regauge_runtime import log_records
from regauge_runtime.errors import (
    EXIT_CONFIGURATION,
    EXIT_OF_CATEGORY,
    EXIT_TRANSIENT,
    Failure,
    StepError,
    failure_error,
    failure_of,
)
from regauge_runtime.hooks import events
from regauge_runtime.hooks.actions import Caller
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step
from regauge_runtime.trace import emit, now
from regauge_runtime.values import Values

CODE = "HOOK_FAILED"
METRIC, LOG = "telemetry.metric", "telemetry.log"


@dataclass
class Work:
    """What is known of some work when it has ended."""

    rows: int = 0


class StepHooks:
    """The hooks that listen to one step."""

    def __init__(self, step: Step, values: Values, *, is_outside: bool = False) -> None:
        """Takes the variables that the process has now: before the asset's own are set."""
        self.step = step
        self.values = values
        listening = [hook for hook in step.plan.tree["hooks"].values() if concerns(hook, step.asset)]
        self._hooks = sorted(listening, key=lambda hook: (hook["priority"], hook["name"]))
        self._caller = Caller(step, values, dict(os.environ), is_outside)

    @contextlib.contextmanager
    def work(self) -> Iterator[Work]:
        """Tells of the step's work: when it begins and how it ends."""
        group = events.work_group(self.step)
        with self._around(group, events.work(self.step)) if group else contextlib.nullcontext(Work()) as work:
            yield work

    def publishing(self, tables: list[str]) -> contextlib.AbstractContextManager[Work]:
        """Tells of the commit of tables; of none when there are none."""
        if not tables:
            return contextlib.nullcontext(Work())
        return self._around("publish", events.publish(self.step, tables))

    def handing_over(self, system: str, names: list[str]) -> contextlib.AbstractContextManager[Work]:
        """Tells of what another system than a store of tables gets."""
        return self._around("publish", events.handover(self.step, system, names))

    def checked(self, checks: list[JsonObject]) -> None:
        """Tells how each check ended, before anything is published."""
        for check in checks:
            self._tell("quality.result", events.quality(self.step, check))

    def published(self, read: list[str], written: list[str]) -> None:
        """Tells which tables went into those that were published."""
        if read and written:
            self._tell("lineage.edges", events.lineage(self.step, read, written))

    def failed(self, result: JsonObject) -> None:
        """Tells that the asset's last attempt has failed; there is nothing more that a hook could make fail."""
        with self._logged():
            self._tell("asset.failed", events.failed(self.step, result))

    def measured(self, points: list[JsonObject]) -> None:
        """Tells of what the attempt counted, those alone that name this event: it comes a dozen times an attempt.

        The attempt has ended, so that nothing makes it fail. Who fails once hears no more of it: a hook that hangs
        would otherwise hang once for each point.
        """
        told = [events.common(self.step, METRIC) | events.metric(self.step, point) for point in points]
        self._tell_each(METRIC, [self.values.hidden_in(event) for event in told])

    def logged(self, records: list[JsonObject]) -> None:
        """Tells of what the attempt logged, as `measured` does of what it counted."""
        told = [record for record in records if "message" in record]
        numbered = enumerate(told, 1)
        self._tell_each(LOG, [events.common(self.step, LOG) | events.log(self.step, r, n) for n, r in numbered])
        if len(told) < len(records):
            _say(f"{LOG}: the attempt logged more than {len(told)} records; the others are not told")

    def _tell_each(self, name: str, told: list[JsonObject]) -> None:
        left = [hook for hook in self._hooks if name in hook.get("events", [])]
        for event in told if left else []:
            for hook in list(left):
                if (failure := self._failure(hook, event)) is not None:
                    left.remove(hook)
                    if hook["failurePolicy"] != "ignore":
                        _say(f"{failure.message}; it hears no more of this attempt's")

    @contextlib.contextmanager
    def _around(self, group: str, whose: JsonObject) -> Iterator[Work]:
        self._tell(f"{group}.start", whose | events.begun())
        began, work = time.monotonic(), Work()
        try:
            yield work
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            found = failure_of(error)
            hidden = dataclasses.replace(found, message=self.values.hide(found.message))
            with self._logged():  # what failed first is what the attempt fails with
                self._tell(f"{group}.end", whose | events.ended(hidden, work.rows, time.monotonic() - began))
            raise
        self._tell(f"{group}.end", whose | events.ended(None, work.rows, time.monotonic() - began))

    @contextlib.contextmanager
    def _logged(self) -> Iterator[None]:
        try:
            yield
        except StepError as error:
            _say(str(error))

    def _tell(self, name: str, members: JsonObject) -> None:
        wanted = [hook for hook in self._hooks if name in (hook.get("events") or [name])]
        if not wanted:
            return
        event = events.common(self.step, name) | members
        failures = [failure for hook in wanted if (failure := self._call(hook, event)) is not None]
        if failures:
            raise failure_error(failures[0])

    def _call(self, hook: JsonObject, event: JsonObject) -> Failure | None:
        """Calls one hook; returns what ends the attempt, if its policy says so."""
        failure = self._failure(hook, event)
        if failure is None or hook["failurePolicy"] == "ignore":
            return None
        if hook["failurePolicy"] == "raise":
            return failure
        _say(failure.message)
        return None

    def _failure(self, hook: JsonObject, event: JsonObject) -> Failure | None:
        """Calls one hook and returns what went wrong, whatever its policy."""
        started = now()
        with log_records.unheard():
            status, failure = called(self._caller, hook, event, self.values)
        self._trace(hook, event, status, started, failure)
        return failure

    def _trace(self, hook: JsonObject, event: JsonObject, status: str, started: str, failure: Failure | None) -> None:
        step = self.step
        line: JsonObject = {
            "kind": "hook",
            "hook": hook["name"],
            "event": event["event_type"],
            "status": status,
            "start": started,
            "end": now(),
            "runKey": step.run_key,
            "asset": step.key,
            "partition": {step.asset["partitionSet"]: step.partition} if step.partition is not None else {},
            "attempt": step.attempt,
        }
        if "check_name" in event:
            line["check"] = event["check_name"]
        if failure is not None:
            line["error"] = {"category": failure.category, "code": failure.code, "message": failure.message}
        emit(line)


def called(caller: Caller, hook: JsonObject, event: JsonObject, values: Values) -> tuple[str, Failure | None]:
    """Calls one hook; returns how that ended, success, failed or killed, and what went wrong."""
    failure: Failure | None = None
    status = "success"
    try:
        caller.call(hook["name"], hook["action"], event, float(hook["timeoutSeconds"]))
    except KeyboardInterrupt:
        raise
    except TimeoutError:
        status = "killed"
        failure = Failure("TRANSIENT", CODE, f"it took longer than {hook['timeoutSeconds']} s", EXIT_TRANSIENT)
    except BaseException as error:  # noqa: BLE001 - whatever a hook does, its policy decides
        status, failure = "failed", _as_hook(failure_of(error))
    if failure is not None:
        told = f"hook {hook['name']} at {event['event_type']}: {failure.message}"
        failure = dataclasses.replace(failure, message=values.hide(told))
    return status, failure


def concerns(hook: JsonObject, asset: JsonObject) -> bool:
    """Tells whether a hook listens to an asset: by its key and by all of the hook's tags."""
    tags = asset.get("tags") or {}
    is_named = asset["key"] in (hook.get("assets") or [asset["key"]])
    return is_named and all(tags.get(name) == value for name, value in (hook.get("tags") or {}).items())


def tell_failed(step: Step, result: JsonObject, values: Values) -> None:
    """Tells the hooks, from outside the process that worked, that an asset's last attempt has failed."""
    try:
        values.keep_secrets()
        StepHooks(step, values, is_outside=True).failed(result)
    except Exception as error:  # noqa: BLE001 - the step's result must come out
        _say(f"hooks: asset.failed could not be told: {type(error).__name__}: {error}")


def tell_measured(step: Step, points: list[JsonObject], values: Values) -> None:
    """Tells the hooks, from outside the process that worked, what an attempt counted."""
    try:
        values.keep_secrets()
        StepHooks(step, values, is_outside=True).measured(points)
    except Exception as error:  # noqa: BLE001 - the step's result must come out
        _say(f"hooks: {METRIC} could not be told: {type(error).__name__}: {error}")


def tell_logged(step: Step, records: list[JsonObject], values: Values) -> None:
    """Tells the hooks, from outside the process that worked, what an attempt logged."""
    try:
        values.keep_secrets()
        StepHooks(step, values, is_outside=True).logged(records)
    except Exception as error:  # noqa: BLE001 - the step's result must come out
        _say(f"hooks: {LOG} could not be told: {type(error).__name__}: {error}")


def _as_hook(failure: Failure) -> Failure:
    """A hook has no ends of its own, such as blocked or skipped: only a category, and what is not set up right."""
    is_set_up = failure.exit_code != EXIT_CONFIGURATION
    code = EXIT_OF_CATEGORY[failure.category] if is_set_up else EXIT_CONFIGURATION
    return dataclasses.replace(failure, code=CODE, exit_code=code)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
