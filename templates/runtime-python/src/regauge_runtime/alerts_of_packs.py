"""Which assets of a failed pack had failed: an engine knows of the pack only, and tells of a run by its steps' ends."""

from __future__ import annotations

from pathlib import Path

from regauge_runtime.alerts import AlertBook, subject_of
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.values import Values

PACK_FAILED = "pack.failed"


def note_failed(plan: Plan, home: Path, result: JsonObject) -> None:
    """Notes the assets whose steps failed in a pack, where somebody is told of failures."""
    if plan.tree.get("alerts"):
        book = AlertBook(plan, home, Values.load(home))
        for one in result["assets"]:
            if one["attempt"] and one["status"] in ("failed", "killed", "not_run"):
                book.note(PACK_FAILED, subject_of(result["runKey"], result["pack"]), one["asset"], result["attempt"])
