"""Two outputs, and a step that is killed after the first commit that it makes."""

from __future__ import annotations

import os
from typing import Any


def pair(context: Any) -> dict[str, list[dict[str, int]]]:
    """Returns one row for each output."""
    os.environ["REGAUGE_TEST_KILL_AT"] = f"{context.asset}:after-commit@{context.attempt}"
    return {"one": [{"n": 1}], "two": [{"n": 2}]}
