"""The hook's function."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.request import Request, urlopen

BELL = os.environ.get("ACME_BELL", "http://127.0.0.1:8081/bell")


def ring(event: dict[str, Any]) -> None:
    """Posts the name of a check that failed; says nothing of the others."""
    if not event["passed"]:
        told = {name: event[name] for name in ("product", "asset_key", "check_name", "severity")}
        with urlopen(Request(BELL, json.dumps(told).encode(), {"Content-Type": "application/json"}), timeout=4):
            pass
