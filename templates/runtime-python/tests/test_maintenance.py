"""Upkeep of tables: what a run of kind `maintain` does, and what it must never do."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from regauge_runtime.kept_records import KEPT, MAINTAINED_BY, properties_of
from support import PATIENCE, Home, Json, sql

EXPIRE_ALL = {"expireSnapshots": {"olderThanSeconds": 0, "retainLast": 1}}
DAYS = [f"2024-01-0{day}" for day in range(1, 6)]


def upkeep(home: Home, *, cause: str = "manual:1", tables: tuple[str, ...] = ("a.t",), **run: Any) -> Json:
    """Runs the upkeep, as another run each time the cause is another."""
    assets = home.plan["assets"]
    assets[:] = [one for one in assets if one["key"] != "ops/upkeep"]
    plan = {"kind": "maintain", "tables": list(tables)} | run
    home.asset("ops/upkeep", plan, partitioned=False, silent=True)
    return home.step("ops/upkeep", cause=cause)


def told(result: Json, table: str = "a.t") -> Json:
    assert result["status"] == "success", result.get("error")
    found: Json = result["metadata"]["maintain"]["tables"][table]
    return found


def days(home: Home, **more: Any) -> Json:
    """A table with a partition of two rows for each of five days."""
    asset = home.asset("a/t", sql("select unnest([1, 2]) as id"), **more)
    for day in DAYS:
        assert home.step("a/t", day)["status"] == "success"
    return asset


def records(home: Home, key: str = "a/t") -> list[tuple[str, str, str]]:
    """What the product's own command prints of an asset's records."""
    import json
    import sys

    line = [sys.executable, "-m", "regauge_runtime", "records", "--home", str(home.path), "--asset", key]
    out = subprocess.run(line, env=home.environment(), capture_output=True, text=True, timeout=PATIENCE, check=True)
    return [(r["partition"], r["runKey"], r["status"]) for r in map(json.loads, out.stdout.splitlines())]


def files(home: Home, table: str = "a/t") -> set[Path]:
    return {path for path in (home.data / "warehouse").rglob("*") if path.is_file() and table in path.as_posix()}


def in_use(home: Home) -> set[str]:
    return {str(row["file_path"]).rsplit("/", 1)[-1] for row in home.table("a.t").inspect.all_files().to_pylist()}


def test_expired_snapshots_leave_their_records(home: Home) -> None:
    days(home)
    before = records(home)
    assert len(home.table("a.t").metadata.snapshots) == 5
    done = told(upkeep(home, **EXPIRE_ALL))
    assert done["snapshotsExpired"] == 4
    table = home.table("a.t")
    # The newest, and the one that carries the records of the others: in one commit.
    assert len(table.metadata.snapshots) == 2
    carrier = table.current_snapshot()
    assert carrier is not None and set(properties_of(carrier)) >= {KEPT, MAINTAINED_BY}
    assert records(home) == before
    assert sorted({row["partition_date"] for row in home.rows("a.t")}) == DAYS
    for day in DAYS:
        again = home.step("a/t", day, attempt=2)
        assert again["metadata"]["alreadyPublished"], again


def test_what_is_published_stays_so_for_readers_and_for_catch_up(home: Home) -> None:
    """A failed newest record blocks its reader after its snapshot has expired, as before."""
    bad = {"name": "few", "test": {"kind": "row_count", "max": 2}, "on_fail": "block"}
    asset = days(home, checks=[bad])
    asset["run"]["query"] = "select unnest([1, 2, 3]) as id"
    home.save()
    assert home.step("a/t", "2024-01-02", cause="manual:2")["exitCode"] == 21
    asset["run"]["query"] = "select unnest([1, 2]) as id"
    home.save()
    for cause in ("manual:3", "manual:4"):
        assert home.step("a/t", "2024-01-05", cause=cause)["status"] == "success"
    told(upkeep(home, **EXPIRE_ALL))
    assert len(home.table("a.t").metadata.snapshots) == 2
    home.asset("b/u", sql("select * from a.t"), reads={"a/t": "identity"})
    assert home.step("b/u", "2024-01-02")["exitCode"] == 20
    assert home.step("b/u", "2024-01-03")["status"] == "success"
    assert ("2024-01-02", "shop/daily/2024-01-02/manual:2", "failed") in records(home)


def test_carriers_are_carried_on_and_keep_no_more_than_is_asked_for(home: Home) -> None:
    asset = days(home)
    for n in range(2, 6):
        assert home.step("a/t", DAYS[0], cause=f"manual:{n}")["status"] == "success"
        told(upkeep(home, cause=f"manual:{n}", **EXPIRE_ALL))
    carriers = [one for one in home.table("a.t").metadata.snapshots if KEPT in properties_of(one)]
    assert len(carriers) == 1
    assert sorted(partition for partition, _, _ in records(home)) == DAYS
    assert asset["key"] == "a/t"


def test_a_run_key_that_appended_is_never_forgotten(home: Home) -> None:
    home.asset("a/t", sql("select 1 as id"), partitioned=False, write="append")
    for n in range(4):
        assert home.step("a/t", cause=f"manual:{n}")["status"] == "success"
    told(upkeep(home, **EXPIRE_ALL))
    for n in range(4):
        assert home.step("a/t", cause=f"manual:{n}", attempt=2)["metadata"]["alreadyPublished"]
    assert len(home.rows("a.t")) == 4


def test_files_that_only_expired_snapshots_named_are_deleted(home: Home) -> None:
    asset = days(home)
    asset["run"]["query"] = "select 9 as id"
    home.save()
    home.step("a/t", DAYS[0], cause="manual:2")
    before = files(home)
    done = told(upkeep(home, **EXPIRE_ALL))
    gone = before - files(home)
    assert done["filesRemoved"] == len([path for path in gone if not path.name.endswith(".metadata.json")]) > 5
    assert done["bytesRemoved"] > 0
    assert in_use(home) == {path.name for path in files(home) if path.suffix == ".parquet"}
    assert len(home.rows("a.t")) == 9


def test_young_snapshots_and_the_last_ones_stay(home: Home) -> None:
    days(home)
    young = told(upkeep(home, expireSnapshots={"olderThanSeconds": 3600, "retainLast": 1}))
    assert young["snapshotsExpired"] == 0 and len(home.table("a.t").metadata.snapshots) == 5
    last = told(upkeep(home, cause="manual:2", expireSnapshots={"olderThanSeconds": 0, "retainLast": 3}))
    assert last["snapshotsExpired"] == 2
    # The carrier is none of the three; without new data there is nothing to expire.
    again = told(upkeep(home, cause="manual:3", expireSnapshots={"olderThanSeconds": 0, "retainLast": 3}))
    assert again["snapshotsExpired"] == 0 and len(home.table("a.t").metadata.snapshots) == 4


def test_what_a_table_says_of_itself_counts(home: Home) -> None:
    days(home)
    home.plan["tables"]["a.t"]["retention"] = {"keepLast": 4}
    assert told(upkeep(home, **EXPIRE_ALL))["snapshotsExpired"] == 1
    home.plan["tables"]["a.t"]["retention"] = {"keepLast": 1, "snapshotMaxAgeSeconds": 3600}
    assert told(upkeep(home, cause="manual:2", **EXPIRE_ALL))["snapshotsExpired"] == 0


def test_tags_and_branches_keep_their_snapshots(home: Home) -> None:
    days(home)
    table = home.table("a.t")
    second = sorted(table.metadata.snapshots, key=lambda one: one.sequence_number or 0)[1].snapshot_id
    table.manage_snapshots().create_tag(second, "audited").commit()
    before = records(home)
    assert told(upkeep(home, **EXPIRE_ALL))["snapshotsExpired"] == 3
    table = home.table("a.t")
    assert {row["partition_date"] for row in table.scan(snapshot_id=second).to_arrow().to_pylist()} == set(DAYS[:2])
    assert records(home) == before
    # And when the tag goes, so does its snapshot, but not its record.
    table.manage_snapshots().remove_tag("audited").commit()
    home.step("a/t", DAYS[4], cause="manual:2")
    told(upkeep(home, cause="manual:2", **EXPIRE_ALL))
    assert home.table("a.t").snapshot_by_id(second) is None
    assert set(before) - {before[0]} <= set(records(home))


def test_small_files_become_one_for_each_partition(home: Home) -> None:
    asset = days(home, partitionBy=[{"column": "id", "transform": "identity"}])
    assert asset["key"] == "a/t"
    rows = sorted(map(str, home.rows("a.t")))
    done = told(upkeep(home, rewriteDataFiles={"targetBytes": 1 << 27, "strategy": "binpack"}))
    assert done["filesRewritten"] == 10 and done["filesWritten"] == 2 and done["bytesRewritten"] > 1000
    table = home.table("a.t")
    summary = table.current_snapshot().summary
    assert summary.operation.value == "replace"
    assert (summary["added-records"], summary["deleted-records"], summary["total-records"]) == ("10", "10", "10")
    assert len(table.inspect.files()) == 2
    assert sorted(map(str, home.rows("a.t"))) == rows
    again = told(upkeep(home, cause="manual:2", rewriteDataFiles={"targetBytes": 1 << 27, "strategy": "binpack"}))
    assert again["filesRewritten"] == 0 and home.table("a.t").current_snapshot() == table.current_snapshot()


def test_rewritten_files_are_sorted_when_asked(home: Home) -> None:
    home.asset("a/t", sql("select unnest([3, 1]) as id"), partitioned=False, write="append", sortBy=[{"column": "id"}])
    for n, query in enumerate(["select 3 as id", "select 1 as id", "select 2 as id"]):
        home.plan["assets"][0]["run"]["query"] = query
        home.save()
        home.step("a/t", cause=f"manual:{n}")
    told(upkeep(home, rewriteDataFiles={"targetBytes": 1 << 27, "strategy": "sort"}))
    assert [row["id"] for row in home.rows("a.t")] == [1, 2, 3]


def test_bins_are_no_larger_than_the_target(home: Home) -> None:
    home.code(
        "wide", "import os\ndef rows():\n    return [{'id': i, 'v': os.urandom(700).hex()} for i in range(1000)]\n"
    )
    home.asset("a/t", {"kind": "python", "entrypoint": "wide:rows"}, partitioned=False, write="append")
    for n in range(4):
        home.step("a/t", cause=f"manual:{n}")
    size = home.table("a.t").inspect.files().column("file_size_in_bytes").to_pylist()[0]
    assert size > 500_000
    done = told(upkeep(home, rewriteDataFiles={"targetBytes": int(size * 2.5), "strategy": "binpack"}))
    assert (done["filesRewritten"], done["filesWritten"]) == (4, 2)
    assert len(home.rows("a.t")) == 4000


def test_upkeep_gives_way_to_a_writer_that_was_quicker(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between what is read and what is committed a neighbour replaces a day: its rows count, not the rewritten ones."""
    from regauge_runtime.upkeep import rewriting

    asset = days(home, partitionBy=[{"column": "id", "transform": "identity"}])
    before, is_first = rewriting.until_committed, [True]

    def late(load: Any, stage: Any, points: Any) -> bool:
        if is_first.pop():
            asset["run"]["query"] = "select unnest([7, 8]) as id"
            home.save()
            assert home.step("a/t", DAYS[0], cause="manual:2")["status"] == "success"
            is_first.append(False)
        return before(load, stage, points)

    monkeypatch.setattr(rewriting, "until_committed", late)
    told(upkeep(home, rewriteDataFiles={"targetBytes": 1 << 27, "strategy": "binpack"}))
    rows = [(row["partition_date"], row["id"]) for row in home.rows("a.t")]
    assert sorted(rows) == sorted([(DAYS[0], 7), (DAYS[0], 8)] + [(day, id) for day in DAYS[1:] for id in (1, 2)])
    assert in_use(home) >= {
        row["file_path"].rsplit("/", 1)[-1] for row in home.table("a.t").inspect.files().to_pylist()
    }


def test_orphans_are_found_by_age_and_deleted(home: Home) -> None:
    days(home)
    folder = home.data / "warehouse" / "a" / "t" / "data"
    old, young = folder / "partition_date=2024-01-01" / "left-behind.parquet", folder / "being-written.parquet"
    for path in (old, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 100)
    for path in files(home) - {young}:
        os.utime(path, (time.time() - 5 * 86400,) * 2)
    look = {"olderThanSeconds": 3 * 86400, "dryRun": True}
    seen = told(upkeep(home, removeOrphans=look))
    assert (seen["orphansFound"], seen["orphanBytes"], seen["filesRemoved"]) == (1, 100, 0)
    assert seen["orphans"][0].endswith("data/partition_date=2024-01-01/left-behind.parquet") and old.exists()
    done = told(upkeep(home, cause="manual:2", removeOrphans=look | {"dryRun": False}))
    assert (done["orphansFound"], done["filesRemoved"], done["bytesRemoved"]) == (1, 1, 100)
    assert not old.exists() and young.exists()
    assert len(home.rows("a.t")) == 10 and len(records(home)) == 5


def test_another_tables_files_are_no_orphans(home: Home) -> None:
    home.env = {"PLACE": f"file://{home.path}/shared"}
    for name in ("t", "u"):
        home.asset(f"a/{name}", sql("select 1 as id"), partitioned=False)
        home.plan["tables"][f"a.{name}"]["location"] = {"env": "PLACE"}
        home.save()
        assert home.step(f"a/{name}")["status"] == "success"
    for path in (home.path / "shared").rglob("*"):
        os.utime(path, (time.time() - 5 * 86400,) * 2)
    result = upkeep(home, removeOrphans={"olderThanSeconds": 86400, "dryRun": False})
    assert result["exitCode"] == 78 and "is of another table" in result["error"]["message"], result
    assert home.rows("a.u") == [{"id": 1}]


@pytest.mark.parametrize(
    ("kind", "expression"),
    [("date", "{}::date"), ("timestamptz", "{}::timestamptz"), ("timestamp", "{}::timestamp")],
)
def test_rows_older_than_their_time_are_deleted(home: Home, kind: str, expression: str) -> None:
    now = dt.datetime.now(dt.UTC)
    ages = {"old": now - dt.timedelta(days=40), "edge": now - dt.timedelta(days=29), "new": now}
    rows = " union all ".join(
        f"select '{name}' as name, {expression.format(repr(at.isoformat(sep=' ')[:19]))} as at"
        for name, at in ages.items()
    )
    query = f"{rows} union all select 'never' as name, null as at"
    columns = [{"name": "name", "type": "string"}, {"name": "at", "type": kind}]
    home.asset("a/t", sql(query), partitioned=False, columns=columns)
    assert home.step("a/t")["status"] == "success"
    home.plan["tables"]["a.t"]["retention"] = {"rowTtlSeconds": 30 * 86400, "rowTtlColumn": "at"}
    done = told(upkeep(home, removeOrphans={"olderThanSeconds": 86400, "dryRun": True}))
    assert done["rowsDeleted"] == 1
    assert sorted(row["name"] for row in home.rows("a.t")) == ["edge", "never", "new"]
    head = home.table("a.t").current_snapshot()
    assert (
        told(upkeep(home, cause="manual:2", removeOrphans={"olderThanSeconds": 86400, "dryRun": True}))["rowsDeleted"]
        == 0
    )
    assert home.table("a.t").current_snapshot() == head
    assert home.step("a/t", attempt=2)["metadata"]["alreadyPublished"]


def test_one_table_that_fails_keeps_no_other_from_its_turn(home: Home) -> None:
    days(home)
    home.asset("b/bad", sql("select 1 as id"), partitioned=False)
    home.step("b/bad")
    home.plan["tables"]["b.bad"]["retention"] = {"rowTtlSeconds": 60, "rowTtlColumn": "id"}
    home.asset("c/none", sql("select 1 as id"), partitioned=False)
    result = upkeep(home, tables=("b.bad", "a.t", "c.none"), **EXPIRE_ALL)
    assert result["exitCode"] == 78 and result["error"]["message"].startswith("upkeep of b.bad: "), result
    assert len(home.table("a.t").metadata.snapshots) == 2
    found = upkeep(home, cause="manual:2", tables=("c.none",), **EXPIRE_ALL)
    assert told(found, "c.none") == {"isMissing": True}


@pytest.mark.slow
@pytest.mark.parametrize("point", ["before-expiry", "expired", "before-removal", "before-rewrite", "rewritten"])
def test_a_killed_upkeep_loses_nothing_and_goes_on(home: Home, point: str) -> None:
    days(home)
    before = records(home)
    run = EXPIRE_ALL | {"rewriteDataFiles": {"targetBytes": 1 << 27, "strategy": "binpack"}}
    home.plan["partitionSets"]["day"]["column"] = "partition_date"
    home.asset("ops/upkeep", {"kind": "maintain", "tables": ["a.t"]} | run, partitioned=False, silent=True)
    home.plan["tables"]["a.t"]["partitionBy"] = []
    home.save()
    if "rewr" in point:
        home.table("a.t").append(
            pa.Table.from_pylist([{"id": 5, "partition_date": DAYS[0]}]).cast(home.table("a.t").schema().as_arrow())
        )
    count = len(home.rows("a.t"))
    killed = home.process("ops/upkeep", env={"REGAUGE_TEST_KILL_AT": f"ops/upkeep:{point}@1"})
    assert killed.result["status"] in ("failed", "killed"), killed
    again = home.process("ops/upkeep", attempt=2)
    assert again.code == 0, again.err
    assert len(home.rows("a.t")) == count and records(home) == before
    assert len(home.table("a.t").metadata.snapshots) == 2
