"""Outputs that are published in one commit: readers see all of them or none (`atomicOutputs`)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyiceberg.catalog.sql import SqlCatalog

from regauge_runtime import failpoints
from regauge_runtime.iceberg_commit import Change, TableCommit, commit
from support import Home, python

KINDS = ("catalog", "duckdb", "postgres")


@pytest.fixture(params=KINDS)
def pair(request: pytest.FixtureRequest, home: Home) -> Home:
    """A home whose asset writes `a.one` and `a.two`, in the embedded catalog or in a database."""
    where: dict[str, Any] = {}
    if request.param != "catalog":
        is_duckdb = request.param == "duckdb"
        config = {"path": "shop.duckdb"} if is_duckdb else {"dsn": request.getfixturevalue("postgres")}
        home.plan["resources"] = {"wh": {"name": "wh", "type": request.param, "config": config}}
        where = {"store": "wh", "storeKind": "resource"}
    two_outputs(home, **where)
    return home


def two_outputs(home: Home, **where: Any) -> None:
    """Adds the asset `a/one` with two outputs in one commit, and one that looks at both."""
    home.code(
        "both", "def make(context):\n    rows = [{'v': context.params['v']}]\n    return {'one': rows, 'two': rows}\n"
    )
    home.plan["params"] = {"v": {"type": "int", "defaultValue": 0}}
    asset = home.asset("a/one", python("both:make"), partitioned=False, atomicOutputs=True, **where)
    asset["outputs"].append(asset["outputs"][0] | {"name": "two", "table": "a.two"})
    home.plan["tables"]["a.two"] = home.plan["tables"]["a.one"] | {"name": "a.two"}
    home.save()


def seen(home: Home) -> tuple[list[int], list[int]]:
    """What a reader of both tables finds now."""
    resources = home.plan["resources"]
    if not resources:
        return tuple([row["v"] for row in home.rows(table)] for table in ("a.one", "a.two"))  # type: ignore[return-value]
    if resources["wh"]["type"] == "duckdb":
        import duckdb

        with duckdb.connect(str(home.data / "shop.duckdb"), read_only=True) as database:
            rows = [database.execute(f"select v from a.{table}").fetchall() for table in ("one", "two")]
    else:
        import psycopg

        with psycopg.connect(resources["wh"]["config"]["dsn"]) as database:
            rows = [database.execute(f"select v from a.{table}").fetchall() for table in ("one", "two")]  # type: ignore[call-overload]
    return [row[0] for row in rows[0]], [row[0] for row in rows[1]]


@pytest.mark.slow
@pytest.mark.parametrize(("point", "after"), [("before-commit", 1), ("after-commit", 2)])
def test_a_kill_leaves_both_old_or_both_new(pair: Home, point: str, after: int) -> None:
    assert pair.step("a/one", cause="manual:old", v=1)["status"] == "success"
    assert seen(pair) == ([1], [1])
    more = ("--params", json.dumps({"v": 2}))
    killed = pair.process("a/one", None, {"REGAUGE_TEST_KILL_AT": f"a/one:{point}@1"}, cause="manual:new", more=more)
    assert killed.result["status"] == "killed"
    assert seen(pair) == ([after], [after])
    again = pair.process("a/one", cause="manual:new", attempt=2, more=more)
    assert (again.code, again.result["rows"]) == (0, {"a.one": 1, "a.two": 1})
    assert seen(pair) == ([2], [2])


def test_without_it_a_kill_may_leave_one_of_each(home: Home) -> None:
    two_outputs(home)
    home.plan["assets"][0]["atomicOutputs"] = False
    home.save()
    home.step("a/one", cause="manual:old", v=1)
    more = ("--params", json.dumps({"v": 2}))
    home.process("a/one", None, {"REGAUGE_TEST_KILL_AT": "a/one:after-commit@1"}, cause="manual:new", more=more)
    assert seen(home) == ([2], [1])


def test_a_neighbour_at_one_table_makes_both_wait(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    two_outputs(home)
    home.step("a/one", cause="manual:old", v=1)
    found: list[tuple[list[int], list[int]]] = []

    def neighbour(point: str) -> None:
        if point != "before-commit":
            return
        found.append(seen(home))
        if len(found) == 1:
            catalog = SqlCatalog(
                "local", uri=f"sqlite:///{home.data}/catalog.db", warehouse=f"file://{home.data}/warehouse"
            )
            monkeypatch.setattr(failpoints, "reach", lambda point: None)
            commit(TableCommit(lambda: catalog.load_table("a.two"), Change("append"), {}))
            monkeypatch.setattr(failpoints, "reach", neighbour)

    monkeypatch.setattr(failpoints, "reach", neighbour)
    assert home.step("a/one", cause="manual:new", v=2)["status"] == "success"
    assert found == [([1], [1]), ([1], [1])]
    assert seen(home) == ([2], [2])


def test_a_blocking_check_keeps_both_back(pair: Home) -> None:
    small = {"name": "small", "onFail": "block", "output": "two", "threshold": 0.0, "warnThreshold": 0.0}
    small |= {
        "timeoutSeconds": 60,
        "enabled": True,
        "scope": "auto",
        "test": {"kind": "range", "column": "v", "max": 1},
    }
    pair.plan["assets"][0]["checks"] = [small]
    pair.save()
    assert pair.step("a/one", cause="manual:old", v=1)["status"] == "success"
    assert pair.step("a/one", cause="manual:new", v=2)["status"] == "failed"
    assert seen(pair) == ([1], [1])


def test_an_output_without_rows_is_refused(pair: Home) -> None:
    pair.code("half", "def make(context):\n    return {'one': [{'v': 1}]}\n")
    pair.plan["assets"][0]["run"] = python("half:make")
    pair.save()
    result = pair.step("a/one")
    assert result["status"] == "failed"
    assert result["error"]["category"] == "VALIDATION"
    assert "a.two" in result["error"]["message"]
