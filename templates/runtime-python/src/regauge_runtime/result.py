"""The step's result: the last line on stdout, and Argo's output files; standard library only."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from regauge_runtime.errors import EXIT_BLOCKED, EXIT_SKIPPED, Failure
from regauge_runtime.plan import JsonObject

PREFIX = "REGAUGE_RESULT="

# What ends a step without an error, by its exit code: nobody is called, and nothing is tried again.
IDLE_STATUS = {EXIT_BLOCKED: "blocked", EXIT_SKIPPED: "skipped"}
RUN_TIMEOUT = "RUN_TIMEOUT"


def retry_decision(policy: JsonObject, attempt: int, failure: Failure) -> dict[str, Any]:
    """Returns whether and after how many seconds the engine shall try again (semantics 16)."""
    waits: list[float] = policy.get("waitSeconds", [])
    is_final = attempt > len(waits) or failure.category not in policy.get("categories", [])
    if is_final or failure.exit_code in IDLE_STATUS or failure.code == RUN_TIMEOUT:
        return {"again": False, "waitSeconds": 0.0}
    wait = float(waits[attempt - 1])
    if policy.get("jitter") == "full":
        wait = random.uniform(0.0, wait)
    if failure.retry_after is not None and policy.get("honorRetryAfter", True):
        wait = max(wait, failure.retry_after)
    return {"again": True, "waitSeconds": round(wait, 3)}


def failed_result(
    identity: JsonObject, failure: Failure, policy: JsonObject, *, status: str | None = None
) -> JsonObject:
    """Returns the result of an attempt that did not succeed."""
    if status is None:
        status = IDLE_STATUS.get(failure.exit_code, "failed")
    retry = retry_decision(policy, int(identity.get("attempt", 1)), failure)
    error = {
        "category": failure.category,
        "code": failure.code,
        "message": failure.message,
        "retryable": failure.category in policy.get("categories", []) and failure.exit_code not in IDLE_STATUS,
    }
    if failure.retry_after is not None:
        error["retryAfter"] = failure.retry_after
    if failure.failed_records is not None:
        error["failedRecords"] = failure.failed_records
    empty: JsonObject = {"rows": {}, "outputs": [], "checks": []}
    return (
        {"version": 1, "status": status, "exitCode": failure.exit_code}
        | identity
        | empty
        | {"error": error, "retry": retry, "metadata": {}}
    )


def write_outputs(folder: Path, result: JsonObject) -> None:
    """Writes `result.json`, `status`, `rows.json` and `checks.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")
    (folder / "status").write_text(str(result["status"]), encoding="utf-8")
    (folder / "rows.json").write_text(json.dumps(result.get("rows", {})), encoding="utf-8")
    # An engine keeps these in its own store, some of them twice: the rows that failed stay in result.json and the log.
    brief = ("asset", "name", "kind", "status", "onFail", "dimension", "weight", "score", "failedCount", "totalCount")
    checks = [{name: check[name] for name in brief if name in check} for check in result.get("checks", [])]
    (folder / "checks.json").write_text(json.dumps(checks), encoding="utf-8")


def result_in(text: str) -> JsonObject | None:
    """Returns the result that a step's output ends with, or None when it has none."""
    for line in reversed(text.splitlines()):
        if line.startswith(PREFIX):
            found: JsonObject = json.loads(line[len(PREFIX) :])
            return found
    return None
