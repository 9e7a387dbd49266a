"""Places where a test may kill the step for real; for tests only.

`REGAUGE_TEST_KILL_AT=<asset>:<point>@<attempt>` sends SIGKILL to this very process when the asset's attempt reaches the
point. Points: `running`, `staged`, `before-audit`, `audited`, `before-commit`, `after-commit`, and of upkeep
`before-rewrite`, `rewritten`, `before-expiry`, `expired`, `before-removal`.
"""

from __future__ import annotations

import os
import signal

_current = ["", 0]


def arm(asset: str, attempt: int) -> None:
    """Says whose attempt this process is."""
    _current[:] = [asset, attempt]


def reach(point: str) -> None:
    """Dies here when the variable says so."""
    wanted = os.environ.get("REGAUGE_TEST_KILL_AT")
    if wanted and wanted == f"{_current[0]}:{point}@{_current[1]}":
        os.kill(os.getpid(), signal.SIGKILL)
