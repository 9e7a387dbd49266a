"""Servers of a test: started in their own process groups, waited for until ready, ended by their ids.

They end with their owner, also when it crashes or is killed: a `reaper` process holds the other end of a pipe and ends
the groups that are left when the pipe closes. Servers that shall outlive their owner (the command line's `up`) are
started `detached` and are ended by what `describe()` recorded: id and start time, so that a reused id is never hit.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

REAPER = Path(__file__).parent / "reaper.py"

# Seconds to wait for what must happen. A wait ends as soon as it has happened, so the figure costs a passing test
# nothing; it is far above what a small and busy machine needs, for a limit that such a machine meets tests the machine.
PATIENCE = 600.0
# Below every system's ports for outgoing connections (Linux: from 32768 on, BSD and IANA: from 49152 on).
_PORTS = range(15_000, 30_000)
_taken: list[IO[str]] = []


class ServerFailed(Exception):
    """A server ended by itself or was not ready in time; the message holds the end of its log."""


def free_port() -> int:
    """Returns a port of 127.0.0.1 that is this process's own until it ends.

    A port from the system ("bind to 0, close, tell") may be somebody's outgoing connection by the time that a server
    wants it, which for Airflow is half a minute later. Those are never in our range, and other tests see our lock.
    """
    folder = Path(tempfile.gettempdir()) / f"regauge-ports-{os.geteuid()}"
    folder.mkdir(exist_ok=True)
    first = random.randrange(len(_PORTS))
    for port in (*_PORTS[first:], *_PORTS[:first]):
        handle = (folder / str(port)).open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                # As servers do: connections of an earlier one that are still closing are no hindrance.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("", port))
        except OSError:
            handle.close()
            continue
        _taken.append(handle)
        return port
    raise ServerFailed(f"no port from {_PORTS.start} to {_PORTS.stop} is free")


def is_listening(port: int) -> bool:
    """Tells whether somebody accepts connections on a port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(probe: Callable[[], bool], seconds: float, what: str, pause: float = 0.05) -> None:
    """Returns when `probe()` is true; raises TimeoutError with `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not probe():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:g} s: {what}")
        time.sleep(pause)


class Server:
    """A long-running process with a log file; `start` begins it, `wait_until_ready` says when it may be used."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        self.name = name
        self.command = list(command)
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._is_reaped = False

    def start(
        self,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        user: str | None = None,
        detached: bool = False,
        pass_fds: Sequence[int] = (),
    ) -> None:
        """Starts the process; `environment` is its whole environment (default: ours), `user` whom it runs as."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        as_user = {"user": user, "group": user, "extra_groups": []} if user and os.geteuid() == 0 else {}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, pass_fds=pass_fds, **as_user,  # type: ignore[call-overload]
            )  # fmt: skip
        if not detached:
            _reaper().watch(self.pid)
            self._is_reaped = True

    @property
    def pid(self) -> int:
        """The process id, which is its group's too."""
        if self._process is None:
            raise ServerFailed(f"{self.name} is not started")
        return self._process.pid

    def is_running(self) -> bool:
        """Tells whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def wait_until_ready(self, probe: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Returns when `probe()` is true; connection errors in it mean "not yet"."""
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError):
                if probe():
                    return
            if not self.is_running():
                code = self._process.returncode if self._process else None
                raise ServerFailed(f"{self.name} ended with {code} before it was ready:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self.name} is not ready after {seconds:g} s:\n{self.log_tail()}")
            time.sleep(0.05)

    def stop(self, number: signal.Signals = signal.SIGTERM, grace: float = 15) -> None:
        """Ends the process and its group: `number`, then KILL to what is left after `grace` seconds."""
        if self._process is None:
            return
        signal_group(self.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(grace)
        signal_group(self.pid, signal.SIGKILL)
        self._process.wait()
        if self._is_reaped:
            _reaper().forget(self.pid)
        self._process = None

    def log_tail(self, characters: int = 4000) -> str:
        """Returns the end of what the process has printed."""
        if not self.log.exists():
            return "(no log)"
        return self.log.read_text("utf-8", "replace")[-characters:]

    def describe(self) -> dict[str, int | str]:
        """Returns what `end_described` needs to end it from another process."""
        return {"name": self.name, "pid": self.pid, "started": start_time(self.pid)}


def end_described(description: Mapping[str, int | str], grace: float = 15) -> None:
    """Ends a server that another process started, unless its id belongs to another process by now."""
    pid = int(description["pid"])
    started = description["started"]
    if start_time(pid) != started:
        return
    signal_group(pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: start_time(pid) != started, grace, str(description["name"]))
    signal_group(pid, signal.SIGKILL)


def start_time(pid: int) -> int:
    """Returns when a process began (clock ticks since boot), 0 when there is none or it is a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[19])


def running(*words: str) -> dict[int, str]:
    """Returns the living processes whose command line holds all the words: id → command line."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if all(word in line for word in words) and start_time(int(process.name)) and int(process.name) != os.getpid():
            found[int(process.name)] = line
    return found


def first_of(*words: str) -> int:
    """Returns the one such process that no other such one has started: a fork bears its parent's command line."""
    found = running(*words)
    (first,) = [pid for pid in found if parent(pid) not in found]
    return first


def parent(pid: int) -> int:
    """Returns the parent of a process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def signal_group(group: int, number: signal.Signals) -> None:
    """Sends a signal to a process group that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


class _Reaper:
    """Our end of the pipe to `reaper.py`; it outlives us by the moment it needs to end what we left."""

    def __init__(self) -> None:
        read_end, write_end = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(REAPER), str(read_end)],
            pass_fds=(read_end,), stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(read_end)
        self._pipe: IO[str] = os.fdopen(write_end, "w", buffering=1)
        self.owner = os.getpid()
        atexit.register(self.close)

    def watch(self, group: int) -> None:
        """Has the group ended when we end."""
        self._pipe.write(f"+{group} {start_time(group)}\n")

    def forget(self, group: int) -> None:
        """Takes back what `watch` asked for."""
        self._pipe.write(f"-{group} 0\n")

    def close(self) -> None:
        """Lets the reaper end what is left, and waits for it."""
        if os.getpid() == self.owner and not self._pipe.closed:
            self._pipe.close()
            self._process.wait()


_the_reaper: _Reaper | None = None


def _reaper() -> _Reaper:
    global _the_reaper
    if _the_reaper is None or _the_reaper.owner != os.getpid():
        _the_reaper = _Reaper()
    return _the_reaper
