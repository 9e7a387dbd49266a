"""Writes trace events, one JSON line each (semantics 29); standard library only."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

STREAM_PREFIX = "REGAUGE_TRACE "


def now() -> str:
    """Returns the present instant as RFC 3339 in UTC."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def emit(event: dict[str, Any]) -> None:
    """Appends an event to `$REGAUGE_TRACE`: a file, or `stdout:`; nothing when the variable is unset.

    A line is one write to a file opened for appending, so that steps of several processes do not mix their lines.
    """
    target = os.environ.get("REGAUGE_TRACE", "")
    if not target:
        return
    runner = os.environ.get("REGAUGE_RUNNER", "step")
    line = json.dumps({"v": 1, "ts": now(), "source": "runtime", "runner": runner} | event, default=str)
    if target == "stdout:":
        sys.stdout.write(STREAM_PREFIX + line + "\n")
        sys.stdout.flush()
        return
    descriptor = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, line.encode() + b"\n")
    finally:
        os.close(descriptor)
