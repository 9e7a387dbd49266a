"""The quality gate: the score of an asset's checks against what the product demands (spec.md 7)."""

from __future__ import annotations

from regauge_runtime.plan import JsonObject

DIMENSIONS = {"completeness": 0.25, "accuracy": 0.25, "validity": 0.20, "consistency": 0.15, "timeliness": 0.15}
BASELINE, UP, DOWN = 70.0, 30.0, 50.0
_WEIGHTS = {"block": 3.0, "error": 3.0, "warn": 1.0}


def score_of(results: list[JsonObject]) -> float | None:
    """Returns the score, 20 to 100, of checks that ran; None without any.

    Each dimension counts by the share of its checks' weights that passed, and by its own weight among the dimensions
    that have checks. Nothing passed gives the baseline less 50, everything 30 more than it.
    """
    shares: dict[str, tuple[float, float]] = {}
    for result in results:
        if result.get("kind") == "quality_gate" or "dimension" not in result:
            continue
        weight = float(result.get("weight", _WEIGHTS.get(result["onFail"], 0.5)))
        passed, total = shares.get(result["dimension"], (0.0, 0.0))
        kept = weight if result["status"] == "passed" else 0.0
        shares[result["dimension"]] = (passed + kept, total + weight)
    counted = {name: passed / total for name, (passed, total) in shares.items() if total > 0}
    if not counted:
        return None
    weights = sum(DIMENSIONS[name] for name in counted)
    share = sum(DIMENSIONS[name] * kept for name, kept in counted.items()) / weights
    return round(BASELINE + UP * share - DOWN * (1 - share), 2)


def outcome(test: JsonObject, results: list[JsonObject]) -> JsonObject:
    """Returns the gate's own result: broken below `minScore`, a warning below `warnScore`."""
    score = score_of(results)
    low, warn = float(test.get("minScore", 0.0)), test.get("warnScore")
    is_broken = score is not None and score < low
    found: JsonObject = {
        "failedCount": int(is_broken),
        "totalCount": 1,
        "query": f"score of {len(results)} checks",
        "reproSql": "",
        "sample": [{"score": score, "minScore": low}] if is_broken else [],
        "score": score,
    }
    if not is_broken and score is not None and warn is not None and score < float(warn):
        found["status"] = "warned"
    return found
