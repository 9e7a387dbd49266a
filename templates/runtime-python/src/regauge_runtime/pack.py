"""`pack`: runs several assets of a job as one step of an engine, one after the other (semantics 23).

The local runner does it: each asset keeps its own attempts, waits, limits, checks, record, hooks and alerts, and one
that fails keeps back its readers only. The engine sees one process, which has failed when one of its assets has.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from pathlib import Path

from regauge_runtime.errors import (
    EXIT_BLOCKED,
    EXIT_CONFIGURATION,
    EXIT_PERMANENT,
    EXIT_SKIPPED,
    EXIT_TRANSIENT,
    Failure,
    StepError,
    failure_of,
)
from regauge_runtime.local_runner import LocalRun
from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.processes import Owners
from regauge_runtime.result import IDLE_STATUS, PREFIX, failed_result, write_outputs
from regauge_runtime.run_graph import Node, build
from regauge_runtime.run_summary import as_text, summary_of


def main(argv: list[str]) -> int:
    """Returns the exit code of semantics 18: 0 when no asset broke, 70 when one did, 75 when the pack was stopped."""
    options = _parse(argv)
    clock = time.monotonic()
    members: list[Node] = []
    try:
        plan = Plan.load(options.home.absolute())
        run = PackRun(options, plan)
        members = run.nodes
        run.execute()
        result = run.result()
        sys.stderr.write(as_text(summary_of(plan, options.job, options.cause, members, time.monotonic() - clock)))
        if result["status"] == "failed":
            from regauge_runtime.alerts_of_packs import note_failed

            note_failed(plan, options.home.absolute(), result)
    except StepError as error:
        result = failed_result(_identity(options, None), failure_of(error), {}) | {"assets": []}
    except ValueError as error:
        wrong = Failure("CONFIGURATION", "CONFIGURATION", str(error), EXIT_CONFIGURATION)
        result = failed_result(_identity(options, None), wrong, {}) | {"assets": []}
    result["durationSeconds"] = round(time.monotonic() - clock, 3)
    if options.outputs is not None:
        _write(options.outputs, result, members)
    with contextlib.suppress(BrokenPipeError):  # who started the pack may be gone
        sys.stdout.write(PREFIX + json.dumps(result) + "\n")
        sys.stdout.flush()
    code = int(result["exitCode"])
    return code if options.blocked_exit is None or code not in IDLE_STATUS else int(options.blocked_exit)


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime pack", description="Runs a pack of a job's assets once."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--pack", required=True, help="its identifier in the plan")
    parser.add_argument("--assets", default="", help="those of its assets to run, separated by commas; all by default")
    parser.add_argument("--job", required=True)
    parser.add_argument("--cause", required=True, help="what started the run, as of a step")
    parser.add_argument("--attempt", type=int, default=1, help="of the pack, and of what it runs first")
    parser.add_argument("--partition", default="", help="the run's partition; '-' or empty = none")
    parser.add_argument("--params", default="{}", help="the run's parameters, a JSON object")
    parser.add_argument("--outputs", type=Path, help="a folder for result.json, status, checks.json and each asset's")
    parser.add_argument("--blocked-exit", type=int, help="the exit code for blocked and skipped instead of 20 and 22")
    parser.add_argument("--run-began", default="", help="as of a step")
    parser.add_argument("--tick-run-began", default="", help="as of a step")
    parser.add_argument("--owner", type=int, help="a process above the one that starts the pack: its end ends the pack")
    options = parser.parse_args(argv)
    options.partition = "" if options.partition == NO_PARTITION else options.partition
    options.params = options.params or "{}"
    # What the local runner takes: one asset at a time, and on with what does not need a failed one.
    options.parallel, options.keep_going, options.partitions = 1, True, None
    return options


class PackRun(LocalRun):
    """The run of a pack: what a local run is, of some assets of a job that an engine has begun."""

    def __init__(self, options: argparse.Namespace, plan: Plan) -> None:
        packs: list[JsonObject] = plan.job(options.job).get("packs", [])
        self._pack = next((pack for pack in packs if pack["identifier"] == options.pack), None)
        self._owners = Owners(*([] if options.owner is None else [options.owner]))
        self.first_attempt = options.attempt
        super().__init__(options, plan, options.cause)

    def _choose(self) -> list[Node]:
        plan, options = self.plan, self.options
        job = plan.job(options.job)
        self.job, self._aborts = options.job, job.get("abort") == "all"
        all_assets: list[str] = job["assets"] if self._pack is None else self._pack["assets"]
        chosen = [key.strip() for key in options.assets.split(",") if key.strip()] or all_assets
        edges = [(edge["from"], edge["to"]) for edge in job.get("edges", [])]
        partitions = self._partitions(job.get("partitionSet"), chosen) if options.partition else []
        return build(plan, chosen, edges, partitions)

    def _when(self) -> list[str]:
        options = self.options
        told = (("--run-began", options.run_began), ("--tick-run-began", options.tick_run_began))
        return [word for name, text in told if text for word in (name, text)]

    def _is_over(self) -> bool:
        if not self._stopped and self._owners.are_gone():
            self._stop(0, None)
        return self._stopped

    def result(self) -> JsonObject:
        """Returns what became of the pack, and of each of its assets."""
        identity = _identity(self.options, self._run_key(self.nodes[0]) if self.nodes else None)
        results = [node.result for node in self.nodes if node.result is not None]
        told: JsonObject = {
            "rows": {table: count for one in results for table, count in one.get("rows", {}).items()},
            "checks": [{"asset": one["asset"], **check} for one in results for check in one.get("checks", [])],
            "assets": results,
        }
        broken = [node.key for node in self.nodes if node.is_broken]
        if self._stopped:
            policy: JsonObject = {} if self._pack is None else self._pack.get("retry", {})
            stopped = Failure("TRANSIENT", "STOPPED", "the pack was told to stop", EXIT_TRANSIENT)
            return failed_result(identity, stopped, policy, status="killed") | told
        if broken:
            what = f"{len(broken)} of {len(self.nodes)} assets failed or were left undone: {', '.join(broken)}"
            failure = Failure("PERMANENT", "PACK_FAILED", what, EXIT_PERMANENT)
            return failed_result(identity, failure, {}) | told
        status, code = _end(results)
        return {"version": 1, "status": status, "exitCode": code, **identity, "outputs": [], **told}


def _end(results: list[JsonObject]) -> tuple[str, int]:
    """How a pack ends in which nothing broke: well, or idle when none of its assets was made."""
    statuses = {result["status"] for result in results}
    if "success" in statuses or not statuses:
        return "success", 0
    return ("skipped", EXIT_SKIPPED) if statuses == {"skipped"} else ("blocked", EXIT_BLOCKED)


def _identity(options: argparse.Namespace, run_key: str | None) -> JsonObject:
    partition = options.partition or None
    return {"runKey": run_key, "pack": options.pack, "partition": partition, "attempt": options.attempt}


def _write(folder: Path, result: JsonObject, members: list[Node]) -> None:
    """Writes the pack's outputs, and each asset's into a folder of its identifier."""
    write_outputs(folder, result)
    ends = {one["asset"]: {"status": one["status"], "attempt": one["attempt"]} for one in result["assets"]}
    (folder / "ends.json").write_text(json.dumps(ends), encoding="utf-8")
    for node in members:
        if node.result is not None:
            write_outputs(folder / str(node.asset["identifier"]), node.result)
