"""The table of an ingestion's errors: every code is reached, and the wire has four categories."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from regauge_runtime.errors import Partial, Resource, Transient, Validation, failure_of
from regauge_runtime.ingest import failures
from regauge_runtime.ingest.failures import airbyte_error, http_error, ingestion_error
from regauge_runtime.ingest.outcome import outcome_of
from regauge_runtime.result import failed_result


def named(name: str, *bases: type[BaseException], **attributes: Any) -> BaseException:
    """An exception of a class of this name, as a library would raise it."""
    error = type(name, bases or (Exception,), {})("no")
    for key, value in attributes.items():
        setattr(error, key, value)
    return error


def caused(outer: BaseException, inner: BaseException) -> BaseException:
    outer.__cause__ = inner
    return outer


class Answer:
    def __init__(self, status: int, **headers: str) -> None:
        self.status_code, self.headers = status, headers


def http(status: int, **headers: str) -> BaseException:
    return named("HTTPError", OSError, response=Answer(status, **headers))


CASES: list[tuple[BaseException, str, str]] = [
    (named("ResourceNotFound"), "PERMANENT", "SOURCE_NOT_FOUND"),
    (named("ResourcesNotFoundError"), "PERMANENT", "SOURCE_NOT_FOUND"),
    (named("CredentialsRequired"), "PERMANENT", "AUTH_FAILED"),
    (named("LoadClientError"), "CONFIGURATION", "DESTINATION_CONFIG_ERROR"),
    (named("RetryException"), "TRANSIENT", "RATE_LIMITED"),
    (named("SchemaCorruptedException"), "PERMANENT", "SCHEMA_CORRUPTION"),
    (named("DataValidationError"), "PERMANENT", "SCHEMA_MISMATCH"),
    (named("PipelineStepFailed", step="load"), "PARTIAL", "PARTIAL_LOAD"),
    (caused(named("PipelineStepFailed", step="extract"), http(429)), "TRANSIENT", "RATE_LIMITED"),
    (caused(named("PipelineStepFailed", step="extract"), http(401)), "PERMANENT", "AUTH_FAILED"),
    (named("Own", type(named("RetryException"))), "TRANSIENT", "RATE_LIMITED"),
    *((http(status), "TRANSIENT", f"HTTP_{status}") for status in (408, 500, 502, 503, 504)),
    (http(403), "PERMANENT", "AUTH_FAILED"),
    *((http(status), "CONFIGURATION", f"HTTP_{status}") for status in (400, 405, 422)),
    (http(404), "CONFIGURATION", "SOURCE_NOT_FOUND"),
    (http(418), "PERMANENT", "HTTP_418"),
    (named("OperationalError", sqlstate="28P01"), "PERMANENT", "AUTH_FAILED"),
    (PermissionError("no"), "PERMANENT", "PERMISSION"),
    (ConnectionError("no"), "TRANSIENT", "UNREACHABLE"),
    (TimeoutError("no"), "TRANSIENT", "UNREACHABLE"),
    (ImportError("no"), "CONFIGURATION", "ImportError"),
    (TypeError("no"), "CONFIGURATION", "TypeError"),
    (caused(named("ResourceExtractionError"), ValueError("no")), "CONFIGURATION", "ValueError"),
    (KeyError("no"), "PERMANENT", "KeyError"),
    (Resource("no"), "TRANSIENT", "RESOURCE"),
    (MemoryError(), "TRANSIENT", "RESOURCE"),
    (Validation("no"), "PERMANENT", "VALIDATION"),
    (airbyte_error("failed", "auth error"), "PERMANENT", "AUTH_FAILED"),
    (airbyte_error("failed", "429 Too Many Requests"), "TRANSIENT", "RATE_LIMITED"),
    (airbyte_error("incomplete", ""), "PARTIAL", "PARTIAL_SYNC"),
    (airbyte_error("cancelled", ""), "PERMANENT", "SYNC_CANCELLED"),
    (airbyte_error("failed", "the author forgot"), "PERMANENT", "SYNC_FAILED"),
]


def wire(error: BaseException) -> Any:
    result = failed_result({"attempt": 1}, failure_of(ingestion_error(error, "shop")), {})
    return outcome_of(result, "bronze/orders").error


@pytest.mark.parametrize(
    ("error", "category", "code"), CASES, ids=lambda value: getattr(value, "code", str(value))[:40]
)
def test_what_an_error_becomes(error: BaseException, category: str, code: str) -> None:
    told = wire(error)
    assert (told.category, told.code, told.retryable) == (category, code, category == "TRANSIENT")


def test_every_code_is_reached() -> None:
    nine = {
        failures.RATE_LIMITED, failures.AUTH_FAILED, failures.SCHEMA_MISMATCH, failures.SOURCE_NOT_FOUND,
        failures.DESTINATION_CONFIG_ERROR, failures.SCHEMA_CORRUPTION, failures.PARTIAL_LOAD, failures.PARTIAL_SYNC,
        failures.SYNC_CANCELLED,
    }  # fmt: skip
    assert len(nine) == 9 and nine <= {code for _, _, code in CASES}


def test_what_the_other_side_asks_to_wait_is_told() -> None:
    told = wire(http(429, **{"Retry-After": "60"}))
    assert told.retry_after_seconds == 60.0
    assert http_error(503, "", 7.0).retry_after == 7.0
    assert wire(Partial("a part", failed_records=3)).failed_records == 3
    assert wire(Transient("x", retry_after=2.0)).retry_after_seconds == 2.0


def test_the_tests_that_a_bundle_carries_pass() -> None:
    path = Path(__file__).parents[2] / "src/main/resources/runtime/test_ingestion_errors.py"
    spec = importlib.util.spec_from_file_location("carried", path)
    assert spec is not None and spec.loader is not None
    carried = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(carried)
    carried.test_authentication_failure_is_permanent()
    carried.test_rate_limit_is_transient_and_says_how_long()
