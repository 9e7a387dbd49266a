"""A plan that says more than this runtime can: each kind that it does not know ends the step and is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support import Home, Json, check, sql

CONFIGURATION = 78

YEAR: Json = {"kind": "yearly", "name": "day", "start": "2024-01-01"}
NEAREST: Json = {"nearest": {"of": 2}}


def flink(home: Home) -> None:
    home.plan["assets"][-1]["run"] = {"kind": "flink", "app": "orders.py"}


def yearly(home: Home) -> None:
    home.plan["partitionSets"]["day"] = YEAR


def anomaly(home: Home) -> None:
    home.plan["assets"][-1]["checks"] = [check("usual", {"kind": "anomaly", "column": "n"})]


def operator(home: Home) -> None:
    test = {"kind": "sql", "query": "select 1", "op": "like", "value": 1}
    home.plan["assets"][-1]["checks"] = [check("odd", test)]


def nearest(home: Home) -> None:
    home.plan["assets"][-1]["inputs"][0]["mapping"] = NEAREST
    home.plan["assets"][-1]["upstream"][0]["mapping"] = NEAREST


@pytest.mark.parametrize(
    ("change", "said"),
    [(flink, "flink"), (yearly, "yearly"), (anomaly, "anomaly"), (operator, "like"), (nearest, "nearest")],
)
def test_what_is_not_known_is_named(tmp_path: Path, change: Any, said: str) -> None:
    home = Home(tmp_path)
    home.asset("raw/a", sql("select 1 as n"))
    home.asset("raw/b", sql("select n from raw.a"), reads={"raw/a": "identity"})
    assert home.process("raw/a", "2024-01-01").code == 0
    change(home)
    home.save()
    ended = home.process("raw/b", "2024-01-01")
    assert "Traceback" not in ended.err
    assert ended.code == CONFIGURATION, ended.err
    assert said in ended.err + str(ended.result)
