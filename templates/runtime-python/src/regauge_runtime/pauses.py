"""Jobs that pause after failed runs in a row (`autoPauseAfterFailures`), by the product's own records.

A job is paused when that many of its newest ended runs have failed and nobody has resumed it since the last of them;
then neither its ticks nor its other triggers start a run. What a person asks for runs all the same, and when it goes
well the job goes on.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regauge_runtime.errors import EXIT_CONFIGURATION, Configuration, StepError
from regauge_runtime.partitions import parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import FAILED
from regauge_runtime.run_book import ENGINE, RunBook, ends_of, limit_of, run_book


@dataclass(frozen=True)
class Pause:
    """Why a job is paused: `failures` runs in a row have failed, the last one at `since`; `runKey` is its key."""

    job: str
    failures: int
    since: str
    runKey: str

    def sentence(self) -> str:
        """Returns what a person is told."""
        return (
            f"job {self.job} is paused since {self.since}: its last {self.failures} runs have failed;"
            f" `pauses --resume {self.job}` lets it go on"
        )


def pause_of(runs: RunBook, job: JsonObject, *, by_engine: bool = False) -> Pause | None:
    """Returns why a job is paused; None when it is not.

    `by_engine`: asks about those runs of which it is the engine that pauses the job.
    """
    limit = limit_of(job)
    if not limit:
        return None
    newest = [one for one in runs.ends(job["name"]) if (ENGINE in one.inputs) == by_engine][:limit]
    if len(newest) < limit or any(one.status != FAILED for one in newest):
        return None
    last, resumed = newest[0], runs.resumed(job["name"])
    if resumed is not None and resumed > parse_instant(last.published_at):
        return None
    return Pause(job["name"], limit, last.published_at, last.run_key.rpartition("#")[0])


def holds_back(runs: RunBook, job: JsonObject) -> bool:
    """Whether a job is paused, so that no trigger may start it; says why on stderr."""
    pause = pause_of(runs, job)
    if pause is not None:
        sys.stderr.write(pause.sentence() + "\n")
    return pause is not None


def main(argv: list[str]) -> int:
    """`pauses`: prints a JSON list of the jobs that are paused; with `--resume JOB` lets one go on first."""
    parser = argparse.ArgumentParser(prog="python -m regauge_runtime pauses", description="Prints which jobs pause.")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--job", help="of one job only")
    parser.add_argument("--runs", help="JSON: the newest ended runs, by an engine that keeps them")
    parser.add_argument("--resume", metavar="JOB", action="append", default=[], help="lets a job go on")
    parser.add_argument("--words", action="store_true", help="print sentences instead of JSON")
    options = parser.parse_args(argv)
    try:
        plan = Plan.load(options.home.absolute())
        jobs: list[dict[str, Any]] = [job for job in plan.tree.get("jobs", []) if limit_of(job)]
        named = [*options.resume, *([options.job] if options.job else [])]
        unknown = [name for name in named if name not in [job["name"] for job in jobs]]
        if unknown:
            known = ", ".join(job["name"] for job in jobs) or "none"
            raise Configuration(f"{unknown[0]} is no job that pauses; those are {known}")
        found = []
        if jobs:
            runs = run_book(plan, options.home.absolute())
            runs.note(ends_of(options.runs))
            for name in options.resume:
                runs.resume(name)
            asked = [job for job in jobs if options.job in (None, job["name"])]
            found = [pause for job in asked if (pause := pause_of(runs, job)) is not None]
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return getattr(error, "exit_code", EXIT_CONFIGURATION)
    sentences = "".join(pause.sentence() + "\n" for pause in found) or "no job is paused\n"
    sys.stdout.write(sentences if options.words else json.dumps([asdict(pause) for pause in found]) + "\n")
    return 0
