"""The local runner: the plan's steps by the same command, in the plan's order; standard library only.

It is the reference of what a run means: oldest partition first, unpartitioned assets once per run, retries after the
waits that the step's result tells, a pool's slots held by running attempts only.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regauge_runtime.catalogs import falls_back
from regauge_runtime.due import in_order, know_keys
from regauge_runtime.errors import Configuration, Failure, StepError
from regauge_runtime.partitions import NO_PARTITION, format_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.result import PREFIX, failed_result
from regauge_runtime.run_book import is_noted
from regauge_runtime.run_graph import Fate, Node, build, fate_of
from regauge_runtime.run_summary import GOOD_ENDS, as_text, summary_of
from regauge_runtime.step import data_dir
from regauge_runtime.step_forker import starter
from regauge_runtime.trace import STREAM_PREFIX, emit
from regauge_runtime.values import Values

EXIT_RUN_FAILED = 8


def main(argv: list[str]) -> int:
    """`run`: returns 0, or 8 when a step failed or was blocked, or 78 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime run", description="Runs a job or some assets here."
    )
    parser.add_argument("--home", required=True, type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--job")
    what.add_argument("--assets", help="keys, separated by commas")
    what.add_argument("--freshness", action="store_true", help="nothing, but look how old the assets are")
    what.add_argument("--triggered", action="store_true", help="all that triggers other than crons ask for now")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--partitions", help="a range A..B, both included")
    which.add_argument("--partition")
    parser.add_argument("--params", default="{}", help="a JSON object")
    parser.add_argument("--cause", help="by default manual:<now>")
    parser.add_argument("--keep-going", action="store_true", help="go on with what does not need a failed step")
    parser.add_argument("--parallel", type=int, default=1, help="steps at once")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    options = parser.parse_args(argv)
    os.environ.setdefault("REGAUGE_RUNNER", "local")
    cause = options.cause or f"manual:{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    try:
        plan = Plan.load(options.home.absolute())
        if options.freshness:
            return _look(options, plan)
        if plan.telemetry is not None and "TRACEPARENT" in os.environ:
            # What started this is above the runs, and the runs are above their steps.
            os.environ["REGAUGE_TRACEPARENT"] = os.environ.pop("TRACEPARENT")
        if options.triggered:
            return _run_triggered(options, plan)
        return run_told(LocalRun(options, plan, cause))
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 78


def run_told(run: LocalRun) -> int:
    """Runs it, tells of its end, and prints what became of it; returns 0, or 8 when a step is not done."""
    options = run.options
    clock = time.monotonic()
    run.execute()
    run.tell()
    summary = summary_of(run.plan, run.job, run.cause, run.nodes, time.monotonic() - clock)
    sys.stdout.write(json.dumps(summary, indent=2) + "\n" if options.json else as_text(summary))
    return 0 if all(node.status in GOOD_ENDS for node in run.nodes) else EXIT_RUN_FAILED


def _look(options: argparse.Namespace, plan: Plan) -> int:
    """Says how old the assets are that may not grow old; that one is too old fails nothing."""
    from regauge_runtime.freshness import look

    looks = look(plan, options.home.absolute(), datetime.now(UTC))
    lines = "".join(found.sentence() + "\n" for found in looks) or "no asset has a freshness\n"
    sys.stdout.write(json.dumps([found.as_json() for found in looks]) + "\n" if options.json else lines)
    return 0


def _run_triggered(options: argparse.Namespace, plan: Plan) -> int:
    """Runs each request once, and then what these runs made others ask for, until nobody asks for anything new."""
    from regauge_runtime.poll import poll

    codes, seen = [0], set()
    while fresh := [one for one in poll(plan, options.home.absolute()) if one not in seen]:
        for request in fresh:
            seen.add(request)
            partition = None if request.partition == NO_PARTITION else request.partition
            given = {**vars(options), "job": request.job, "partition": partition, "partitions": None}
            codes.append(run_told(LocalRun(argparse.Namespace(**given), plan, request.cause)))
    return max(codes)


Rank = tuple[int, tuple[int, int]]


def rank_of(node: Node) -> Rank:
    """Which of the steps that could run goes first: the higher priority, then the older partition."""
    return -node.priority, node.order


class LocalRun:
    """One run: its steps, and the loop that starts them."""

    # Which attempt a step begins with, and what each is told beside its run.
    first_attempt = 1

    def __init__(self, options: argparse.Namespace, plan: Plan, cause: str) -> None:
        self.options = options
        self.plan = plan
        self.cause = cause
        self._limit, self._aborts, self._began = options.parallel, False, datetime.now(UTC)
        self._slots = {name: int(pool["slots"]) for name, pool in plan.tree.get("pools", {}).items()}
        self.nodes = self._choose()
        self._starter = starter()
        self._stopped = self._aborted = False

    def _choose(self) -> list[Node]:
        """Returns the run's steps."""
        options, plan = self.options, self.plan
        if options.job:
            job = plan.job(options.job)
            self._limit = min(self._limit, int(job.get("maxConcurrent", self._limit)))
            self._aborts = job.get("abort") == "all"
            self.job, assets = options.job, job["assets"]
            edges = [(edge["from"], edge["to"]) for edge in job.get("edges", [])]
            sets = job.get("partitionSet")
        else:
            self.job, assets = "local", [key.strip() for key in options.assets.split(",")]
            edges = [(up["asset"], key) for key in assets for up in plan.asset(key).get("upstream", [])]
            named = sorted({plan.asset(key)["partitionSet"] for key in assets if plan.asset(key).get("partitionSet")})
            if len(named) > 1:
                raise Configuration(f"one run has one partition set, these assets have {', '.join(named)}")
            sets = named[0] if named else None
        values = Values.load(options.home.absolute())
        for name, catalog in plan.tree.get("catalogs", {}).items():
            if catalog["type"] != "embedded" and falls_back(catalog, values):
                place = data_dir(options.home.absolute())
                sys.stderr.write(f"catalog {name}: its values are not set, so it is the embedded one under {place}\n")
        return build(plan, assets, edges, self._partitions(sets, assets), options.job)

    @property
    def is_stopped(self) -> bool:
        """Whether somebody ended the run before its steps were done."""
        return self._stopped

    def execute(self) -> None:
        """Runs every step; afterwards each has its result."""
        previous = [(number, signal.signal(number, self._stop)) for number in (signal.SIGTERM, signal.SIGINT)]
        done: queue.Queue[tuple[Node, JsonObject]] = queue.Queue()
        ready: list[tuple[Rank, int, Node, int]] = []
        resting: list[tuple[float, int, Node, int]] = []
        ticket = itertools.count()
        open_nodes, active = list(self.nodes), 0
        try:
            while True:
                if self._is_over():
                    open_nodes = self._give_up(open_nodes, ready, resting)
                open_nodes = self._release(open_nodes, ready, ticket)
                while resting and resting[0][0] <= time.monotonic():
                    _, _, node, attempt = heapq.heappop(resting)
                    heapq.heappush(ready, (rank_of(node), next(ticket), node, attempt))
                active += self._start(ready, done, self._limit - active)
                if not active and not resting and not ready and not open_nodes:
                    return
                try:
                    until = max(0.0, resting[0][0] - time.monotonic()) if resting else 0.5
                    node, result = done.get(timeout=min(until, 0.5))
                except queue.Empty:
                    continue
                active -= 1
                self._slots_of(node, +1)
                attempt = int(result["attempt"])
                if result.get("retry", {}).get("again") and not (self._stopped or self._aborted):
                    wait = time.monotonic() + float(result["retry"]["waitSeconds"])
                    heapq.heappush(resting, (wait, next(ticket), node, attempt + 1))
                else:
                    node.end(result)
                    if node.is_broken and self._aborts and not self._aborted:
                        self._aborted = True
                        self._starter.terminate()
                    gives_up = node.status not in GOOD_ENDS and not self.options.keep_going
                    if gives_up or self._aborted:
                        open_nodes = self._give_up(open_nodes, ready, resting)
        finally:
            for number, handler in previous:
                signal.signal(number, handler)
            self._starter.close()

    def tell(self) -> None:
        """Says how the run ended where that concerns anybody: for each partition of a range as for a run of its own."""
        if self._stopped:
            return
        if not self.options.job:
            self._tell_of_assets()
            return
        is_to_note = is_noted(self.plan, self.plan.job(self.job)) or self.plan.telemetry is not None
        ended: dict[str, dict[str, str]] = {}
        for node in self.nodes:
            of_run = ended.setdefault(node.run_partition, {})
            if node.is_broken:
                of_run[node.key] = str(node.status)
        for partition, ends in ended.items():
            if not is_to_note and not (ends and self.plan.tree.get("alerts")):
                continue
            command = [sys.executable, "-m", "regauge_runtime", "alert", "--home", str(self.options.home)]
            command += ["--job", self.job, "--cause", self.cause, "--partition", partition]
            command += ["--ends", json.dumps(ends), "--began", format_instant(self._began)]
            command += ["--status", "failed" if ends else "success"]
            subprocess.run(command, check=False)

    def _tell_of_assets(self) -> None:
        """Tells of a run that is no job's where runs are traced; nobody else is told of it."""
        if self.plan.telemetry is not None:
            from regauge_runtime.telemetry.of_run import ToldRun, tell_of_run_end

            for key in sorted({(self._run_key(node), node.run_partition) for node in self.nodes}):
                of_run = [node for node in self.nodes if self._run_key(node) == key[0]]
                has_failed = any(node.is_broken for node in of_run)
                partition = None if key[1] == NO_PARTITION else key[1]
                run = ToldRun(self.job, key[0], partition, self._began, None, has_failed)
                tell_of_run_end(self.plan, self.options.home.absolute(), run)

    def _release(self, open_nodes: list[Node], ready: list[Any], ticket: Any) -> list[Node]:
        """Moves the steps whose needs are met to `ready`; the others' needs say what becomes of them."""
        left = []
        for node in open_nodes:
            fate = Fate("not_run", is_broken=True) if self._stopped else fate_of(node)
            if fate is None:
                left.append(node)
            elif fate.status is None:
                heapq.heappush(ready, (rank_of(node), next(ticket), node, self.first_attempt))
            else:
                self._skip(node, fate)
        return left

    def _start(self, ready: list[Any], done: queue.Queue[tuple[Node, JsonObject]], room: int) -> int:
        started, held = 0, []
        while ready and started < room:
            entry = heapq.heappop(ready)
            node, attempt = entry[2], entry[3]
            pool = node.asset.get("pool")
            if pool and self._slots.get(pool["name"], 1) < pool.get("slots", 1):
                held.append(entry)
                continue
            self._slots_of(node, -1)
            work = threading.Thread(target=self._work, args=(node, attempt, done), daemon=True)
            work.start()
            started += 1
        for entry in held:
            heapq.heappush(ready, entry)
        return started

    def _work(self, node: Node, attempt: int, done: queue.Queue[tuple[Node, JsonObject]]) -> None:
        done.put((node, self._attempt(node, attempt)))

    def _slots_of(self, node: Node, sign: int) -> None:
        pool = node.asset.get("pool")
        if pool and pool["name"] in self._slots:
            self._slots[pool["name"]] += sign * int(pool.get("slots", 1))

    def _give_up(self, open_nodes: list[Node], ready: list[Any], resting: list[Any]) -> list[Node]:
        """Leaves everything undone that has not begun, but what is there to end a run."""
        last = [node for node in open_nodes if node.asset.get("phase") == "teardown"]
        waiting = [*open_nodes, *(entry[2] for entry in ready), *(entry[2] for entry in resting)]
        for node in waiting:
            if node not in last:
                self._skip(node, Fate("not_run", is_broken=True))
        ready.clear()
        resting.clear()
        return last

    def _skip(self, node: Node, fate: Fate) -> None:
        status = str(fate.status)
        identity = {"runKey": self._run_key(node), "asset": node.key, "partition": node.partition, "attempt": 0}
        nothing: JsonObject = {"rows": {}, "outputs": [], "checks": []}
        result = {"version": 1, "status": status, "exitCode": None, **identity, **nothing}
        node.end(result, is_broken=fate.is_broken)
        self._trace(node, identity, status)

    def _attempt(self, node: Node, attempt: int) -> JsonObject:
        """Runs one attempt as a process; its log goes to stderr as it comes."""
        argv = ["--home", str(self.options.home), "--asset", node.key, "--job", self.job, "--cause", self.cause]
        argv += ["--attempt", str(attempt), "--params", self.options.params, *self._when()]
        if node.run_partition != NO_PARTITION:
            argv += ["--partition", node.run_partition]
        result: JsonObject | None = None
        for line in self._starter.start(argv):
            if line.startswith(PREFIX):
                result = json.loads(line[len(PREFIX) :])
            else:
                (sys.stdout if line.startswith(STREAM_PREFIX) else sys.stderr).write(line)
        if result is not None:
            return result
        identity = {"runKey": self._run_key(node), "asset": node.key, "partition": node.partition, "attempt": attempt}
        lost = Failure("TRANSIENT", "LOST", "the step's process ended without a result", 75)
        self._trace(node, identity, "killed")
        return failed_result(identity, lost, node.asset.get("retry", {}), status="killed")

    def _when(self) -> list[str]:
        """Says to a step when its run began."""
        return ["--run-began", format_instant(self._began), "--tick-run-began", format_instant(self._began)]

    def _is_over(self) -> bool:
        """Whether nothing more is to begin because somebody stopped the run."""
        return self._stopped

    def _trace(self, node: Node, identity: JsonObject, status: str) -> None:
        partition = {node.asset["partitionSet"]: node.partition} if node.partition else {}
        kind = "hook" if "phase" in node.asset else "asset"
        emit({"kind": kind, "status": status, **identity, "partition": partition, "rows": {}})

    def _run_key(self, node: Node) -> str:
        return f"{self.plan.product}/{self.job}/{node.run_partition}/{self.cause}"

    def _partitions(self, name: str | None, assets: Sequence[str]) -> list[str]:
        if name is None:
            return []
        know_keys(self.plan, self.options.home.absolute(), name)
        sets = self.plan.partition_set(name)
        if self.options.partition:
            sets.window(self.options.partition)
            return [self.options.partition]
        if not self.options.partitions:
            return []
        first, dots, last = self.options.partitions.partition("..")
        if not dots:
            raise Configuration(f"--partitions {self.options.partitions}: write a range as A..B")
        return in_order(self.plan, assets, sets.range(first, last))

    def _stop(self, number: int, frame: object) -> None:
        self._stopped = True
        self._starter.terminate()
