"""What a pod of a Kubernetes Job runs: a job of the plan, for what its tick requests or somebody asks for.

A CronJob tells its pods no tick. But it names each Job by the minute that it is for, `<CronJob>-<minutes since 1970>`,
so that two pods of one tick have one name, and so one run.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regauge_runtime.due import due
from regauge_runtime.errors import StepError
from regauge_runtime.local_runner import LocalRun, run_told
from regauge_runtime.partitions import NO_PARTITION, format_instant
from regauge_runtime.pauses import holds_back
from regauge_runtime.plan import Plan
from regauge_runtime.run_book import limit_of, run_book

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Steps at once where the job says nothing less: its own limit is lower.
_MOST = 1000


def main(argv: list[str]) -> int:
    """`cronjob`: returns 0, or 8 when a step of some run failed or was blocked, or 78 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime cronjob", description="Runs a job in a pod of Kubernetes."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--job", required=True)
    parser.add_argument("--run", required=True, help="the name of the Kubernetes Job, or of a single run")
    parser.add_argument("--cron-job", help="the name of the CronJob that may have made it")
    parser.add_argument("--partition", default="", help="of a single run; by default what a tick of now would request")
    parser.add_argument("--partitions", default="", help="a range A..B of a single run, both included")
    parser.add_argument("--params", default="{}", help="a JSON object")
    options = parser.parse_args(argv)
    os.environ.setdefault("REGAUGE_RUNNER", "local")
    try:
        return _run(options, Plan.load(options.home.absolute()))
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 78


def tick_of(cron_job: str | None, run: str) -> datetime | None:
    """Returns the instant that a CronJob made a Job for; None when somebody else did."""
    # Eight digits are minutes from 1989 on, which nobody writes behind the name of a Job by hand.
    named = re.fullmatch(re.escape(cron_job) + r"-(\d{8,})", run) if cron_job else None
    return _EPOCH + timedelta(minutes=int(named[1])) if named else None


def _run(options: argparse.Namespace, plan: Plan) -> int:
    home = options.home.absolute()
    job = plan.job(options.job)
    tick = tick_of(options.cron_job, options.run)
    if plan.telemetry is not None and "TRACEPARENT" in os.environ:
        # What started this is above the runs, and the runs are above their steps.
        os.environ["REGAUGE_TRACEPARENT"] = os.environ.pop("TRACEPARENT")
    if tick is not None and limit_of(job) and holds_back(run_book(plan, home), job):
        sys.stderr.write(f"{options.job} is paused: nothing is run\n")
        return 0
    cause = f"manual:{options.run}" if tick is None else f"tick:{format_instant(tick)}"
    asked = options.partition or options.partitions
    keys = [asked] if asked else due(plan, home, options.job, format_instant(tick or datetime.now(UTC)))
    if not keys:
        sys.stderr.write(f"nothing of {options.job} is due\n")
    codes = [0]
    for key in keys:
        is_range = not options.partition and bool(options.partitions)
        given = {
            "home": options.home,
            "job": options.job,
            "assets": None,
            "partition": None if is_range or key == NO_PARTITION else key,
            "partitions": key if is_range else None,
            "params": options.params,
            "keep_going": True,
            "parallel": _MOST,
            "json": False,
        }
        run = LocalRun(argparse.Namespace(**given), plan, cause)
        codes.append(run_told(run))
        if run.is_stopped:
            break
    return max(codes)
