"""Write, audit, publish; and who may read what afterwards (semantics 10, 19, docs/adr/0005)."""

from __future__ import annotations

from support import Home, Json, sql, statuses

POSITIVE = {"name": "positive", "test": {"kind": "range", "column": "v", "min": 0}, "on_fail": "block"}
GOOD, BAD = "select 1 as id, 5 as v", "select 1 as id, -5 as v"


def line(home: Home) -> None:
    """Raw values, an audited table, a reader by identity, one that only comes after, and a summary over all days."""
    home.asset("a/clean", sql(GOOD), audited=True, checks=[POSITIVE])
    home.asset("b/reader", sql("select id, v from a.clean"), reads={"a/clean": "identity"})
    home.asset("c/after", sql("select 1 as one"))["upstream"] = [
        {"asset": "a/clean", "mapping": "identity", "isRead": False}
    ]
    home.asset(
        "d/all",
        sql("select partition_date as day, sum(v) as v from a.clean group by 1"),
        partitioned=False,
        reads={"a/clean": "all"},
    )
    home.save()


def set_query(home: Home, query: str) -> None:
    home.plan["assets"][0]["run"]["query"] = query
    home.save()


def brief(result: Json) -> tuple[str, int]:
    return result["status"], result["exitCode"]


def test_a_published_partition_is_one_commit_with_its_record(home: Home) -> None:
    line(home)
    result = home.step("a/clean", "2024-01-01")
    assert brief(result) == ("success", 0) and statuses(result) == {"positive": "passed"}
    table = home.table("a.clean")
    assert list(table.refs()) == ["main"]
    summary = table.current_snapshot().summary.additional_properties
    assert summary["regauge.checks"] == '{"positive": "passed"}' and summary["regauge.rows"] == "1"
    # The audited snapshot is named, so that other tools' expiry keeps the files that both snapshots have.
    assert int(summary["source-snapshot-id"]) in {snapshot.snapshot_id for snapshot in table.metadata.snapshots}


def test_bad_rows_stay_on_the_audit_branch(home: Home) -> None:
    line(home)
    set_query(home, BAD)
    result = home.step("a/clean", "2024-01-01")
    assert brief(result) == ("failed", 21)
    assert result["error"] == {
        "category": "VALIDATION", "code": "CHECK_FAILED", "retryable": False,
        "message": "blocking check failed: positive",
    }  # fmt: skip
    assert result["outputs"][0]["isPublished"] is False and result["rows"] == {"a.clean": 0}
    assert home.rows("a.clean") == []
    table = home.table("a.clean")
    branch = table.refs()["audit_a__clean_2024-01-01"]
    assert [row["v"] for row in table.scan(snapshot_id=branch.snapshot_id).to_arrow().to_pylist()] == [-5]
    summary = table.current_snapshot().summary.additional_properties
    assert (summary["regauge.status"], summary["regauge.checks"]) == ("failed", '{"positive": "failed"}')


def test_a_failure_keeps_the_old_rows_and_blocks_readers_until_it_is_mended(home: Home) -> None:
    line(home)
    home.step("a/clean", "2024-01-01")
    set_query(home, BAD)
    assert brief(home.step("a/clean", "2024-01-01", cause="manual:2")) == ("failed", 21)
    assert [row["v"] for row in home.rows("a.clean")] == [5]
    for reader in ("b/reader", "c/after"):
        result = home.step(reader, "2024-01-01")
        assert brief(result) == ("blocked", 20)
        assert result["retry"] == {"again": False, "waitSeconds": 0.0}
        assert "a/clean of 2024-01-01 failed a blocking check (positive)" in result["error"]["message"]
    set_query(home, GOOD)
    # The failed run key is done anew, for nothing of it was published.
    assert brief(home.step("a/clean", "2024-01-01", cause="manual:2", attempt=2)) == ("success", 0)
    assert list(home.table("a.clean").refs()) == ["main"]
    assert brief(home.step("b/reader", "2024-01-01")) == ("success", 0)


def test_other_partitions_are_not_blocked(home: Home) -> None:
    line(home)
    home.step("a/clean", "2024-01-02")
    set_query(home, BAD)
    home.step("a/clean", "2024-01-01")
    assert brief(home.step("b/reader", "2024-01-02")) == ("success", 0)


def test_all_reads_what_is_published_and_says_what_it_left_out(home: Home) -> None:
    line(home)
    for day in ("2024-01-01", "2024-01-02", "2024-01-03"):
        home.step("a/clean", day)
    set_query(home, BAD)
    home.step("a/clean", "2024-01-02", cause="manual:2")  # was published, and failed since
    home.step("a/clean", "2024-01-04")  # never was published
    result = home.step("d/all")
    assert brief(result) == ("success", 0)
    assert result["unpublished"] == {"a/clean": ["2024-01-02", "2024-01-04"]}
    assert sorted(row["day"] for row in home.rows("d.all")) == ["2024-01-01", "2024-01-03"]


def test_an_unpartitioned_failure_blocks_every_reader(home: Home) -> None:
    home.asset("r/ref", sql(BAD), partitioned=False, audited=True, checks=[POSITIVE])
    home.asset("s/daily", sql("select * from r.ref"), reads={"r/ref": "all"})
    home.asset("s/whole", sql("select * from r.ref"), partitioned=False, reads={"r/ref": "all"})
    assert brief(home.step("r/ref")) == ("failed", 21)
    assert brief(home.step("s/daily", "2024-01-01")) == ("blocked", 20)
    assert brief(home.step("s/whole")) == ("blocked", 20)


def test_a_failed_block_without_an_audit_publishes_nothing_either(home: Home) -> None:
    home.asset("a/clean", sql(BAD), checks=[POSITIVE])
    assert brief(home.step("a/clean", "2024-01-01")) == ("failed", 21)
    assert home.rows("a.clean") == []


def test_an_error_leaves_the_run_green(home: Home) -> None:
    home.asset(
        "a/clean", sql(BAD), checks=[POSITIVE | {"on_fail": "error"}, POSITIVE | {"name": "soft", "on_fail": "warn"}]
    )
    result = home.step("a/clean", "2024-01-01")
    assert brief(result) == ("success", 0) and statuses(result) == {"positive": "failed", "soft": "warned"}
    assert len(home.rows("a.clean")) == 1


def test_a_crashed_check_fails_the_step_and_publishes_nothing(home: Home) -> None:
    broken = {
        "name": "broken",
        "test": {"kind": "sql", "query": "select nope from a.clean", "op": "eq", "value": 0},
        "on_fail": "warn",
    }
    home.asset("a/clean", sql(GOOD), audited=True, checks=[POSITIVE, broken], waits=[1.0])
    result = home.step("a/clean", "2024-01-01")
    assert brief(result) == ("failed", 75) and statuses(result) == {"positive": "passed", "broken": "error"}
    assert result["error"]["code"] == "CHECK_CRASHED" and result["retry"]["again"]
    assert home.rows("a.clean") == []
    assert "regauge.status" not in home.table("a.clean").current_snapshot().summary.additional_properties


def test_an_audit_sees_the_whole_table_when_it_asks_for_it(home: Home) -> None:
    whole = {"name": "whole", "test": {"kind": "row_count", "max": 1}, "on_fail": "block", "scope": "none"}
    home.asset("a/clean", sql(GOOD), audited=True, checks=[whole])
    assert brief(home.step("a/clean", "2024-01-01")) == ("success", 0)
    assert brief(home.step("a/clean", "2024-01-02")) == ("failed", 21)
    home.asset("b/clean", sql(GOOD), checks=[whole])
    assert brief(home.step("b/clean", "2024-01-01")) == ("success", 0)
    assert brief(home.step("b/clean", "2024-01-02")) == ("failed", 21)


def test_several_outputs_are_published_together_or_not_at_all(home: Home) -> None:
    home.code(
        "two_outputs", "def both(context, bad):\n    return {'left': [{'v': 1}], 'right': [{'v': -1 if bad else 1}]}\n"
    )
    home.plan["params"] = {"bad": {"name": "bad", "type": "boolean", "defaultValue": False}}
    asset = home.asset("m/left", {"kind": "python", "entrypoint": "two_outputs:both"}, audited=True, checks=[POSITIVE])
    home.plan["tables"]["m.right"] = {"name": "m.right", "store": "local", "storeKind": "catalog", "producer": "m/left"}
    asset["outputs"].append({"name": "right", "table": "m.right", "write": "replace", "isAudited": True})
    asset["checks"].append(
        asset["checks"][0]
        | {"name": "right", "test": {"kind": "sql", "query": "select min(v) from m.right", "op": "gt", "value": 0}}
    )
    home.save()
    assert brief(home.step("m/left", "2024-01-01", bad=True)) == ("failed", 21)
    assert home.rows("m.left") == [] and home.rows("m.right") == []
    assert brief(home.step("m/left", "2024-01-01", attempt=2)) == ("success", 0)
    assert len(home.rows("m.left")) == 1 and len(home.rows("m.right")) == 1
