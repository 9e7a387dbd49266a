"""The step's command line and the identity of what it runs (semantics 7); standard library only."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from regauge_runtime.errors import Configuration
from regauge_runtime.partitions import NO_PARTITION, format_instant, parse_instant
from regauge_runtime.plan import JsonObject, Plan


@dataclass(frozen=True)
class StepCall:
    """The arguments of `regauge_runtime step`."""

    home: Path
    asset: str
    job: str
    cause: str
    attempt: int
    partition: str | None
    tick: str | None
    params: dict[str, Any]
    outputs: Path | None
    blocked_exit: int | None
    engine_waits: tuple[float, ...] = ()
    owner: int | None = None
    run_began: datetime | None = None
    tick_run_began: datetime | None = None


def parse_call(argv: list[str]) -> StepCall:
    """Returns the parsed arguments; ends the process with 78 on a wrong call."""
    parser = _Parser(prog="python -m regauge_runtime step", description="Runs one asset once.")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--asset", required=True)
    parser.add_argument("--job", required=True)
    parser.add_argument("--cause", required=True, help="tick:<instant>, backfill:<id>, manual:<id> or event:<hash>")
    parser.add_argument("--attempt", type=int, default=1)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--partition", help="the run's partition; '-' or empty = none")
    which.add_argument("--tick", help="the scheduled instant that selects the partition, RFC 3339")
    parser.add_argument("--params", default="{}", help="the run's parameters, a JSON object")
    parser.add_argument("--outputs", type=Path, help="a folder for result.json, status and checks.json")
    parser.add_argument("--blocked-exit", type=int, help="the exit code for blocked and skipped instead of 20 and 22")
    parser.add_argument("--engine-waits", default="", help="seconds the engine waits before retry 1, 2, ...")
    parser.add_argument("--run-began", default="", help="when the run began, RFC 3339: its job's maxRuntime counts on")
    parser.add_argument("--tick-run-began", default="", help="when a tick's run began: its startDeadline is asked")
    parser.add_argument("--owner", type=int, help="a process above the one that starts the step: its end ends the step")
    space = parser.parse_args(argv)
    try:
        params = json.loads(space.params or "{}")
    except json.JSONDecodeError as error:
        parser.error(f"--params is not JSON: {error}")
    if not isinstance(params, dict):
        parser.error("--params is not a JSON object")
    try:
        engine_waits = tuple(float(wait) for wait in space.engine_waits.split(",") if wait)
    except ValueError:
        parser.error(f"--engine-waits is not a list of seconds: {space.engine_waits}")
    run_began, tick_run_began = (
        _instant(parser, name, text)
        for name, text in (("--run-began", space.run_began), ("--tick-run-began", space.tick_run_began))
    )
    if space.attempt < 1:
        parser.error("--attempt counts from 1")
    return StepCall(
        home=space.home.absolute(),
        asset=space.asset,
        job=space.job,
        cause=space.cause,
        attempt=space.attempt,
        partition=None if space.partition in (None, "", NO_PARTITION) else space.partition,
        tick=space.tick or None,
        params=params,
        outputs=space.outputs,
        blocked_exit=space.blocked_exit,
        engine_waits=engine_waits,
        owner=space.owner,
        run_began=run_began,
        tick_run_began=tick_run_began,
    )


def _instant(parser: argparse.ArgumentParser, name: str, text: str) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except ValueError as error:
        parser.error(f"{name}: {error}")


class _Parser(argparse.ArgumentParser):
    """Ends with the step's own code for a wrong configuration instead of argparse's 2."""

    def error(self, message: str) -> Any:
        self.print_usage()
        self.exit(78, f"{self.prog}: {message}\n")


@dataclass(frozen=True)
class Step:
    """One attempt of one asset: who, for which partition, why.

    `run_partition` is the run's, `partition` the asset's own (None for an unpartitioned asset), `window` its
    [start, end) in UTC (None without one).
    """

    plan: Plan
    home: Path
    asset: JsonObject
    job: str
    cause: str
    attempt: int
    run_partition: str | None
    partition: str | None
    window: tuple[datetime, datetime] | None
    params: dict[str, Any]

    @property
    def key(self) -> str:
        """The asset's key."""
        return str(self.asset["key"])

    @property
    def run_key(self) -> str:
        """`product/job/partition/cause`; a retry, clear or re-execution keeps it."""
        return f"{self.plan.product}/{self.job}/{self.run_partition or NO_PARTITION}/{self.cause}"

    @property
    def phase(self) -> str | None:
        """`setup` or `teardown` for the step before or after all others of a job, None for an asset's step."""
        return self.asset.get("phase")

    @property
    def run_limit_seconds(self) -> float | None:
        """The wall time that the job gives a run, None without a limit."""
        job: JsonObject = next((found for found in self.plan.tree.get("jobs", []) if found["name"] == self.job), {})
        limit = job.get("maxRuntimeSeconds")
        return None if limit is None else float(limit)

    @property
    def record_partition(self) -> str:
        """The partition as a record names it: `-` for an unpartitioned asset."""
        return self.partition or NO_PARTITION

    @property
    def code_dir(self) -> Path:
        """The user's code, which is also the working directory of a run."""
        return self.home / "code"

    @property
    def data_dir(self) -> Path:
        """`$REGAUGE_DATA`: where the embedded catalog and relative files live."""
        return data_dir(self.home)

    def variables(self) -> dict[str, str]:
        """Returns the `REGAUGE_…` variables for user code and commands (semantics 21)."""
        start, end = (format_instant(instant) for instant in self.window) if self.window else ("", "")
        found = {
            "REGAUGE_PARTITION": self.partition or "",
            "REGAUGE_PARTITION_START": start,
            "REGAUGE_PARTITION_END": end,
            "REGAUGE_ATTEMPT": str(self.attempt),
            "REGAUGE_RUN_KEY": self.run_key,
            "REGAUGE_ASSET": self.key,
            "REGAUGE_DATA": str(self.data_dir),
        }
        for name, value in self.params.items():
            if value is not None:
                found[f"REGAUGE_PARAM_{name.upper()}"] = value if isinstance(value, str) else json.dumps(value)
        return found


def data_dir(home: Path) -> Path:
    """Returns `$REGAUGE_DATA`, by default `<home>/.regauge/data`."""
    return Path(os.environ.get("REGAUGE_DATA") or home / ".regauge" / "data").absolute()


def resolve_step(call: StepCall, plan: Plan) -> Step:
    """Returns the step that a call means; Configuration when its asset, partition or tick does not fit."""
    asset = plan.asset(call.asset)
    sets = plan.partitions_of(asset)
    run_partition = call.partition
    try:
        if call.tick is not None:
            run_set = sets or _job_partitions(plan, call.job)
            run_partition = run_set.last_at(parse_instant(call.tick)) if run_set else None
            if run_set and run_partition is None:
                raise Configuration(f"no partition of {run_set.name} is complete at {call.tick}")
        if sets is None:
            partition, window = None, None
        elif run_partition is None:
            raise Configuration(f"{call.asset} has partitions ({sets.name}): give --partition or --tick")
        else:
            partition, window = run_partition, sets.window(run_partition)
    except ValueError as error:
        raise Configuration(str(error)) from None
    params = _params(plan, call)
    return Step(plan, call.home, asset, call.job, call.cause, call.attempt, run_partition, partition, window, params)


def _job_partitions(plan: Plan, job: str) -> Any:
    name = next((found.get("partitionSet") for found in plan.tree.get("jobs", []) if found["name"] == job), None)
    return None if name is None else plan.partition_set(name)


def _params(plan: Plan, call: StepCall) -> dict[str, Any]:
    """The plan's defaults, then the job's values, then the call's; each of its declared type."""
    declared: dict[str, JsonObject] = plan.tree.get("params", {})
    values = {name: param["defaultValue"] for name, param in declared.items() if "defaultValue" in param}
    for job in plan.tree.get("jobs", []):
        if job["name"] == call.job:
            values.update(job.get("params", {}))
    unknown = sorted(set(call.params) - set(declared))
    if unknown:
        raise Configuration(f"--params: {plan.product} has no parameter {', '.join(unknown)}")
    values.update(call.params)
    for name, param in declared.items():
        if name not in values:
            if param.get("required"):
                raise Configuration(f"parameter {name} is required")
            values[name] = None
        else:
            values[name] = _typed(name, param.get("type", "string"), values[name])
        if param.get("values") and values[name] is not None and values[name] not in param["values"]:
            raise Configuration(f"parameter {name} is {values[name]!r}, not one of {param['values']}")
    return {name: values[name] for name in sorted(values)}


def _typed(name: str, kind: str, value: Any) -> Any:
    """Returns a value as its declared type; engines hand some over as text."""
    try:
        match kind:
            case "int" if not isinstance(value, bool):
                if float(value) != int(value):
                    raise ValueError
                return int(value)
            case "float" if not isinstance(value, bool):
                return float(value)
            case "boolean":
                return _BOOLEANS[value.lower() if isinstance(value, str) else value]
            case "list":
                return json.loads(value) if isinstance(value, str) else list(value)
            case "string" | "date" | "timestamp":
                return value if value is None or isinstance(value, str) else json.dumps(value)
    except (ValueError, KeyError, TypeError):
        pass
    if kind in ("int", "float", "boolean", "list"):
        raise Configuration(f"parameter {name} is {value!r}, not of type {kind}")
    return value


_BOOLEANS: dict[Any, bool] = {True: True, False: False, "true": True, "false": False}
