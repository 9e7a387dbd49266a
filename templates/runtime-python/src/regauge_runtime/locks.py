"""The step lock: one attempt at a time for (asset, partition), whatever started it (semantics 5).

A PostgreSQL advisory lock where the outputs' store is on PostgreSQL, else a file under `$REGAUGE_DATA/locks`; both end
with the process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def step_lock(dsn: str | None, data: Path, *names: str) -> Iterator[None]:
    """Holds the lock of some names, waiting for it as long as it takes."""
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    if dsn is None:
        import fcntl

        folder = data / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / digest.hex()[:32]).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    import psycopg

    with psycopg.connect(dsn, autocommit=True, application_name="regauge-step-lock") as connection:
        connection.execute("select pg_advisory_lock(%s)", (int.from_bytes(digest[:8], "big", signed=True),))
        yield
