"""What is told at the end of a run: its span, of which its steps' are parts, and what it counts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from regauge_runtime.plan import Plan
from regauge_runtime.telemetry.context import RunContext
from regauge_runtime.telemetry.exporter import Exporter, say
from regauge_runtime.telemetry.messages import Attributes, Span, nanoseconds
from regauge_runtime.values import Values


@dataclass(frozen=True)
class ToldRun:
    """A run that has ended; `began` is None where nobody knows when."""

    job: str
    run_key: str
    partition: str | None
    began: datetime | None
    ended: datetime | None
    has_failed: bool


def tell_of_run_end(plan: Plan, home: Path, run: ToldRun) -> None:
    """Tells that a run has ended where anybody listens; fails at nothing."""
    if plan.telemetry is None:
        return
    try:
        _send(Exporter(plan, Values.load(home)), plan, run)
    except Exception as error:  # noqa: BLE001 - a run does not fail of who listens
        say(error)


def _send(exporter: Exporter, plan: Plan, run: ToldRun) -> None:
    status = "failed" if run.has_failed else "success"
    ended = run.ended or datetime.now(UTC)
    began = run.began or ended
    context = RunContext.of(run.run_key, os.environ)
    told = {
        "regauge.product": plan.product,
        "regauge.job": run.job,
        "regauge.run.id": run.run_key,
        "regauge.run.status": status,
        "regauge.partition": run.partition,
    }
    why = "a step failed or was left undone" if run.has_failed else None
    span = Span(context.run_span, context.outer, f"run {run.job}", nanoseconds(began), nanoseconds(ended), told, why)
    known: Attributes = {"product": plan.product, "job_name": run.job, "status": status}
    counts = [
        exporter.count("runs", 1, known),
        exporter.count("runSeconds", max(0.0, (ended - began).total_seconds()), known),
    ]
    exporter.send(context.trace_id, [span] if context.is_sampled else [], counts)
