"""What holds for all suites."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Lets servers end with their terminal also when the tests run under `nohup`.

    Ignored signals are inherited, and a step whose hangup signal is ignored outlives its owners on purpose. A signal that
    is handled stays with this process, and the processes it starts begin with the default.
    """
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda number, frame: None)
