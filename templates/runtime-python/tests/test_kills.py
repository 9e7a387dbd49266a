"""kill -9 in the middle of a write, for real: readers see the old or the new, and the retry ends right."""

from __future__ import annotations

import pytest

from support import Home, sql

pytestmark = pytest.mark.slow

POSITIVE = {"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}


@pytest.mark.parametrize("audited", [False, True])
@pytest.mark.parametrize("point", ["running", "staged", "before-audit", "audited", "before-commit", "after-commit"])
def test_iceberg(home: Home, point: str, audited: bool) -> None:
    if not audited and "audit" in point:
        pytest.skip("there is no audit to be killed in")
    home.asset("a/t", sql("select 1 as v"), audited=audited, checks=[POSITIVE])
    assert home.step("a/t", "2024-01-01", cause="manual:old")["status"] == "success"
    old = home.table("a.t").current_snapshot()
    home.plan["assets"][0]["run"]["query"] = "select unnest([2, 3]) as v"
    home.save()
    killed = home.process("a/t", "2024-01-01", {"REGAUGE_TEST_KILL_AT": f"a/t:{point}@1"}, cause="manual:new")
    assert (killed.code, killed.result["status"]) == (75, "killed")
    now = home.table("a.t").current_snapshot()
    if point == "after-commit":
        assert now.parent_snapshot_id == old.snapshot_id
    else:
        assert now.snapshot_id == old.snapshot_id
        assert [row["v"] for row in home.rows("a.t")] == [1]
    again = home.process("a/t", "2024-01-01", {"REGAUGE_TEST_KILL_AT": f"a/t:{point}@1"}, cause="manual:new", attempt=2)
    assert (again.code, again.result["rows"]) == (0, {"a.t": 2})
    assert bool(again.result["metadata"].get("alreadyPublished")) == (point == "after-commit")
    assert sorted(row["v"] for row in home.rows("a.t")) == [2, 3]
    assert list(home.table("a.t").refs()) == ["main"]


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
@pytest.mark.parametrize("point", ["staged", "before-commit", "after-commit"])
def test_databases(home: Home, request: pytest.FixtureRequest, kind: str, point: str) -> None:
    config = {"path": "shop.duckdb"} if kind == "duckdb" else {"dsn": request.getfixturevalue("postgres")}
    home.plan["resources"] = {"wh": {"name": "wh", "type": kind, "config": config}}
    home.asset("a/t", sql("select 1 as v"), store="wh", storeKind="resource")
    home.asset("b/look", sql("select * from a.t"), reads={"a/t": "identity"})
    assert home.step("a/t", "2024-01-01", cause="manual:old")["status"] == "success"
    home.plan["assets"][0]["run"]["query"] = "select unnest([2, 3]) as v"
    home.save()
    killed = home.process("a/t", "2024-01-01", {"REGAUGE_TEST_KILL_AT": f"a/t:{point}@1"}, cause="manual:new")
    assert (killed.code, killed.result["status"]) == (75, "killed")
    home.step("b/look", "2024-01-01", cause="manual:1")
    assert sorted(row["v"] for row in home.rows("b.look")) == ([2, 3] if point == "after-commit" else [1])
    again = home.process("a/t", "2024-01-01", cause="manual:new", attempt=2)
    assert (again.code, again.result["rows"]) == (0, {"a.t": 2})
    home.step("b/look", "2024-01-01", cause="manual:2")
    assert sorted(row["v"] for row in home.rows("b.look")) == [2, 3]
