"""Spans and counts in the JSON of OTLP 1.x (`ExportTraceServiceRequest`, `ExportMetricsServiceRequest`).

Standard library only: a step sends two small messages at its end, and the SDK would bring fourteen packages, protobuf
among them, into the environment of the user's code. The names of the metrics are the plan's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from regauge_runtime import __version__
from regauge_runtime.partitions import parse_instant
from regauge_runtime.plan import JsonObject

Attributes = Mapping[str, str | bool | int | float | None]

_SCOPE = {"name": "regauge_runtime", "version": __version__}
_INTERNAL, _ERROR, _DELTA = 1, 2, 1
# A count is of the moment in which it is told. Of two steps that count at once no intervals overlap, which receivers
# that sum them up would take for one out of order.
_MOMENT_NS = 1_000


@dataclass(frozen=True)
class Span:
    """A part of a trace; `start` and `end` in nanoseconds since 1970, `error` says what went wrong."""

    span_id: str
    parent: str | None
    name: str
    start: int
    end: int
    attributes: Attributes = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class Count:
    """What a metric of the plan counts more by; `labels` are those that it has."""

    metric: str
    by: float
    labels: Attributes


def nanoseconds(instant: str | datetime) -> int:
    """Returns an instant (as text RFC 3339) in nanoseconds since 1970, to the microsecond."""
    at = parse_instant(instant) if isinstance(instant, str) else instant
    return int(at.timestamp()) * 1_000_000_000 + at.microsecond * 1_000


def spans_message(resource: Attributes, trace_id: str, spans: Sequence[Span]) -> JsonObject:
    """Returns the message that tells of spans of one trace."""
    told = [_span(trace_id, span) for span in spans]
    return {"resourceSpans": [{"resource": _attributes(resource), "scopeSpans": [{"scope": _SCOPE, "spans": told}]}]}


def metrics_message(resource: Attributes, table: JsonObject, counts: Sequence[Count], at: int) -> JsonObject:
    """Returns the message that tells of counts; `table` is the plan's, of metrics by name."""
    points: dict[str, list[JsonObject]] = {}
    for count in counts:
        value: JsonObject = {"asInt": str(count.by)} if isinstance(count.by, int) else {"asDouble": count.by}
        moment = {"startTimeUnixNano": str(at - _MOMENT_NS), "timeUnixNano": str(at)}
        points.setdefault(count.metric, []).append(_attributes(count.labels) | moment | value)
    metrics = [
        {
            "name": table[metric]["name"],
            "description": table[metric]["about"],
            "unit": table[metric]["unit"],
            "sum": {"dataPoints": of_metric, "aggregationTemporality": _DELTA, "isMonotonic": True},
        }
        for metric, of_metric in sorted(points.items())
    ]
    scope = {"scope": _SCOPE, "metrics": metrics}
    return {"resourceMetrics": [{"resource": _attributes(resource), "scopeMetrics": [scope]}]}


def _span(trace_id: str, span: Span) -> JsonObject:
    told: JsonObject = {"traceId": trace_id, "spanId": span.span_id, "name": span.name, "kind": _INTERNAL}
    told |= {"startTimeUnixNano": str(span.start), "endTimeUnixNano": str(max(span.start, span.end))}
    if span.parent is not None:
        told["parentSpanId"] = span.parent
    if span.error is not None:
        told["status"] = {"code": _ERROR, "message": span.error}
    return told | _attributes(span.attributes)


def _attributes(members: Attributes) -> JsonObject:
    """Returns attributes in OTLP's form, by name; what is None is left out."""
    told = [{"key": key, "value": _value(value)} for key, value in sorted(members.items()) if value is not None]
    return {"attributes": told}


def _value(value: object) -> JsonObject:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
    return {"stringValue": str(value)}
