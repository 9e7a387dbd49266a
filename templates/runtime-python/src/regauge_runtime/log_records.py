"""What a step's code logs, kept for the hooks that hear of it (`telemetry.log`); standard library only.

Records are taken where `logging` makes them, so that handlers, `basicConfig` and what stands in the log stay as they
are: what passes its logger's level, from INFO on. The child keeps them in a file that the supervisor reads when the
attempt has ended, also by a kill; a worker in the user's own environment leaves them in its folder for the child.
Nothing that a hook logs is kept: whoever is told of a record would make the next one.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VARIABLE = "REGAUGE_LOG_RECORDS"
MOST_RECORDS = 100
MOST_CHARACTERS = 2000
_MORE = "more"

Json = dict[str, Any]


class _Recorder:
    """Keeps the first records of this process, then the one line that says that there were more."""

    def __init__(self, write: Callable[[bytes], object], hide: Callable[[str], str]) -> None:
        self._write = write
        self._hide = hide
        self._kept = 0
        self._lock = threading.RLock()
        self._here = threading.local()
        self.pauses = 0

    def hear(self, record: logging.LogRecord) -> None:
        """Keeps a record; a message that cannot be made is logging's own to complain of."""
        if self.pauses or record.levelno < logging.INFO or not record.name or getattr(self._here, "is_busy", False):
            return
        self._here.is_busy = True
        try:
            with contextlib.suppress(Exception):
                self.keep(_told(record))
        finally:
            self._here.is_busy = False

    def keep(self, told: Json) -> None:
        """Keeps a record as it is told, without the secrets that were handed out."""
        with self._lock:
            self._kept += 1
            if self._kept > MOST_RECORDS + 1:
                return
            if self._kept > MOST_RECORDS or _MORE in told:
                self._kept, told = MOST_RECORDS + 1, {_MORE: "true"}
            told = {name: self._hide(text)[:MOST_CHARACTERS] for name, text in told.items()}
            self._write(json.dumps(told).encode() + b"\n")


_recorder: _Recorder | None = None


def record_to(descriptor: int, hide: Callable[[str], str]) -> None:
    """Keeps from now on what this process logs, in a file that somebody else reads."""
    global _recorder
    os.set_inheritable(descriptor, False)  # what the step starts has nothing to say here
    recorder = _Recorder(lambda line: os.write(descriptor, line), hide)
    before = logging.getLogRecordFactory()

    def factory(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = before(*args, **kwargs)
        recorder.hear(record)
        return record

    logging.setLogRecordFactory(factory)
    _recorder = recorder


def is_on() -> bool:
    """Tells whether somebody hears of what is logged now."""
    return _recorder is not None and not _recorder.pauses


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Keeps nothing meanwhile."""
    if _recorder is None:
        yield
        return
    _recorder.pauses += 1
    try:
        yield
    finally:
        _recorder.pauses -= 1


def take(path: Path) -> None:
    """Keeps what another process has left in a file."""
    if _recorder is not None and path.exists():
        for told in read(path.read_bytes()):
            _recorder.keep(told)


def read(kept: bytes) -> list[Json]:
    """Returns records as they were kept, MOST_RECORDS and the word that there were more at most."""
    found = []
    for line in kept.splitlines()[: MOST_RECORDS + 1]:
        with contextlib.suppress(ValueError):  # the last one of a process that was killed
            found.append(json.loads(line))
    return found


def _told(record: logging.LogRecord) -> Json:
    told = {
        "name": record.name,
        "level": record.levelname,
        "message": record.getMessage(),
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
    }
    error = record.exc_info[1] if record.exc_info else None
    return told | ({} if error is None else {"exception": f"{type(error).__name__}: {error}"})
