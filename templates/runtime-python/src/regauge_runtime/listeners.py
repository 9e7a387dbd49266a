"""Who listens to a product that names nobody: whom the standard variables of its environment name (ADR 0117).

A bundle tells of its steps wherever OpenTelemetry's or OpenLineage's own variables say to whom; what a product writes
itself goes before them. Standard library only.

| variable                       | what it does                                                                 |
|--------------------------------|------------------------------------------------------------------------------|
| `OTEL_EXPORTER_OTLP_ENDPOINT`  | the collector; without it no traces and no counts                            |
| `OTEL_EXPORTER_OTLP_HEADERS`   | `name=value,…` that each message carries, with a value's own commas as `%2C` |
| `OTEL_EXPORTER_OTLP_PROTOCOL`  | `grpc` is not spoken here: a line on stderr says so, and nothing is sent     |
| `OTEL_SDK_DISABLED`            | `true`: neither traces nor counts                                            |
| `OPENLINEAGE_URL`              | the server of OpenLineage; without it no events                              |
| `OPENLINEAGE_ENDPOINT`         | the path there, by default `api/v1/lineage`                                  |
| `OPENLINEAGE_API_KEY`          | a bearer token                                                               |
| `OPENLINEAGE_NAMESPACE`        | the namespace of jobs and tables, by default the product's name              |
| `OPENLINEAGE_DISABLED`         | `true`: no events                                                            |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from regauge_runtime.errors import Configuration
from regauge_runtime.telemetry.metric_names import METRICS

COLLECTOR, LINEAGE_SERVER = "OTEL_EXPORTER_OTLP_ENDPOINT", "OPENLINEAGE_URL"
FACETS = (
    "columnLineage",
    "dataQualityAssertions",
    "errorMessage",
    "ingestionError",
    "ownership",
    "parent",
    "schema",
    "sql",
)


def standing_telemetry(environ: Mapping[str, str]) -> dict[str, Any] | None:
    """Returns the settings of traces and counts, as a plan has them; None where the environment names no collector."""
    if not environ.get(COLLECTOR) or _is_true(environ, "OTEL_SDK_DISABLED"):
        return None
    return {
        "otlpEndpoint": environ[COLLECTOR],
        "metricsPrefix": "regauge",
        "metrics": METRICS,
        "protocol": environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", ""),
        "headers": environ.get("OTEL_EXPORTER_OTLP_HEADERS", ""),
    }


def standing_lineage(environ: Mapping[str, str], product: str) -> dict[str, Any] | None:
    """Returns the settings of lineage, as a plan has them; None where the environment names no server."""
    server = environ.get(LINEAGE_SERVER, "")
    if not server or _is_true(environ, "OPENLINEAGE_DISABLED"):
        return None
    path = environ.get("OPENLINEAGE_ENDPOINT", "").strip("/")
    return {
        "enabled": True,
        "transport": "http",
        "endpoint": f"{server.rstrip('/')}/{path}" if path else server,
        "apiKey": environ.get("OPENLINEAGE_API_KEY", ""),
        "namespace": environ.get("OPENLINEAGE_NAMESPACE") or product,
        "kafkaHeaders": True,
        "columnLineage": True,
        "facets": list(FACETS),
    }


def headers_in(text: str) -> dict[str, str]:
    """Returns the headers in a text as OpenTelemetry writes them; Configuration where a part of it is none."""
    headers = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise Configuration("OTEL_EXPORTER_OTLP_HEADERS is not written as name=value,name=value")
        headers[name.strip()] = unquote(value.strip())
    return headers


def _is_true(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").lower() == "true"
