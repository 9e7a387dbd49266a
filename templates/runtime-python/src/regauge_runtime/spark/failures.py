"""What Spark's errors mean for a step (semantics 16, 18); standard library only.

The first line that fits decides; what none names may go well another time, as of any function that failed.

| of the error                                                        | category and code             |
|---------------------------------------------------------------------|-------------------------------|
| no Java; a user without a name (no line in `/etc/passwd`)           | CONFIGURATION `SPARK_JAVA`    |
| OutOfMemoryError, no space; SQLSTATE 53, 54                         | RESOURCE `RESOURCE`           |
| SQLSTATE 08, 57, 58; the JVM is gone                                | TRANSIENT `SPARK_GONE`        |
| SQLSTATE 38, 39: a Python function called by Spark raised something | TRANSIENT `SPARK_FUNCTION`    |
| SQLSTATE 21, 22, 23: a value does not fit                           | VALIDATION `SPARK_DATA`       |
| SQLSTATE 0A, 3x, 42: what Spark does not know, find or take         | PERMANENT `SPARK_SQL`         |
"""

from __future__ import annotations

import re

from regauge_runtime.errors import Configuration, Permanent, Resource, StepError, Transient, Validation

_TEXTS: tuple[tuple[str, type[StepError], str], ...] = (
    (r"JAVA_GATEWAY_EXITED|JAVA_HOME is not set|KerberosAuthException", Configuration, "SPARK_JAVA"),
    (r"OutOfMemoryError|No space left on device", Resource, "RESOURCE"),
    (r"Py4JNetworkError|Answer from Java side is empty|ConnectionRefusedError", Transient, "SPARK_GONE"),
)
_STATES: tuple[tuple[str, type[StepError], str], ...] = (
    ("53|54", Resource, "RESOURCE"),
    ("08|57|58", Transient, "SPARK_GONE"),
    ("38|39", Transient, "SPARK_FUNCTION"),
    ("21|22|23", Validation, "SPARK_DATA"),
    ("0A|3.|42", Permanent, "SPARK_SQL"),
)
_STATE = re.compile(r"SQLSTATE: ([0-9A-Z]{5})")


def spark_error(error: BaseException) -> StepError:
    """Returns the failure that an exception of PySpark, Py4J or the JVM means."""
    text = f"{type(error).__name__}: {error}"
    message = _without_trace(text)
    for pattern, kind, code in _TEXTS:
        if re.search(pattern, text):
            return kind(message, code=code)
    state = sqlstate_of(error, text)
    for pattern, kind, code in _STATES:
        if state is not None and re.match(pattern, state):
            return kind(message, code=code)
    return Transient(message, code="SPARK")


def sqlstate_of(error: BaseException, text: str) -> str | None:
    """Returns the SQLSTATE that the error has, else the last one in its text: the cause comes last."""
    ask = getattr(error, "getSqlState", None)
    own = ask() if callable(ask) else None
    if isinstance(own, str) and not own.startswith("XX"):
        return own
    found = _STATE.findall(text)
    return found[-1] if found else None


def _without_trace(text: str) -> str:
    lines = [line for line in text.splitlines() if not re.match(r"\s*(at |\.\.\. \d+ more)", line)]
    return " ".join(" ".join(lines).split())[:2000]
