"""What an exception of an ingestion means: its category, one of the codes, and how long the other side asks to wait.

Classes are known by their names, anywhere among the bases of an exception or of its causes, so that no library is
imported and none is missed under a new path. First match wins: an error that says its category itself, the table of
classes, HTTP, SQLSTATE, then what kind of Python error lies at the root.

| HTTP status                       | category      |
|-----------------------------------|---------------|
| 408, 425, 429, 500, 502, 503, 504 | TRANSIENT     |
| 401, 403                          | PERMANENT     |
| 400, 404, 405, 422                | CONFIGURATION |

What the answer itself says goes before its status (`answers.py`): a 403 of who asked too often is TRANSIENT, a 400 of
who is not known is PERMANENT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regauge_runtime.errors import (
    Configuration,
    Partial,
    Permanent,
    Resource,
    StepError,
    Transient,
    Validation,
    failure_error,
    failure_of,
    http_status_of,
    retry_after_of,
)
from regauge_runtime.ingest.answers import Answer, answer_of

RATE_LIMITED = "RATE_LIMITED"
AUTH_FAILED = "AUTH_FAILED"
SCHEMA_MISMATCH = "SCHEMA_MISMATCH"
SOURCE_NOT_FOUND = "SOURCE_NOT_FOUND"
DESTINATION_CONFIG_ERROR = "DESTINATION_CONFIG_ERROR"
SCHEMA_CORRUPTION = "SCHEMA_CORRUPTION"
PARTIAL_LOAD = "PARTIAL_LOAD"
PARTIAL_SYNC = "PARTIAL_SYNC"
SYNC_CANCELLED = "SYNC_CANCELLED"
SYNC_FAILED = "SYNC_FAILED"

_CLASSES: dict[str, tuple[type[StepError], str]] = {
    "ResourceNotFound": (Permanent, SOURCE_NOT_FOUND),
    "ResourceNotFoundError": (Permanent, SOURCE_NOT_FOUND),
    "ResourcesNotFoundError": (Permanent, SOURCE_NOT_FOUND),
    "NoSuchTableError": (Permanent, SOURCE_NOT_FOUND),
    "InvalidRequestError": (Permanent, SOURCE_NOT_FOUND),  # what SQLAlchemy says of tables that it does not find
    "CredentialsRequired": (Permanent, AUTH_FAILED),
    "LoadClientError": (Configuration, DESTINATION_CONFIG_ERROR),
    "DestinationTerminalException": (Configuration, DESTINATION_CONFIG_ERROR),
    "RetryException": (Transient, RATE_LIMITED),
    "DataValidationError": (Validation, SCHEMA_MISMATCH),
    "SchemaCorruptedException": (Permanent, SCHEMA_CORRUPTION),
    "CannotCoerceColumnException": (Validation, SCHEMA_MISMATCH),
    "ConfigurationException": (Configuration, "CONFIGURATION"),
    # Addresses that no library of requests can ask; some of them are errors of transport as well.
    "InvalidURL": (Configuration, "INVALID_URL"),
    "InvalidSchema": (Configuration, "INVALID_URL"),
    "MissingSchema": (Configuration, "INVALID_URL"),
    "UnsupportedProtocol": (Configuration, "INVALID_URL"),
}

_AIRBYTE: tuple[tuple[str, str, type[StepError], str], ...] = (
    (
        "failed",
        r"\b(auth|authenticat\w+|authori[sz]ation|unauthori[sz]ed|forbidden|credential\w*|401|403)\b",
        Permanent,
        AUTH_FAILED,
    ),
    ("failed", r"\b(rate.?limit\w*|too many requests|429)\b", Transient, RATE_LIMITED),
    ("incomplete", "", Partial, PARTIAL_SYNC),
    ("cancelled", "", Permanent, SYNC_CANCELLED),
    ("failed", "", Permanent, SYNC_FAILED),
)

_SQLSTATES: tuple[tuple[str, type[StepError], str], ...] = (
    ("28", Permanent, AUTH_FAILED),
    ("42501", Permanent, AUTH_FAILED),
    ("42P01", Permanent, SOURCE_NOT_FOUND),
    ("3", Permanent, SOURCE_NOT_FOUND),
    ("42", Configuration, "SQL"),
    ("53", Resource, "RESOURCE"),
    ("08", Transient, "UNREACHABLE"),
    ("40", Transient, "CONFLICT"),
    ("57", Transient, "UNREACHABLE"),
)


def ingestion_error(error: BaseException, what: str) -> StepError:
    """Returns an exception of an ingestion as the step's own; `what` begins its message."""
    chain = list(causes(error))
    for one in chain:
        if isinstance(one, StepError) or hasattr(one, "regauge_category"):
            return failure_error(failure_of(one))
    for one in chain:
        if (found := _by_class(one)) is not None:
            kind, code = found
            return kind(f"{what}: {_text(one)}", code=code, retry_after=retry_after_of(one))
        if (status := http_status_of(one)) is not None:
            return http_error(status, f"{what}: {_text(one)}", retry_after_of(one), answer_of(one))
        state = getattr(one, "sqlstate", None) or getattr(getattr(one, "orig", None), "sqlstate", None)
        if isinstance(state, str):
            for prefix, kind, code in _SQLSTATES:
                if state.startswith(prefix):
                    return kind(f"{what}: {_text(one)}", code=code)
        if "authentication failed" in str(one):
            return Permanent(f"{what}: {_text(one)}", code=AUTH_FAILED)
        if "Contract on `" in str(one):  # dlt's normalizer hands a violated contract on as text
            return Validation(f"{what}: {_text(one)}", code=SCHEMA_MISMATCH)
    return _by_root(chain, what)


def http_error(status: int, message: str, retry_after: float | None = None, answer: Answer | None = None) -> StepError:
    """Returns what an HTTP status of a source means, with what its answer says besides."""
    answer = answer or Answer()
    message = f"{message}: {answer.words}" if answer.words else message
    if status == 429 or (status == 403 and (answer.is_limit or retry_after is not None)):
        wait = retry_after if retry_after is not None else answer.wait
        return Transient(message, code=RATE_LIMITED, retry_after=wait)
    if status == 400 and answer.is_unknown_client:
        return Permanent(message, code=AUTH_FAILED)
    if status in (408, 425, 500, 502, 503, 504):
        return Transient(message, code=f"HTTP_{status}", retry_after=retry_after)
    if status in (401, 403):
        return Permanent(message, code=AUTH_FAILED)
    if status in (400, 404, 405, 422):
        return Configuration(message, code=SOURCE_NOT_FOUND if status == 404 else f"HTTP_{status}")
    return Permanent(message, code=f"HTTP_{status}")


def airbyte_error(status: str, message: str) -> StepError:
    """Returns what the end of an Airbyte job means, by its status and what it says."""
    for wanted, pattern, kind, code in _AIRBYTE:
        if status == wanted and re.search(pattern, message, re.IGNORECASE):
            return kind(message, code=code)
    return Permanent(f"{message} (status {status})", code=SYNC_FAILED)


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yields an exception and what caused it, the outermost first."""
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _by_class(error: BaseException) -> tuple[type[StepError], str] | None:
    names = [base.__name__ for base in type(error).__mro__]
    if "PipelineStepFailed" in names:
        # Of its steps only the load can end in part: the others leave nothing behind.
        return (Partial, PARTIAL_LOAD) if getattr(error, "step", "load") == "load" else None
    return next((_CLASSES[name] for name in names if name in _CLASSES), None)


def _by_root(chain: list[BaseException], what: str) -> StepError:
    """The innermost error that says something decides."""
    for one in reversed(chain):
        message = f"{what}: {_text(one)}"
        names = [base.__name__ for base in type(one).__mro__]
        if isinstance(one, MemoryError):
            return Resource(message)
        if "JSONDecodeError" in names:
            # An answer that was cut off on its way comes whole another time.
            return Transient(message, code="BROKEN_ANSWER")
        if isinstance(one, PermissionError):
            return Permanent(message, code="PERMISSION")
        if isinstance(one, FileNotFoundError):
            return Permanent(message, code=SOURCE_NOT_FOUND)
        if isinstance(one, OSError) or any(
            "Connection" in name or "Timeout" in name or name in ("OperationalError", "RequestError") for name in names
        ):
            return Transient(message, code="UNREACHABLE")
        if isinstance(one, (ImportError, ValueError, TypeError)):
            return Configuration(message, code=type(one).__name__)
    return Permanent(f"{what}: {_text(chain[0])}", code=type(chain[-1]).__name__)


def _text(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
