"""The check, asked of a table that knows no more than a check needs."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from acme_rules.business import business_rule  # noqa: E402


class _Rows:
    column_names = ("cost", "revenue")

    def __init__(self, rows: list[dict[str, int]]) -> None:
        self.rows, self.num_rows = rows, len(rows)

    def select(self, columns: list[str]) -> _Rows:
        return _Rows([{name: row[name] for name in columns} for row in self.rows])

    def to_pylist(self) -> list[dict[str, int]]:
        return self.rows


def earns(row: dict[str, Any]) -> bool:
    """Revenue is above the cost."""
    return bool(row["revenue"] > row["cost"])


ROWS = _Rows([{"revenue": 100, "cost": 80}, {"revenue": 200, "cost": 150}, {"revenue": 50, "cost": 60}])


class BusinessRuleTest(unittest.TestCase):
    """What it answers."""

    def ask(self, **settings: Any) -> dict[str, Any]:
        return business_rule(ROWS, rule=f"{__name__}:earns", **{"columns": ["revenue", "cost"], **settings})

    def test_it_counts_the_rows_that_are_wrong(self) -> None:
        answer = self.ask()
        self.assertEqual((False, 1, 3), (answer["passed"], answer["violations"], answer["total"]))
        self.assertEqual([{"revenue": 50, "cost": 60}], answer["details"]["rows"])

    def test_some_may_be_wrong(self) -> None:
        self.assertTrue(self.ask(tolerance=0.34)["passed"])

    def test_it_says_why_it_cannot_be_asked(self) -> None:
        self.assertEqual("no column profit", self.ask(columns=["profit"])["error"])
        self.assertIn("KeyError", self.ask(columns=["cost"])["error"])


if __name__ == "__main__":
    unittest.main()
