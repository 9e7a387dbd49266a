"""Steps that tell their attempt, and one that loses the process of the pack in which it runs."""

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def told(context):
    """Return the attempt."""
    return [{"attempt": context.attempt}]


def ends_its_pack(context):
    """Kill the pack's process in the first attempt, as a machine out of memory does; by itself there is none."""
    pack = _pack_above(os.getppid())
    if pack and context.attempt == 1:
        os.kill(pack, signal.SIGKILL)
        time.sleep(60)  # whoever lost its owner is ended, long before
    return told(context)


def _pack_above(pid):
    """The nearest process above that is a pack's, or None."""
    while pid > 1:
        words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
        if b"regauge_runtime" in words and b"pack" in words:
            return pid
        pid = int((PROC / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    return None
