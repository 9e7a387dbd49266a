"""Dynamic partition sets: their keys are records, added by sensors, by functions and by people, never by a typo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_triggers import inside, polled, runtime

from regauge_runtime.dynamic_keys import main
from regauge_runtime.partitions import DynamicSet, can_be_key, partition_set
from regauge_runtime.plan import Plan
from regauge_runtime.step import data_dir
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from support import Home, Json, python

CODE = """
from regauge_runtime import Result
def made(context):
    return [{'v': 1}]
def total(context, made):
    return [{'n': made.num_rows}]
def finds(context):
    return Result(adds={'tenant': ['b', 'c', 'b']})
def wrong_set(context):
    return Result(adds={'day': ['2024-01-01']})
def wrong_key(context):
    return Result(adds={'tenant': ['a|b']})
def news(cursor):
    count = cursor or 0
    return [f'n{count}', 'no|key'], count + 1
"""


def tenants(home: Home, **more: Json) -> None:
    home.plan["partitionSets"]["tenant"] = {"kind": "dynamic", "name": "tenant", "column": "who"}
    home.code("dynamic_code", CODE)
    home.asset("a/made", python("dynamic_code:made"), partitionSet="tenant")
    home.asset("a/total", python("dynamic_code:total"), partitioned=False, reads={"a/made": "all"})
    home.job("daily", partitionSet="tenant", assets=["a/made"], edges=[], **more)


def keys(home: Home) -> list[str]:
    with inside(home):
        return Stores(Plan.load(home.path), Values.load(home.path), data_dir(home.path)).keys.keys("tenant")


def add(home: Home, *names: str) -> int:
    with inside(home):
        return main(["--home", str(home.path), *(word for name in names for word in ("--add", f"tenant={name}"))])


def test_the_algebra_takes_any_key_until_the_records_are_asked() -> None:
    plan = {"kind": "dynamic", "name": "tenant", "column": "who"}
    sets = partition_set(plan)
    assert isinstance(sets, DynamicSet)
    assert sets.contains("anything") and not sets.contains("a|b")
    asked = partition_set(plan | {"values": ["b", "a"]})
    assert asked.contains("a") and not asked.contains("anything")
    assert asked.range("b", "a") == ["b", "a"]
    with pytest.raises(ValueError, match="nobody has added it; it has b, a"):
        asked.window("c")
    assert [text for text in ("", "-", "a|b", "a...b", "a\n", " a", "x" * 129) if can_be_key(text)] == []


def test_a_run_for_a_key_that_nobody_added_is_refused(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    tenants(home)
    refused = home.step("a/made", "acme")
    assert (refused["exitCode"], refused["error"]["category"]) == (78, "PERMANENT"), refused
    assert "nobody has added it; it has none yet" in refused["error"]["message"]
    assert add(home, "globex", "acme") == 0
    assert json.loads(capsys.readouterr().out) == [{"set": "tenant", "keys": ["globex", "acme"]}]
    assert home.step("a/made", "acme")["status"] == "success"
    assert {row["who"] for row in home.rows("a.made")} == {"acme"}


def test_added_keys_as_one_of_several_dimensions(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    tenants(home)
    dimensions = {"date": "day", "tenant": "tenant"}
    home.plan["partitionSets"]["both"] = {"kind": "multi", "name": "both", "dimensions": dimensions}
    home.asset("a/cell", python("dynamic_code:made"), partitionSet="both")
    home.job("cells", partitionSet="both", assets=["a/cell"], edges=[])
    refused = home.step("a/cell", "2024-01-01|acme")
    assert refused["exitCode"] == 78 and "nobody has added it" in refused["error"]["message"], refused
    assert add(home, "globex", "acme") == 0
    assert home.step("a/cell", "2024-01-01|acme")["status"] == "success"
    assert [row["who"] for row in home.rows("a.cell")] == ["acme"]
    capsys.readouterr()
    code, out = runtime(home, "due", "--job", "cells", "--tick", "2024-01-04T06:00:00Z")
    assert (code, json.loads(out)) == (0, ["2024-01-03|globex", "2024-01-03|acme"])


def test_keys_keep_the_order_in_which_they_came_and_come_once(home: Home) -> None:
    tenants(home)
    add(home, "z", "a")
    add(home, "a", "b", "z")
    assert keys(home) == ["z", "a", "b"]
    assert len(home.rows("regauge.partitions")) == 2
    assert runtime(home, "due", "--job", "daily", "--partitions", "z..a") == (0, '["z", "a"]\n')
    assert runtime(home, "due", "--job", "daily", "--tick", "2026-01-01T00:00:00Z") == (0, '["z", "a", "b"]\n')
    _, out = runtime(home, "run", "--job", "daily", "--partitions", "a..b", "--json")
    assert [step["partition"] for step in json.loads(out)["steps"]] == ["a", "b"], out


def test_catch_up_asks_for_keys_without_a_record(home: Home) -> None:
    tenants(home, catchup=True)
    add(home, "a", "b")
    home.step("a/made", "a")
    assert runtime(home, "due", "--job", "daily", "--tick", "2026-01-01T00:00:00Z") == (0, '["a", "b"]\n')


def test_all_reads_what_was_published(home: Home) -> None:
    tenants(home)
    add(home, "a", "b", "c")
    home.step("a/made", "a")
    home.step("a/made", "c")
    assert home.step("a/total")["status"] == "success"
    assert home.rows("a.total") == [{"n": 2}]


def test_a_function_adds_keys_with_its_publication(home: Home) -> None:
    tenants(home)
    home.asset("a/finds", python("dynamic_code:finds"), partitioned=False, silent=True)
    add(home, "a")
    assert home.step("a/finds")["status"] == "success"
    assert keys(home) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("function", "why"), [("wrong_set", "day is no dynamic partition set"), ("wrong_key", "'a|b' to tenant")]
)
def test_a_function_adds_only_what_can_be(home: Home, function: str, why: str) -> None:
    tenants(home)
    home.asset("a/finds", python(f"dynamic_code:{function}"), partitioned=False, silent=True)
    failed = home.step("a/finds")
    assert (failed["exitCode"], failed["error"]["code"]) == (72, "PARTITION")
    assert why in failed["error"]["message"]
    assert keys(home) == []


def sensed(home: Home, *, starts: bool = True) -> None:
    source = {"kind": "python", "entrypoint": "dynamic_code:news"}
    home.plan["sensors"] = {
        "news": {"name": "news", "adds": "tenant", "everySeconds": 60, "enabled": True, "source": source}
    }
    trigger = {"kind": "sensor", "sensor": "news", "enabled": True}
    tenants(home, **({"otherTriggers": [trigger]} if starts else {}))


def test_a_hit_becomes_a_key_before_its_run_is_asked_for(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    sensed(home)
    assert [run["partition"] for run in polled(home)] == ["n0"]
    assert "'no|key' can be no partition of tenant" in capsys.readouterr().err
    assert keys(home) == ["n0"]
    assert [run["partition"] for run in polled(home)] == ["n0", "n1"]


def test_a_sensor_that_starts_nothing_adds_its_keys_all_the_same(home: Home) -> None:
    sensed(home, starts=False)
    assert polled(home) == []
    assert keys(home) == ["n0"]
    assert runtime(home, "partitions", "--look") == (0, '[{"set": "tenant", "keys": ["n0", "n1"]}]\n')


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["--add", "a"], "--add a: write SET=KEY"),
        (["--add", "day=a"], "day is no dynamic partition set; the product has tenant"),
        (["--add", "tenant=-"], "'-' can be no partition of tenant"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(home: Home, argv: list[str], why: str) -> None:
    tenants(home)
    code, err = runtime(home, "partitions", *argv)
    assert code == 78
    assert why in err


def test_two_products_of_one_catalog_have_keys_of_their_own(home: Home, tmp_path: Path) -> None:
    tenants(home)
    other = Home(tmp_path / "other", "other")
    other.data = home.data
    tenants(other)
    add(home, "a")
    add(other, "b")
    assert (keys(home), keys(other)) == (["a"], ["b"])
