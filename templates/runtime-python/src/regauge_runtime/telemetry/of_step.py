"""What an attempt of a step tells at its end: its span, those of its checks, and what it counts."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from regauge_runtime.ingest.outcome import KINDS
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step
from regauge_runtime.telemetry.context import TRACEPARENT, RunContext, span_id
from regauge_runtime.telemetry.exporter import Exporter, say
from regauge_runtime.telemetry.messages import Attributes, Count, Span, nanoseconds
from regauge_runtime.values import Values

BROKEN = ("failed", "killed", "not_run")


class StepTelemetry:
    """Tells of one attempt."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._context = RunContext.of(step.run_key, os.environ)
        self._span = span_id(step.run_key, step.key, str(step.attempt))
        self._exporter: Exporter | None = None
        try:
            self._exporter = Exporter(step.plan, Values.load(step.home))
        except Exception as error:  # noqa: BLE001 - what is wrong here is no failure of the step
            say(error)

    def lead(self) -> None:
        """Puts the attempt's span into the environment: what the user's code tells of itself is a part of it."""
        os.environ[TRACEPARENT] = self._context.traceparent(self._span)

    def ended(self, result: JsonObject, started: str) -> list[JsonObject]:
        """Tells how the attempt ended, and returns what it counted, as hooks hear of it."""
        if self._exporter is None:
            return []
        try:
            spans = self._spans(result, started) if self._context.is_sampled else []
            counts = self._counts(self._exporter, result)
        except Exception as error:  # noqa: BLE001 - as above
            say(f"the end of {self._step.key} could not be told: {type(error).__name__}: {error}")
            return []
        self._exporter.send(self._context.trace_id, spans, counts)
        return [self._exporter.told(count) for count in counts]

    def _spans(self, result: JsonObject, started: str) -> list[Span]:
        error: JsonObject = result.get("error") or {}
        told: dict[str, str | int | float | None] = {
            **self._identity(),
            "regauge.step.status": result["status"],
            "regauge.step.rows": sum(result.get("rows", {}).values()) if result.get("rows") else None,
            "regauge.retry.again": bool(result.get("retry", {}).get("again")),
            "error.type": error.get("code"),
            "regauge.error.category": error.get("category"),
        }
        why = str(error.get("message", result["status"])) if result["status"] in BROKEN else None
        ended = nanoseconds(datetime.now(UTC))
        name = f"step {self._step.key}"
        own = Span(self._span, self._context.above, name, nanoseconds(started), ended, told, why)
        return [own, *(self._check(one) for one in result.get("checks", []) if "startedAt" in one)]

    def _check(self, check: JsonObject) -> Span:
        start = nanoseconds(check["startedAt"])
        told = {
            **self._identity(),
            "regauge.check.name": check["name"],
            "regauge.check.kind": check.get("kind"),
            "regauge.check.status": check["status"],
            "regauge.check.on_fail": check["onFail"],
            "regauge.check.failed_count": check.get("failedCount"),
            "regauge.check.total_count": check.get("totalCount"),
        }
        why = check.get("error", "failed") if check["status"] in ("failed", "error") else None
        words = (self._step.run_key, self._step.key, str(self._step.attempt), "check", str(check["name"]))
        end = start + int(float(check["durationSeconds"]) * 1_000_000_000)
        return Span(span_id(*words), self._span, f"check {check['name']}", start, end, told, why)

    def _identity(self) -> dict[str, str | int | float | None]:
        step = self._step
        return {
            "regauge.product": step.plan.product,
            "regauge.job": step.job,
            "regauge.run.id": step.run_key,
            "regauge.asset": step.key,
            "regauge.partition": step.partition,
            "regauge.attempt": step.attempt,
        }

    def _counts(self, exporter: Exporter, result: JsonObject) -> list[Count]:
        step = self._step
        known: Attributes = {"product": step.plan.product, "job_name": step.job, "asset": step.key}
        of_step = {**known, "status": result["status"]}
        counts = [
            exporter.count("steps", 1, of_step),
            exporter.count("stepSeconds", float(result.get("durationSeconds", 0.0)), of_step),
        ]
        for table, rows in sorted(result.get("rows", {}).items()):
            counts.append(exporter.count("rows", int(rows), {**known, "table": table}))
        for check in result.get("checks", []):
            if check["status"] != "skipped":
                counts.append(exporter.count("checks", 1, {**known, "check": check["name"], "status": check["status"]}))
        if step.asset["run"]["kind"] in KINDS:
            counts += _of_ingestion(exporter, result, {"product": step.plan.product, "source": step.key})
        return counts


def _of_ingestion(exporter: Exporter, result: JsonObject, known: Attributes) -> list[Count]:
    """The three counts of an ingestion, in the wire's four categories."""
    error: JsonObject = (result.get("ingestion") or {}).get("error") or {}
    counts = []
    if error and result["status"] in BROKEN:
        labels = {**known, "category": error["category"], "code": error["code"]}
        counts.append(exporter.count("ingestionErrors", 1, labels))
    if result.get("retry", {}).get("again"):
        counts.append(exporter.count("ingestionRetries", 1, known))
    # A run that did a part only, and may (`onPartial: warn`), tells beside its result how many records it left out.
    if failed := error.get("failed_records") or result.get("metadata", {}).get("failedRecords"):
        counts.append(exporter.count("ingestionRowsFailed", int(failed), known))
    return counts
