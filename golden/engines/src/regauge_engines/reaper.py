"""Ends the process groups that its owner left behind; run as `python reaper.py FD`, standard library only.

Reads lines `+<group> <start time>` and `-<group> 0` from the pipe; when the pipe closes, because the owner ended in
whatever way, it sends TERM to the groups that are left, and KILL after 10 s.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time


def is_same(pid: int, started: int) -> bool:
    """Tells whether the process is the one that began at `started` (clock ticks since boot)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z" and int(fields[19]) == started


def main(descriptor: int) -> None:
    """Follows the pipe to its end, then ends what is left."""
    # A terminal's interrupt goes to its whole foreground group: the owner reacts to it, we react to the owner.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    groups: dict[int, int] = {}
    with os.fdopen(descriptor, encoding="ascii") as pipe:
        for line in pipe:
            named, began = map(int, line[1:].split())
            if line[0] == "+":
                groups[named] = began
            else:
                groups.pop(named, None)
    left = {group: started for group, started in groups.items() if is_same(group, started)}
    for group in reversed(left):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(is_same(group, started) for group, started in left.items()):
        time.sleep(0.05)
    for group, started in left.items():
        if is_same(group, started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
