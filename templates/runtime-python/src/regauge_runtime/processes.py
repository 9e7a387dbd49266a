"""Keeps process groups from outliving their supervisor; standard library only, Linux (elsewhere the watcher alone)."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def death_signal_setter() -> Callable[[], None]:
    """Returns a function that asks the kernel to KILL the calling process when its parent dies.

    Everything is loaded beforehand, so that the function may run between fork and exec.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    import ctypes

    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)

    return ask


def reset_signals() -> None:
    """Takes back what a supervisor set for signals, in a fork of it."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def kill_group(group: int, number: int) -> None:
    """Sends a signal to a process group that may be gone already."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


class GroupWatcher:
    """A forked process that kills a group when this process dies without having said goodbye.

    The kernel's death signal reaches the direct child only; its own children would live on.
    """

    def __init__(self, group: int) -> None:
        reader, self._writer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            self._watch(reader, group)
        os.close(reader)

    def dismiss(self) -> None:
        """Ends the watcher and leaves the group alone."""
        os.write(self._writer, b".")
        os.close(self._writer)
        os.waitpid(self._process, 0)

    def _watch(self, reader: int, group: int) -> None:
        try:
            os.setsid()
            os.dup2(reader, 3)
            os.closerange(4, os.sysconf("SC_OPEN_MAX"))
            null = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(null, descriptor)
            if os.read(3, 1) == b"":
                kill_group(group, signal.SIGKILL)
        finally:
            os._exit(0)


class Owners:
    """Processes whose end ends this one's work: nobody is left who would hear how it went.

    Not the kernel's death signal: that follows the thread that started us, and knows nobody above our parent.
    """

    def __init__(self, *processes: int) -> None:
        self._parent = os.getppid()
        self._gone = False
        self._watched: list[int] = []  # descriptors that become readable with the end of their process
        self._asked: list[int] = []  # processes for which this system has no such descriptor
        for process in {self._parent, *processes}:
            try:
                self._watched.append(os.pidfd_open(process))
            except ProcessLookupError:
                self._gone = True
            except (OSError, AttributeError):
                self._asked.append(process)
        # It may have ended before it was watched, and its number may be another's by now.
        self._gone = self._gone or os.getppid() != self._parent

    @property
    def descriptors(self) -> list[int]:
        """What to wait for besides."""
        return self._watched

    @property
    def longest_wait(self) -> float | None:
        """Seconds after which to ask `are_gone` again, None when the descriptors tell all."""
        return 1.0 if self._asked else None

    def are_gone(self) -> bool:
        """Tells whether one of them has ended."""
        if not self._gone:
            ended = bool(select.select(self._watched, [], [], 0)[0])
            self._gone = ended or os.getppid() != self._parent or not all(map(_lives, self._asked))
        return self._gone


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


class ChildWait:
    """Waits for a child's end, a time limit, a signal to this process or its owners' end, whichever comes first.

    To be made before the child is, so that no signal finds its default handler.
    """

    def __init__(self, *owners: int) -> None:
        self._owners = Owners(*owners)
        self._stopped = False
        self._wakeup, wakeup_writer = os.pipe()
        os.set_blocking(wakeup_writer, False)
        signal.set_wakeup_fd(wakeup_writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    @property
    def is_stopped(self) -> bool:
        """Whether this process was told to stop."""
        return self._stopped

    def wait(self, child: int, until: float | None, *, ignore_stop: bool = False) -> int | None:
        """Returns the child's wait status, or None when `until` (monotonic seconds) passed or a stop came."""
        while True:
            process, status = os.waitpid(child, os.WNOHANG)
            if process:
                return status
            if not ignore_stop:
                self._stopped = self._stopped or self._owners.are_gone()
                if self._stopped:
                    return None
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return None
            # A signal writes its number into the wake-up pipe, so none is missed between the check and the wait.
            watched = [] if ignore_stop else self._owners.descriptors
            waits = [seconds for seconds in (left, self._owners.longest_wait) if seconds is not None]
            readable, _, _ = select.select([self._wakeup, *watched], [], [], min(waits, default=None))
            if self._wakeup in readable:
                os.read(self._wakeup, 512)

    def _stop(self, number: int, frame: object) -> None:
        self._stopped = True
