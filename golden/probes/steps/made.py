"""Functions that do what one word says; times are seconds."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import time

_SECRET = "61f0a4fda27227efba116f7baab3d2acb09951808b676f6f858f44697192d096"


def rows(context):
    """Return one row."""
    return [{"n": 1}]


def fails_twice(context):
    """Fail in the first two attempts, with an error of the category TRANSIENT."""
    _fail_until(3, context)
    return [{"attempt": context.attempt}]


def fails_once(context):
    """Fail in the first attempt, with an error of the category TRANSIENT."""
    _fail_until(2, context)


def refuses_once(context):
    """Fail in the first attempt, with an error of the category VALIDATION."""
    if context.attempt == 1:
        from regauge_runtime.errors import Validation

        raise Validation("a row is not as it should be, on purpose")


def swallows(context):
    """Go on for half a minute, whatever is raised into it."""
    _until(time.monotonic() + 30, lambda: time.sleep(0.2))


def native(context):
    """Stay half a minute in calls of C's sleep, which no exception of Python's ends."""
    libc = ctypes.CDLL(None)
    _until(time.monotonic() + 30, lambda: libc.sleep(30))


def pause(context):
    """Take two seconds."""
    time.sleep(2)


def window(context):
    """Return how many hours the partition has."""
    return [{"hours": (context.partition_end - context.partition_start).total_seconds() / 3600}]


def param(context, params_n):
    """Return the parameter, as it came."""
    return [{"n": params_n, "type": type(params_n).__name__}]


def keyed(context, write_n):
    """Return rows of the keys n and n + 1."""
    return [{"id": write_n, "n": write_n}, {"id": write_n + 1, "n": write_n}]


def hit(context):
    """Return what the sensor found that started the run."""
    return [{"hit": os.environ.get("REGAUGE_HIT", "")}]


def total(context, figures):
    """Return the sum of the input's numbers."""
    return [{"n": sum(row["n"] for row in figures.to_pylist())}]


def word(context):
    """Return what the variable WORD holds."""
    return [{"word": os.environ.get("WORD", "")}]


def finds_secret(context):
    """Return the names of the variables that hold the probe's secret, which is told by its hash alone."""
    return [{"names": ",".join(sorted(name for name, value in os.environ.items() if _hash(value) == _SECRET))}]


def meets(context, probes_pg):
    """Return whether another step of the same job or probe was there at once; waits for it most of a minute.

    Each holds a session of PostgreSQL with a name, which PostgreSQL lists while it is open.
    """
    meeting = context.job if context.partition else context.asset.partition("/")[0]
    name = f"{context.product} {meeting}"
    connection = probes_pg.connect()
    connection.autocommit = True
    connection.execute(f"set application_name = '{name}'")
    met = False
    end = time.monotonic() + 45
    while not met and time.monotonic() < end:
        time.sleep(0.5)
        found = connection.execute(f"select count(*) from pg_stat_activity where application_name = '{name}'")
        met = found.fetchone()[0] > 1
    # Long enough for the other to see this one too.
    time.sleep(5 if met else 0)
    return [{"met": met}]


def _fail_until(attempt, context):
    if context.attempt < attempt:
        raise ConnectionError(f"attempt {context.attempt} fails on purpose")


def _until(end, act):
    while time.monotonic() < end:
        with contextlib.suppress(BaseException):
            act()


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def never():
    """Answer that it is not so."""
    return False


def three():
    """Return the items of a fan-out."""
    return [1, 2, 3]


def part(item):
    """Return a row that tells the item."""
    return [{"item": item}]


def item_total(results):
    """Return the sum of the items."""
    return [{"sum": sum(row["item"] for rows in results for row in rows)}]
