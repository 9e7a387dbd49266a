"""A run that is over a quota once, and one that does a part of its work."""

from __future__ import annotations


def quota(context):
    """Fail in the first attempt with an error that only its text tells."""
    if context.attempt == 1:
        raise RuntimeError("QuotaExceeded: come back later")
    return [{"attempt": context.attempt}]


def part():
    """Return a row, and say that another one is missing."""
    from regauge_runtime import Result

    return Result(data=[{"n": 1}], partial="page 2 is broken")
