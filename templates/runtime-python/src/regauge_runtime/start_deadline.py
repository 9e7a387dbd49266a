"""Leaves out a tick whose run could not begin in time (`startDeadline`); standard library only."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from regauge_runtime.errors import Skipped
from regauge_runtime.partitions import format_instant, parse_instant
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step, StepCall
from regauge_runtime.wall_times import INSTANT, CronTimes

_TICK = "tick:"


def require_in_time(call: StepCall, step: Step) -> None:
    """Raises Skipped when the run of a tick began later after it than the tick's trigger allows.

    What an engine does not say the beginning of is in time: a run that a person asks for again, and a backfill.
    """
    if call.tick_run_began is None or not call.cause.startswith(_TICK):
        return
    tick = parse_instant(call.cause.removeprefix(_TICK))
    limit = _deadline(step, tick)
    late = (call.tick_run_began - tick).total_seconds()
    if limit is not None and late > limit:
        began = f"the run of {format_instant(tick)} began {late:.0f} s after it"
        raise Skipped(f"{began}; the trigger's startDeadline is {limit:g} s")


def triggers_at(job: JsonObject, tick: datetime) -> list[JsonObject]:
    """Returns the cron triggers of a job that tick at an instant.

    One that is on no trigger's wall, for an engine moved it where the clocks change, may be any trigger's.
    """
    triggers: list[JsonObject] = job.get("triggers", [])
    return [one for one in triggers if one.get("enabled", True) and _ticks_at(one, tick)] or triggers


def _deadline(step: Step, tick: datetime) -> float | None:
    """The longest deadline, in seconds, of the triggers that tick at an instant; None when one of them has none."""
    job: JsonObject = next((one for one in step.plan.tree.get("jobs", []) if one["name"] == step.job), {})
    if not any("startDeadlineSeconds" in one for one in job.get("triggers", [])):
        return None
    limits = [one.get("startDeadlineSeconds") for one in triggers_at(job, tick)]
    return None if None in limits else max(float(limit) for limit in limits if limit is not None)


def _ticks_at(trigger: JsonObject, tick: datetime) -> bool:
    wall = tick.astimezone(ZoneInfo(trigger["timezone"])).replace(tzinfo=None, fold=0)
    return CronTimes(trigger["cron"]).next(wall - INSTANT) == wall
