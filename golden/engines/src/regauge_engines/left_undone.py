"""Why a step did not run: the engine says that it did not, the ends of those before it whether it was left out.

The states are the engine's own; here is only named which of those that did not run were skipped (a condition was not
true, and nothing failed) and which were left undone for another reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Event = dict[str, Any]

_FINE, _IDLE = ("success",), ("skipped", "blocked")


def with_skips(plan: dict[str, Any], events: Iterable[Event]) -> list[Event]:
    """Returns the events, those of steps that a branch kept from running as `skipped`."""
    found = list(events)
    assets = {asset["key"]: asset for asset in plan["assets"]}
    edges = {job["name"]: job.get("edges", []) for job in plan["jobs"]}
    for run_key in dict.fromkeys(event["runKey"] for event in found if event["kind"] == "asset"):
        ends = {e["asset"]: e for e in found if e["kind"] == "asset" and e["runKey"] == run_key}
        broken: set[str] = set()
        for key in (key for key in assets if key in ends):
            event = ends[key]
            if event["status"] != "not_run":
                if event["status"] not in (*_FINE, *_IDLE):
                    broken.add(key)
                continue
            job = run_key.split("/")[1]
            before = [edge["from"] for edge in edges.get(job, []) if edge["to"] == key and edge["from"] in ends]
            idle = [ends[one]["status"] for one in before if ends[one]["status"] not in _FINE]
            if not idle or broken.intersection(before):
                broken.add(key)
            elif set(idle) == {"skipped"}:
                event["status"] = "skipped"
    return found
