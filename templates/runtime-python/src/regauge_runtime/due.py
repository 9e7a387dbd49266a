"""Which partitions a tick requests, catch-up included (semantics 8, 11)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from regauge_runtime.errors import StepError
from regauge_runtime.partitions import NO_PARTITION, has_added_keys, parse_instant
from regauge_runtime.pauses import holds_back
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import PASSED
from regauge_runtime.run_book import limit_of, run_book
from regauge_runtime.start_deadline import triggers_at
from regauge_runtime.step import data_dir
from regauge_runtime.values import Values


def main(argv: list[str]) -> int:
    """`due`: prints a JSON list; `["-"]` for a job without partitions, `[]` for one that is paused."""
    parser = argparse.ArgumentParser(prog="python -m regauge_runtime due", description="Prints what a tick requests.")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--job", required=True)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--tick", help="the scheduled instant, RFC 3339")
    which.add_argument("--partitions", help="a range A..B, both included: what a backfill requests")
    options = parser.parse_args(argv)
    try:
        plan = Plan.load(options.home)
        job = plan.job(options.job)
        if options.partitions is not None:
            keys = backfilled(plan, options.home.absolute(), options.job, options.partitions)
        elif limit_of(job) and holds_back(run_book(plan, options.home.absolute()), job):
            keys = []
        else:
            keys = due(plan, options.home.absolute(), options.job, options.tick)
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return getattr(error, "exit_code", 78)
    sys.stdout.write(json.dumps(keys) + "\n")
    return 0


def backfilled(plan: Plan, home: Path, job_name: str, span: str) -> list[str]:
    """Returns the partitions of a range `A..B`, from the end that its assets say; ValueError when it has none."""
    job = plan.job(job_name)
    name = job.get("partitionSet")
    first, dots, last = span.partition("..")
    if name is None or not dots:
        raise ValueError(f"{job_name} has no partitions" if name is None else f"{span!r} is no range A..B")
    know_keys(plan, home, name)
    return in_order(plan, job["assets"], plan.partition_set(name).range(first, last))


def in_order(plan: Plan, assets: Sequence[str], keys: list[str]) -> list[str]:
    """Returns the partitions of a range in the order of its assets' `backfill.order`; all of a job have one."""
    partitioned = [asset for asset in map(plan.asset, assets) if asset.get("partitionSet")]
    newest_first = [asset for asset in partitioned if asset.get("backfill", {}).get("order") == "newest"]
    return keys[::-1] if newest_first and len(newest_first) == len(partitioned) else keys


def know_keys(plan: Plan, home: Path, name: str) -> None:
    """Opens the product's records for a partition set whose keys are there, and nothing for any other."""
    if has_added_keys(plan.partition_set(name)):
        from regauge_runtime.stores import Stores

        Stores(plan, Values.load(home), data_dir(home))


def _takes_all(job: JsonObject, tick: datetime) -> bool:
    """Whether a tick also requests what was missed: by the job's catch-up, or by a trigger of this very instant."""
    return bool(job.get("catchup")) or any(one.get("partition") == "all-missing" for one in triggers_at(job, tick))


def due(plan: Plan, home: Path, job_name: str, tick: str) -> list[str]:
    """Returns the partitions that a job's tick requests, oldest first.

    The tick's own one always, published or not, for a cron that comes more often than its partitions is there to
    refresh the last one; with catch-up, or `partition: all-missing` at the tick's trigger, also those since the start,
    at most `maxCatchup` of them, that lack a passed record for one of the job's partitioned assets.
    """
    job = plan.job(job_name)
    instant = parse_instant(tick)
    if job.get("partitionSet") is None:
        return [NO_PARTITION]
    know_keys(plan, home, job["partitionSet"])
    sets = plan.partition_set(job["partitionSet"])
    own = sets.requested_at(instant)
    if not _takes_all(job, instant):
        return own
    from regauge_runtime.guard import RecordBook
    from regauge_runtime.stores import Stores

    book = RecordBook(plan, Stores(plan, Values.load(home), data_dir(home)))
    passed: list[set[str]] = []
    for key in job["assets"]:
        asset = plan.asset(key)
        if asset.get("partitionSet") == job["partitionSet"]:
            passed.append({name for name, record in book.newest(key).items() if record.status == PASSED})
    missing = [key for key in sets.keys_until(instant) if key not in own and not all(key in names for names in passed)]
    return missing[: int(job.get("maxCatchup", 50))] + own
