"""The check. The product names its rule: a function of one row that says whether the row is right."""

from __future__ import annotations

import importlib
from typing import Any


def business_rule(rows: Any, rule: str, columns: list[str], tolerance: float = 0.0) -> dict[str, Any]:
    """Asks the rule `pkg.mod:function` of each row (a dict of the columns) of an Arrow table.

    `tolerance` is the share of rows that may be wrong, 0 to 1. A column that is not there, and a rule that fails, are
    told as an error of the check.
    """
    total = rows.num_rows
    if missing := sorted(set(columns) - set(rows.column_names)):
        return _broken(total, f"no column {', '.join(missing)}")
    module, _, function = rule.partition(":")
    try:
        is_right = getattr(importlib.import_module(module), function)
        wrong = [row for row in rows.select(columns).to_pylist() if not is_right(row)]
    except Exception as error:  # the rule is the product's, and may raise anything
        return _broken(total, f"{rule}: {type(error).__name__}: {error}")
    return {
        "passed": len(wrong) <= min(max(tolerance, 0.0), 1.0) * total,
        "violations": len(wrong),
        "total": total,
        "details": {"rule": rule, "rows": wrong[:100]},
    }


def _broken(total: int, reason: str) -> dict[str, Any]:
    return {"passed": False, "violations": total, "total": total, "error": reason}
