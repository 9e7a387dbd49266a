"""Runs a command and reports what the operating system accounted for it."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Cost:
    """CPU seconds (user + system, children included), wall seconds and peak memory in MiB of one process tree's largest process."""

    cpu: float
    wall: float
    peak: float


def cost_of(command: list[str], *, env: dict[str, str] | None = None, cwd: str | None = None) -> Cost:
    """Runs the command to its end; a failing command raises RuntimeError, for a failed run's figures mean nothing."""
    start = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **(env or {})}, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}: {errors.decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """Returns the run in the middle by CPU time."""
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]
