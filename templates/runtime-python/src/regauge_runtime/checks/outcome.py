"""How a check's result is told, and which status it has.

Status: `passed`; `failed` when the violation rate is above `threshold` and the check blocks or is an error; `warned`
when it is a warning or for information, or the rate is above `warnThreshold` only; `error` when the check itself
crashed.
"""

from __future__ import annotations

from regauge_runtime.checks.queries import WHOLE_KINDS
from regauge_runtime.plan import JsonObject


def about(check: JsonObject) -> JsonObject:
    """Returns what a result says of its check, whatever was found."""
    base: JsonObject = {"name": check["name"], "kind": check["test"]["kind"], "onFail": check["onFail"]}
    return base | {name: check[name] for name in ("dimension", "weight") if name in check}


def judged(check: JsonObject, found: JsonObject) -> JsonObject:
    """Returns the status and the rate of violations (0 to 1) of what was found, with it.

    What a check finds of its own accord as its `status` stands.
    """
    failed, total = found["failedCount"], found["totalCount"]
    # One rule for the table as a whole is kept or broken; rows are counted.
    is_whole = check["test"]["kind"] in WHOLE_KINDS
    rate = float(failed) if is_whole else (failed / total if total else float(failed > 0))
    return {"status": _status(check, rate), "violationRate": rate} | found


def _status(check: JsonObject, rate: float) -> str:
    if rate > float(check.get("threshold", 0.0)):
        return "failed" if check["onFail"] in ("block", "error") else "warned"
    return "warned" if rate > float(check.get("warnThreshold", 0.0)) else "passed"
