"""A receiver of OTLP over HTTP: it reads each message as OpenTelemetry's own classes, or refuses it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any

from google.protobuf import json_format  # type: ignore[import-untyped]
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.metrics.v1.metrics_pb2 import AGGREGATION_TEMPORALITY_DELTA
from opentelemetry.proto.trace.v1.trace_pb2 import Status

from regauge_engines.loopback import LoopbackServer

# OTLP writes ids in hexadecimal where protobuf's JSON has base64.
_IDS = {"traceId": 32, "spanId": 16, "parentSpanId": 16}


@dataclass(frozen=True)
class ToldSpan:
    """A span as it came; `start` and `end` in nanoseconds, `resource` what its sender is."""

    trace_id: str
    span_id: str
    parent: str | None
    name: str
    start: int
    end: int
    attributes: dict[str, Any]
    resource: dict[str, Any]
    error: str | None


@dataclass(frozen=True)
class ToldCount:
    """A point of a monotonic sum as it came."""

    name: str
    unit: str
    value: float
    labels: dict[str, Any]
    start: int
    at: int
    resource: dict[str, Any]


class OtlpServer(LoopbackServer):
    """Keeps in `spans` and `counts` what is sent to it, and in `refused` why it did not take a message.

    One that takes no traces is as Prometheus is.
    """

    def __init__(self, port: int = 0, status: int = 200, takes_traces: bool = True) -> None:
        self.spans: list[ToldSpan] = []
        self.counts: list[ToldCount] = []
        self.refused: list[str] = []
        self.status = status
        self.takes_traces = takes_traces
        super().__init__(_Receiver, "receiver", port)

    def take(self, path: str, kind: str | None, body: bytes) -> None:
        """Reads a message; ValueError or ParseError says what is no OTLP in it."""
        # As OTLP has it; Prometheus refuses a charset behind it.
        if kind != "application/json":
            raise ValueError(f"a message of {kind}")
        tree = _with_base64(json.loads(body))
        if path == "/v1/traces" and self.takes_traces:
            self.spans += _spans(_read(tree, ExportTraceServiceRequest()))
        elif path == "/v1/metrics":
            self.counts += _counts(_read(tree, ExportMetricsServiceRequest()))
        else:
            raise ValueError(f"nothing is taken at {path}")


class _Receiver(BaseHTTPRequestHandler):
    receiver: OtlpServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.receiver.status
        if status == 200:
            try:
                self.receiver.take(self.path, self.headers["Content-Type"], body)
            except (ValueError, json_format.ParseError) as error:
                self.receiver.refused.append(str(error))
                status = 400
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _read(tree: Any, message: Any) -> Any:
    # A member that OTLP does not have is an error.
    return json_format.ParseDict(tree, message)


def _with_base64(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_with_base64(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    found = {name: _with_base64(value) for name, value in tree.items()}
    for name, length in _IDS.items():
        if name in found:
            if not re.fullmatch(f"[0-9a-f]{{{length}}}", found[name]) or not found[name].strip("0"):
                raise ValueError(f"{name} is {found[name]!r}")
            found[name] = base64.b64encode(bytes.fromhex(found[name])).decode()
    return found


def _spans(message: Any) -> list[ToldSpan]:
    return [
        ToldSpan(
            span.trace_id.hex(),
            span.span_id.hex(),
            span.parent_span_id.hex() or None,
            span.name,
            span.start_time_unix_nano,
            span.end_time_unix_nano,
            _members(span.attributes),
            _members(of_resource.resource.attributes),
            span.status.message if span.status.code == Status.STATUS_CODE_ERROR else None,
        )
        for of_resource in message.resource_spans
        for of_scope in of_resource.scope_spans
        for span in of_scope.spans
    ]


def _counts(message: Any) -> list[ToldCount]:
    counts = []
    for of_resource in message.resource_metrics:
        for metric in (one for of_scope in of_resource.scope_metrics for one in of_scope.metrics):
            if not (metric.sum.is_monotonic and metric.sum.aggregation_temporality == AGGREGATION_TEMPORALITY_DELTA):
                raise ValueError(f"{metric.name} is no count of what came since")
            for point in metric.sum.data_points:
                value = getattr(point, point.WhichOneof("value"))
                labels = _members(point.attributes)
                told = (point.start_time_unix_nano, point.time_unix_nano, _members(of_resource.resource.attributes))
                counts.append(ToldCount(metric.name, metric.unit, value, labels, *told))
    return counts


def _members(attributes: Any) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for one in attributes:
        assert isinstance(one, KeyValue) and one.key not in members, one
        members[one.key] = getattr(one.value, str(one.value.WhichOneof("value")))
    return members
