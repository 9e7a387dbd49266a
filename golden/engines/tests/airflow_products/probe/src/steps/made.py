"""The probe's functions."""

import builtins
import os
import signal
import time

WHO = "probe"


def days(context, failures: int, error: str, bad: bool, seconds: float) -> list[dict[str, object]]:
    """Returns three rows; the first `failures` attempts raise `error`, and a bad day has a negative amount."""
    time.sleep(seconds)
    if context.attempt <= failures and error == "SIGKILL":
        os.kill(os.getppid(), signal.SIGKILL)  # the step's own parent: nobody is left who could report
        os.kill(os.getpid(), signal.SIGKILL)
    if context.attempt <= failures:
        raise getattr(builtins, error)(f"attempt {context.attempt} fails on purpose")
    return [{"who": WHO, "amount": -1.0 if bad and n == 2 else float(n)} for n in range(3)]


def swallows(context) -> list[dict[str, object]]:
    """Never ends by itself and swallows every exception that could end it."""
    while True:
        try:
            time.sleep(60)
        except BaseException as error:
            print("swallowed", type(error).__name__, flush=True)


def pg_sleep(context, pg) -> None:
    """Hangs inside a native call."""
    pg.connect().execute("select pg_sleep(3600), 'of the probe'")


def slow(context, seconds: float) -> list[dict[str, object]]:
    """Takes two seconds, or longer when asked."""
    time.sleep(max(2, seconds))
    return [{"who": WHO}]


def region(context) -> list[dict[str, object]]:
    """Returns the run's partition."""
    return [{"who": WHO, "region_name": context.partition}]
