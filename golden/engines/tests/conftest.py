"""What holds for all suites."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Lets servers hear hangup and interrupt also when the tests run under `nohup` or behind a script's `&`.

    Ignored signals are inherited: Python would not end by an interrupt, and a step that ignores the hangup outlives its
    owners on purpose. A signal that is handled stays with this process, and what it starts begins with the default.
    """
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda number, frame: None)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
