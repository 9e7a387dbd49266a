"""A step for each item of a list: what an item gets, what is made of the results, and its limits."""

from __future__ import annotations

from typing import Any

import pytest

from support import Home, command, python, sql

CODE = """
import json, os, pathlib, time
def numbers():
    return [1, 2, 3]
def chunk(item, raw):
    assert json.loads(os.environ["REGAUGE_ITEM"]) == item
    if item == int(os.environ.get("BAD_ITEM", "0")):
        raise SystemExit(70)
    folder = pathlib.Path(os.environ["REGAUGE_DATA"])
    (folder / f"run-{item}").write_text("")
    time.sleep(float(os.environ.get("PAUSE", "0")))
    seen = len(list(folder.glob("run-*")))
    (folder / f"run-{item}").unlink()
    return [{"item": item, "rows": raw.num_rows, "seen": seen}]
def merge(results):
    return [{"total": sum(row["item"] for rows in results for row in rows), "parts": len(results)}]
def no_list():
    return {"a": 1}
"""


def fan(home: Home, run: Any, list_: str = "fan:numbers", **each: Any) -> Home:
    home.code("fan", CODE)
    home.asset("a/raw", sql("select 2 as item union all select 1 order by 1"), partitioned=False)
    plan = {"list": list_, "maxItems": 1024, "maxParallel": 8} | each
    home.asset("b/parts", run, partitioned=False, reads={"a/raw": "all"}, each=plan)
    assert home.step("a/raw")["status"] == "success"
    return home


@pytest.mark.slow
def test_the_items_rows_are_one_tables(home: Home) -> None:
    fan(home, python("fan:chunk"))
    result = home.step("b/parts")
    assert (result["status"], result["metadata"]["items"], result["rows"]) == ("success", 3, {"b.parts": 3})
    assert sorted((row["item"], row["rows"]) for row in home.rows("b.parts")) == [(1, 2), (2, 2), (3, 2)]


@pytest.mark.slow
def test_the_results_are_collected(home: Home) -> None:
    fan(home, python("fan:chunk"), collect="fan:merge")
    assert home.step("b/parts")["status"] == "success"
    assert home.rows("b.parts") == [{"total": 6, "parts": 3}]


@pytest.mark.slow
def test_the_rows_of_a_set_of_several_dimensions_are_a_list(home: Home) -> None:
    home.plan["partitionSets"]["region"] = {"kind": "static", "name": "region", "values": ["eu", "us"]}
    home.plan["partitionSets"]["both"] = {"kind": "multi", "name": "both", "dimensions": {"d": "day", "r": "region"}}
    home.asset("a/raw", sql("select 7 as item"), partitionSet="both")
    home.job("cells", partitionSet="both", assets=["a/raw"], edges=[])
    assert home.step("a/raw", "2024-01-01|eu")["status"] == "success"
    home.code("fan", "def chunk(item, raw):\n    return [{'item': item}]\n")
    each = {"list": "a/raw", "maxItems": 8, "maxParallel": 1}
    home.asset("b/parts", python("fan:chunk"), partitioned=False, reads={"a/raw": "all"}, each=each)
    result = home.step("b/parts")
    assert result["status"] == "success", result
    assert home.rows("b.parts") == [{"item": 7}]


@pytest.mark.slow
@pytest.mark.parametrize(("most", "together"), [(1, 1), (3, 3)])
def test_items_at_once(home: Home, most: int, together: int) -> None:
    fan(home, python("fan:chunk"), maxParallel=most)
    home.env["PAUSE"] = "2"
    home.step("b/parts")
    assert max(row["seen"] for row in home.rows("b.parts")) == together


@pytest.mark.slow
def test_one_item_fails_the_attempt(home: Home) -> None:
    fan(home, python("fan:chunk"), maxParallel=1)
    home.env["BAD_ITEM"] = "2"
    result = home.step("b/parts")
    assert (result["status"], result["exitCode"]) == ("failed", 70)
    assert result["error"]["message"].startswith("item 2: ")


def test_too_many_items(home: Home) -> None:
    fan(home, python("fan:chunk"), maxItems=2)
    error = home.step("b/parts")["error"]
    assert (error["category"], error["code"]) == ("VALIDATION", "ITEMS")


def test_a_list_is_a_list(home: Home) -> None:
    fan(home, python("fan:chunk"), list_="fan:no_list")
    assert home.step("b/parts")["error"]["code"] == "ITEMS"


@pytest.mark.slow
def test_an_asset_is_the_list_and_a_query_the_step(home: Home) -> None:
    query = sql("select {{ item }} as item, count(*) as n from a.raw", isTemplated=True)
    fan(home, query, list_="a/raw")
    assert home.step("b/parts")["status"] == "success"
    assert sorted(row["item"] for row in home.rows("b.parts")) == [1, 2]


def test_a_command_for_each_item(home: Home) -> None:
    home.code("fan", CODE)
    word = command("sh", "-c", 'echo "$REGAUGE_ITEM {{ item }}" > item-{{ item }}', templated=True)
    each = {"list": "fan:numbers", "maxItems": 9, "maxParallel": 2}
    home.asset("c/files", word, partitioned=False, silent=True, each=each)
    assert home.step("c/files")["status"] == "success"
    assert [(home.path / "code" / f"item-{n}").read_text() for n in (1, 2, 3)] == ["1 1\n", "2 2\n", "3 3\n"]
