"""Starts steps by forking a process that has everything loaded: for the local runner, whose steps are many and small.

A step costs a second of imports when it is a new Python; a fork of this one costs milliseconds. The fork runs the same
supervisor over the same arguments, and its child is again a process group of its own. The forker ends with the runner.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterator

_LONGEST = 1 << 20


def starter() -> StepStarter:
    """Returns the way in which steps are started here: forks, or new Pythons with `REGAUGE_COLD_STEPS=1`."""
    if sys.platform.startswith("linux") and os.environ.get("REGAUGE_COLD_STEPS") != "1":
        return StepForker()
    return ColdStarter()


class StepStarter(ABC):
    """Starts steps and reads what they print."""

    @abstractmethod
    def start(self, argv: list[str]) -> Iterator[str]:
        """Starts `step` with these arguments and yields the lines of its output until it has ended."""

    @abstractmethod
    def terminate(self) -> None:
        """Tells all steps to stop."""

    @abstractmethod
    def close(self) -> None:
        """Ends what was started for the steps' sake; they have ended before."""


class ColdStarter(StepStarter):
    """Starts each step as a new Python."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[str]] = set()

    def start(self, argv: list[str]) -> Iterator[str]:
        """Starts a step and yields its lines."""
        command = [sys.executable, "-m", "regauge_runtime", "step", *argv]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as process:
            self._running.add(process)
            assert process.stdout is not None
            yield from process.stdout
        self._running.discard(process)

    def terminate(self) -> None:
        """Tells all steps to stop."""
        for process in list(self._running):
            process.terminate()

    def close(self) -> None:
        """Nothing was started for the steps' sake."""


class StepForker(StepStarter):
    """The local runner's end: hands argument lists to the forker."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "regauge_runtime.step_forker", str(theirs.fileno())]
            # Arrow's allocator shall have no thread of its own, for a fork takes only one along.
            environment = os.environ | {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
            fds = [theirs.fileno()]
            self._process = subprocess.Popen(command, env=environment, pass_fds=fds, start_new_session=True)

    def start(self, argv: list[str]) -> Iterator[str]:
        """Has a step forked and yields its lines."""
        reader, writer = os.pipe()
        try:
            socket.send_fds(self._socket, [json.dumps(argv).encode()], [writer])
        except OSError:
            os.close(reader)
            return
        finally:
            os.close(writer)
        with os.fdopen(reader, errors="replace") as lines:
            yield from lines

    def terminate(self) -> None:
        """Tells all steps to stop."""
        self._process.terminate()

    def close(self) -> None:
        """Ends the forker."""
        self._socket.close()
        self._process.wait()


def main(descriptor: int) -> int:
    """Serves calls until the runner is gone; then, and on SIGTERM, passes SIGTERM on to its steps."""
    _load()
    steps: set[int] = set()
    calls = socket.socket(fileno=descriptor)
    calls.settimeout(1.0)

    def stop(number: int, frame: object) -> None:
        for step in steps:
            with contextlib.suppress(ProcessLookupError):
                os.kill(step, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(calls, _LONGEST, 1)
        except TimeoutError:
            message = None
        if message == b"":
            break
        if message:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
            step = os.fork()
            if step == 0:
                calls.close()
                _run(json.loads(message), descriptors[0])
            steps.add(step)
            os.close(descriptors[0])
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        steps -= {step for step in steps if os.waitpid(step, os.WNOHANG)[0]}
    stop(0, None)
    for step in steps:
        os.waitpid(step, 0)
    return 0


def _load() -> None:
    """Imports what steps need, and leaves it out of the garbage collector's rounds."""
    gc.disable()
    import duckdb  # noqa: F401

    from regauge_runtime import child, iceberg_store, publication, python_run, sql_run  # noqa: F401

    gc.freeze()
    gc.enable()


def _run(argv: list[str], output: int) -> None:
    """The forked process: becomes the step's supervisor and never returns."""
    code = 75
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        os.dup2(output, 1)
        os.close(output)
        from regauge_runtime import supervisor

        code = supervisor.main(argv, forks=True)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - nothing may get back into the forker's loop
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
