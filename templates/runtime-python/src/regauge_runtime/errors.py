"""Failures, their categories and their exit codes (semantics 16, 18); standard library only.

How an exception gets its category, first match wins:

| exception                                                              | category and exit code          |
|------------------------------------------------------------------------|---------------------------------|
| one of the classes below, or any with an attribute `regauge_category`  | its own                         |
| an HTTP error (`.code` with headers, or `.response.status_code`)       | 408, 425, 429, 5xx TRANSIENT 75 |
|                                                                        | any other PERMANENT 70          |
| a PostgreSQL error with a SQLSTATE                                     | `_SQLSTATES`                    |
| a DuckDB error                                                         | `_DUCKDB`                       |
| `MemoryError`; `OSError`: ENOSPC, EMFILE, ENFILE, EDQUOT, ENOMEM       | RESOURCE 71                     |
| `ImportError`, `SyntaxError`, `NotImplementedError`                    | PERMANENT 70                    |
| everything else                                                        | TRANSIENT 75                    |

The last line is what users of Airflow and Dagster know: a function that failed is tried again.
"""

from __future__ import annotations

import errno
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regauge_runtime.plan import JsonObject

EXIT_DONE = 0
EXIT_BLOCKED = 20
EXIT_CHECK_FAILED = 21
EXIT_SKIPPED = 22
EXIT_PARTIAL = 65
EXIT_PERMANENT = 70
EXIT_RESOURCE = 71
EXIT_VALIDATION = 72
EXIT_TRANSIENT = 75
EXIT_CONFIGURATION = 78

# The seconds that the other side may make a step wait at most.
_LONGEST_WAIT = 86_400.0

EXIT_OF_CATEGORY = {
    "TRANSIENT": EXIT_TRANSIENT,
    "RESOURCE": EXIT_RESOURCE,
    "VALIDATION": EXIT_VALIDATION,
    "PERMANENT": EXIT_PERMANENT,
}


class StepError(Exception):
    """A failure that knows its category. `retry_after` are seconds that the other side asked us to wait."""

    regauge_category = "TRANSIENT"
    code = "TRANSIENT"
    exit_code = EXIT_TRANSIENT

    def __init__(
        self,
        message: str = "",
        *,
        retry_after: float | None = None,
        code: str | None = None,
        failed_records: int | None = None,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.failed_records = failed_records
        if code is not None:
            self.code = code


class Transient(StepError):
    """It may go well if tried again."""


class Resource(StepError):
    """Memory, disk or a quota ran out."""

    regauge_category = "RESOURCE"
    code = "RESOURCE"
    exit_code = EXIT_RESOURCE


class Validation(StepError):
    """The data are not what was declared."""

    regauge_category = "VALIDATION"
    code = "VALIDATION"
    exit_code = EXIT_VALIDATION


class Permanent(StepError):
    """Trying again will not help."""

    regauge_category = "PERMANENT"
    code = "PERMANENT"
    exit_code = EXIT_PERMANENT


class Partial(StepError):
    """Some of the work was done; the asset's `onPartial` says what becomes of it."""

    regauge_category = "PERMANENT"
    code = "PARTIAL"
    exit_code = EXIT_PARTIAL


class Configuration(StepError):
    """A value, secret, file or owner is missing or wrong."""

    regauge_category = "PERMANENT"
    code = "CONFIGURATION"
    exit_code = EXIT_CONFIGURATION


class Blocked(StepError):
    """What the step reads failed a blocking check or broke a strict contract: not a failure, and never retried.

    `checks`: the results of the step's own checks that say so; none where another step's did.
    """

    regauge_category = "PERMANENT"
    code = "BLOCKED"
    exit_code = EXIT_BLOCKED

    def __init__(self, message: str, checks: Sequence[JsonObject] = ()) -> None:
        super().__init__(message)
        self.checks = list(checks)


class Skipped(StepError):
    """Its condition is not true, or its tick is over: neither a failure nor a success, and never retried."""

    regauge_category = "PERMANENT"
    code = "SKIPPED"
    exit_code = EXIT_SKIPPED


class CheckFailed(StepError):
    """A blocking check failed; the bad rows were not published."""

    regauge_category = "VALIDATION"
    code = "CHECK_FAILED"
    exit_code = EXIT_CHECK_FAILED


@dataclass(frozen=True)
class Failure:
    """An exception as the result tells it; `message` is one line of at most 2,000 characters."""

    category: str
    code: str
    message: str
    exit_code: int
    retry_after: float | None = None
    failed_records: int | None = None


_RESOURCE_ERRNOS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.EDQUOT, errno.ENOMEM}
_SQLSTATES = (
    ("08", "TRANSIENT"),
    ("40", "TRANSIENT"),
    ("55P03", "TRANSIENT"),
    ("57", "TRANSIENT"),
    ("53", "RESOURCE"),
    ("22", "VALIDATION"),
    ("23", "VALIDATION"),
    ("28", "PERMANENT"),
    ("3", "PERMANENT"),
    ("42", "PERMANENT"),
)
_DUCKDB = {
    "OutOfMemoryException": "RESOURCE",
    "ConversionException": "VALIDATION",
    "ConstraintException": "VALIDATION",
    "OutOfRangeException": "VALIDATION",
    "ParserException": "PERMANENT",
    "SyntaxException": "PERMANENT",
    "BinderException": "PERMANENT",
    "CatalogException": "PERMANENT",
    "TypeMismatchException": "PERMANENT",
    "InvalidInputException": "PERMANENT",
    "NotImplementedException": "PERMANENT",
    "PermissionException": "PERMANENT",
}


def failure_of(error: BaseException) -> Failure:
    """Returns what the result says about an exception."""
    if isinstance(error, StepError):
        category, records = error.regauge_category, error.failed_records
        return Failure(category, error.code, _text(error), error.exit_code, retry_after_of(error), records)
    category = _category_of(error)
    retry_after = retry_after_of(error)
    return Failure(category, type(error).__name__, _text(error), EXIT_OF_CATEGORY[category], retry_after)


def failure_of_exit(code: int, what: str) -> Failure:
    """Returns what a command's exit code other than 0 means; negative = died by that signal (semantics 18)."""
    if code < 0:
        return Failure("TRANSIENT", "KILLED", f"{what} was killed by signal {-code}", EXIT_TRANSIENT)
    known = {
        EXIT_PARTIAL: Failure("PERMANENT", "PARTIAL", f"{what} did a part only (exit 65)", EXIT_PARTIAL),
        EXIT_PERMANENT: Failure("PERMANENT", "EXIT_70", f"{what} failed for good (exit 70)", EXIT_PERMANENT),
        EXIT_RESOURCE: Failure("RESOURCE", "EXIT_71", f"{what} ran out of a resource (exit 71)", EXIT_RESOURCE),
        EXIT_VALIDATION: Failure("VALIDATION", "EXIT_72", f"{what} found bad data (exit 72)", EXIT_VALIDATION),
        EXIT_CONFIGURATION: Failure(
            "PERMANENT", "CONFIGURATION", f"{what} is misconfigured (exit 78)", EXIT_CONFIGURATION
        ),
    }
    return known.get(code) or Failure(
        "TRANSIENT", f"EXIT_{code}", f"{what} ended with exit code {code}", EXIT_TRANSIENT
    )


def mapped(failure: Failure, rules: list[dict[str, Any]]) -> Failure:
    """Returns a failure as the asset's rules see it: the first whose `match` its code or message holds decides.

    A step that is blocked, and a failed check, are no errors of the run.
    """
    if failure.exit_code in (EXIT_BLOCKED, EXIT_CHECK_FAILED):
        return failure
    for rule in rules:
        if rule["match"] in f"{failure.code}: {failure.message}":
            category, code = rule.get("category", failure.category), rule.get("code", failure.code)
            exit_code = EXIT_OF_CATEGORY[category] if "category" in rule else failure.exit_code
            return replace(failure, category=category, code=code, exit_code=exit_code)
    return failure


def failure_error(failure: Failure) -> StepError:
    """Returns a failure as an exception that gives the same failure again."""
    error = StepError(
        failure.message,
        retry_after=failure.retry_after,
        code=failure.code,
        failed_records=failure.failed_records,
    )
    error.regauge_category = failure.category
    error.exit_code = failure.exit_code
    return error


def _text(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (text or type(error).__name__)[:2000]


def _category_of(error: BaseException) -> str:
    own = getattr(error, "regauge_category", None)
    if own in EXIT_OF_CATEGORY:
        return str(own)
    status = http_status_of(error)
    if status is not None:
        return "TRANSIENT" if status in (408, 425, 429) or status >= 500 else "PERMANENT"
    sqlstate = getattr(error, "sqlstate", None) or getattr(getattr(error, "orig", None), "sqlstate", None)
    if isinstance(sqlstate, str):
        return next((category for prefix, category in _SQLSTATES if sqlstate.startswith(prefix)), "TRANSIENT")
    if type(error).__module__.endswith("duckdb"):
        return _DUCKDB.get(type(error).__name__, "TRANSIENT")
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _RESOURCE_ERRNOS):
        return "RESOURCE"
    if isinstance(error, (ImportError, SyntaxError, NotImplementedError)):
        return "PERMANENT"
    return "TRANSIENT"


def http_status_of(error: BaseException) -> int | None:
    response: Any = getattr(error, "response", None)
    status = getattr(response, "status_code", None) if response is not None else None
    if status is None and hasattr(error, "headers"):
        status = getattr(error, "code", None)
    return status if isinstance(status, int) and 400 <= status < 600 else None


def retry_after_of(error: BaseException) -> float | None:
    own = getattr(error, "retry_after", None)
    if isinstance(own, (int, float)) and not isinstance(own, bool):
        return _bounded(own)
    headers: Any = getattr(getattr(error, "response", None), "headers", None) or getattr(error, "headers", None)
    try:
        return retry_after_seconds(headers.get("Retry-After")) if headers is not None else None
    except AttributeError:
        return None


def retry_after_seconds(value: str | None) -> float | None:
    """Returns a Retry-After header's seconds: a number, or the time until its HTTP date; None = not readable.

    Never below 0, and never above a day: who is told more asks again then, and no answer makes a step wait for ever.
    """
    if value is None:
        return None
    try:
        return _bounded(float(value))
    except ValueError:
        pass
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        return _bounded((parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (OverflowError, TypeError, ValueError):
        return None


def _bounded(seconds: float) -> float | None:
    """Returns a wait between 0 and a day; None for what is no number of seconds: nan, or one that never ends."""
    try:
        return float(min(max(0, seconds), _LONGEST_WAIT)) if math.isfinite(seconds) else None
    except OverflowError:
        # A whole number with more digits than a float has.
        return _LONGEST_WAIT if seconds > 0 else 0.0
