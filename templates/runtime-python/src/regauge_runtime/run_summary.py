"""What a local run did, as JSON and as text; standard library only."""

from __future__ import annotations

from collections import Counter
from typing import Any

from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.run_graph import Node

GOOD_ENDS = ("success", "skipped")
_MARKS = {"passed": "ok", "failed": "FAILED", "warned": "WARN", "error": "CRASHED"}


def summary_of(plan: Plan, job: str, cause: str, nodes: list[Node], seconds: float) -> JsonObject:
    """Returns the run's summary: each step's last result, in order, and how many ended how."""
    steps = [node.result for node in nodes if node.result is not None]
    counts = Counter(str(step["status"]) for step in steps)
    is_good = all(step["status"] in GOOD_ENDS for step in steps)
    return {
        "version": 1,
        "product": plan.product,
        "job": job,
        "cause": cause,
        "status": "success" if is_good else "failed",
        "counts": dict(sorted(counts.items())),
        "steps": steps,
        "durationSeconds": round(seconds, 3),
    }


def as_text(summary: JsonObject) -> str:
    """Returns the summary for people: a line per step, and one per check that has something to say."""
    steps: list[JsonObject] = summary["steps"]
    width = max((len(step["asset"]) for step in steps), default=0)
    lines = []
    for step in steps:
        lines.append(_step_line(step, width))
        for check in step["checks"]:
            if check["status"] != "passed":
                counted = f" {check['failedCount']} of {check['totalCount']}" if "failedCount" in check else ""
                mark = _MARKS.get(check["status"], check["status"])
                lines.append(f"           check {check['name']}: {mark}{counted}")
        if step.get("unpublished"):
            left = "; ".join(f"{asset}: {', '.join(keys)}" for asset, keys in step["unpublished"].items())
            lines.append(f"           left out, not published: {left}")
    checks: Counter[str] = Counter(check["status"] for step in steps for check in step["checks"])
    counts = ", ".join(f"{count} {status}" for status, count in summary["counts"].items())
    tested = ", ".join(f"{count} {status}" for status, count in sorted(checks.items())) or "none"
    lines.append(
        f"{summary['product']}/{summary['job']}: {counts} in {summary['durationSeconds']:.1f} s; checks: {tested}"
    )
    return "\n".join(lines) + "\n"


def _step_line(step: JsonObject, width: int) -> str:
    rows = ", ".join(f"{count} rows in {table}" for table, count in step["rows"].items())
    details: list[Any] = [rows] if rows else []
    if step["attempt"] > 1:
        details.append(f"attempt {step['attempt']}")
    if "error" in step:
        # What is skipped is no error, and has no category that would decide about another try.
        category = "" if step["status"] == "skipped" else f"{step['error']['category']}: "
        details.append(category + step["error"]["message"])
    seconds = f"{step['durationSeconds']:6.1f} s" if "durationSeconds" in step else " " * 8
    line = (
        f"{step['status']:<10} {step['asset']:<{width}}  {step['partition'] or '-':<12} {seconds}  {'; '.join(details)}"
    )
    return line.rstrip()
