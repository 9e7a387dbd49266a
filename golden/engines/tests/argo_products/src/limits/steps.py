"""Steps that fail, wait, hang and hold, each in one way."""

from __future__ import annotations

import contextlib
import os
import time


def values(context, value):
    """One row, as asked for."""
    return [{"n": value}]


def flaky(context, fails):
    """Fails in the attempts that `fails` names: `1:TRANSIENT,2:VALIDATION`."""
    for plan in filter(None, fails.split(",")):
        attempt, category = plan.split(":")
        if int(attempt) == context.attempt:
            raise _failure(category)


def polite(context, fails):
    """Fails once with a Retry-After that is longer than the plan's wait."""
    if fails and context.attempt == 1:
        from regauge_runtime.errors import Transient

        raise Transient("come back later", retry_after=6.0)


def swallow(context):
    """Catches everything that could stop it."""
    end = time.monotonic() + 3600
    while time.monotonic() < end:
        with contextlib.suppress(BaseException):
            time.sleep(0.2)


def pg_sleep(context, pg):
    """Hangs inside a native call."""
    pg.connect().execute("select pg_sleep(3600)")


def pause(context):
    """Holds what it has for a while."""
    time.sleep(2)


def hold(context):
    """Takes long enough to be killed, in the first attempt."""
    time.sleep(3600 if context.attempt == 1 else 0)


def nothing(context):
    """Does nothing."""
    print(os.environ["REGAUGE_PARTITION"])


def _failure(category):
    from regauge_runtime import errors

    return {"TRANSIENT": errors.Transient, "VALIDATION": errors.Validation}[category](f"a rehearsed {category}")
