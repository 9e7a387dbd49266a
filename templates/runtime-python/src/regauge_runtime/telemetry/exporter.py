"""Sends what is told by OTLP over HTTP; standard library only.

Whoever listens is no part of the pipeline: nothing here makes a step fail, and all of it has a few seconds at most.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from regauge_runtime.errors import Configuration, StepError
from regauge_runtime.listeners import headers_in
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.telemetry.messages import Attributes, Count, Span, metrics_message, nanoseconds, spans_message
from regauge_runtime.values import Values
from regauge_runtime.web_post import post_json, web_address

# How long a message may take. One that took too long is not sent again: it may have come, and would count twice.
SECONDS = 5.0
TRIES = 2
PAUSE_SECONDS = 0.5


class Exporter:
    """Sends spans and counts of one product to where its plan says."""

    def __init__(self, plan: Plan, values: Values, engine: str | None = None) -> None:
        settings: JsonObject = plan.telemetry or {}
        self._table: JsonObject = settings["metrics"]
        self._values = values
        # Now: a step's secrets leave the environment before its end is told.
        self._place = self._resolved(settings)
        self._headers = headers_in(str(settings.get("headers", "")))
        self._resource: Attributes = {
            "service.name": plan.product,
            "service.namespace": plan.tree["product"].get("domain"),
            "service.version": plan.tree["product"].get("version"),
            "deployment.environment.name": values.name,
            "regauge.engine": engine or os.environ.get("REGAUGE_RUNNER"),
        }

    def count(self, metric: str, by: float, known: Attributes) -> Count:
        """Returns a count of a metric, with those of the known attributes that it has as labels."""
        return Count(metric, by, {label: known.get(label) for label in self._table[metric]["labels"]})

    def told(self, count: Count) -> JsonObject:
        """Returns a count as a hook hears of it."""
        metric: JsonObject = self._table[count.metric]
        labels = {name: value for name, value in count.labels.items() if value is not None}
        return {"name": metric["name"], "value": count.by, "unit": metric["unit"], "payload": labels}

    def send(self, trace_id: str, spans: Sequence[Span], counts: Sequence[Count]) -> None:
        """Sends both; what cannot be sent is said in one line on stderr."""
        messages = []
        if spans:
            messages.append(("/v1/traces", spans_message(self._resource, trace_id, spans)))
        if counts:
            at = nanoseconds(datetime.now(UTC))
            messages.append(("/v1/metrics", metrics_message(self._resource, self._table, counts, at)))
        for path, message in messages:
            try:
                hidden: JsonObject = self._values.hidden_in(message)
                self._post(self._place + path, hidden)
            except Exception as error:  # noqa: BLE001 - who listens does not make a step fail
                why = f"it took longer than {SECONDS:g} s" if isinstance(error, TimeoutError) else str(error)
                say(f"{path.rsplit('/', 1)[-1]} could not be sent: {why}", self._values)
                if isinstance(error, OSError):  # nobody answers, and the next message would wait as long
                    return

    def _post(self, address: str, message: JsonObject) -> None:
        for number in range(1, TRIES + 1):
            try:
                # Prometheus takes this type without a charset only.
                post_json(address, message, self._headers | {"Content-Type": "application/json"}, SECONDS)
                return
            except TimeoutError:
                raise
            except Exception:
                if number == TRIES:
                    raise
                time.sleep(PAUSE_SECONDS)

    def _resolved(self, settings: JsonObject) -> str:
        if settings.get("protocol") == "grpc":
            raise Configuration("OTEL_EXPORTER_OTLP_PROTOCOL is grpc, and steps speak OTLP over HTTP alone")
        if settings.get("otlpEndpoint") is None:
            raise Configuration("there is no otlpEndpoint")
        endpoint = str(self._values.resolve(settings["otlpEndpoint"], "otlpEndpoint"))
        return web_address(endpoint, "its otlpEndpoint").rstrip("/")


def say(error: object, values: Values | None = None) -> None:
    """Says in a line on stderr what cannot be told."""
    text = str(error) if isinstance(error, StepError | str) else f"{type(error).__name__}: {error}"
    sys.stderr.write(f"telemetry: {values.hide(text) if values else text}\n")
    sys.stderr.flush()
