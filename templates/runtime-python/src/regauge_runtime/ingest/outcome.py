"""What an ingestion tells of itself: an `IngestionResult`, with an `IngestionError` of four categories when it failed.

Standard library only. The wire's categories are TRANSIENT, PERMANENT, PARTIAL and CONFIGURATION: RESOURCE is reported
as TRANSIENT, VALIDATION as PERMANENT.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from regauge_runtime.errors import EXIT_CONFIGURATION, EXIT_PARTIAL

KINDS = ("dlt", "connector", "airbyte")
_OF_CATEGORY = {"TRANSIENT": "TRANSIENT", "RESOURCE": "TRANSIENT"}
_OF_EXIT = {EXIT_PARTIAL: "PARTIAL", EXIT_CONFIGURATION: "CONFIGURATION"}


@dataclass(frozen=True)
class IngestionError:
    """Why rows did not come; `source` is the asset, `retry_after_seconds` what the other side asked us to wait."""

    category: str
    code: str
    message: str
    source: str
    retryable: bool
    retry_after_seconds: float | None = None
    failed_records: int | None = None
    details: dict[str, Any] | None = None


@dataclass(frozen=True)
class IngestionResult:
    """The outcome of one attempt; `tables_created` are the tables that it wrote."""

    success: bool
    rows_loaded: int = 0
    tables_created: list[str] = field(default_factory=list)
    duration_seconds: float = 0.0
    error: IngestionError | None = None

    def as_json(self) -> dict[str, Any]:
        """Returns it as the step's result carries it."""
        return asdict(self)


def outcome_of(result: dict[str, Any], source: str) -> IngestionResult:
    """Returns a step's result in the words of ingestion."""
    rows = sum(result.get("rows", {}).values())
    tables = [output["table"] for output in result.get("outputs", []) if output.get("isPublished")]
    took = float(result.get("durationSeconds", 0.0))
    error = result.get("error")
    if error is None:
        return IngestionResult(True, rows, tables, took)
    category = _OF_EXIT.get(result["exitCode"]) or _OF_CATEGORY.get(error["category"], "PERMANENT")
    told = IngestionError(
        category=category,
        code=error["code"],
        message=error["message"],
        source=source,
        retryable=category == "TRANSIENT",
        retry_after_seconds=error.get("retryAfter"),
        failed_records=error.get("failedRecords"),
        details=error.get("details"),
    )
    return IngestionResult(False, rows, tables, took, told)
