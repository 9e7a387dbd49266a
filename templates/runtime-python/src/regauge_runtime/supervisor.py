"""The parent of a step: starts the child, ends it in time, and always has the last word (semantics 17).

Standard library only and quick to start. The limit is enforced from outside the process that works, because a call
inside native code, or user code that swallows every exception, cannot be stopped from within.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import (
    EXIT_PERMANENT,
    EXIT_TRANSIENT,
    Failure,
    StepError,
    failure_of,
)
from regauge_runtime.ingest.outcome import KINDS, outcome_of
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.processes import ChildWait, GroupWatcher, kill_group, reset_signals
from regauge_runtime.result import IDLE_STATUS, PREFIX, RUN_TIMEOUT, failed_result, write_outputs
from regauge_runtime.start_deadline import require_in_time
from regauge_runtime.step import Step, StepCall, parse_call, resolve_step
from regauge_runtime.trace import emit, now
from regauge_runtime.values import Values

if TYPE_CHECKING:
    from regauge_runtime.lineage.teller import LineageTeller
    from regauge_runtime.telemetry.of_step import StepTelemetry

GRACE_SECONDS = 10.0
FAILED_ENDS = ("failed", "killed", "not_run")


def main(argv: list[str], *, forks: bool = False) -> int:
    """Runs a step and returns its exit code (semantics 18).

    `forks`: the child is a fork of this process, which has everything loaded, instead of a new Python.
    """
    call = parse_call(argv)
    started, clock = now(), time.monotonic()
    step: Step | None = None
    lineage: LineageTeller | None = None
    telemetry: StepTelemetry | None = None
    policy: JsonObject = {}
    logs: int | None = None
    try:
        step = resolve_step(call, Plan.load(call.home))
        policy = step.asset.get("retry", {})
        lineage, telemetry = _lineage(step), _telemetry(step)
        require_in_time(call, step)
        left = _seconds_left(call, step)
        if left is not None and left <= 0:
            over = Failure("PERMANENT", RUN_TIMEOUT, _run_is_over(step), EXIT_PERMANENT)
            result = failed_result(_identity(call, step), over, policy, status="not_run")
        else:
            emit(_event(step, {"kind": _kind(step), "status": "started", "start": started}))
            if _is_heard(step, "telemetry.log"):
                logs = _channel()
                os.environ["REGAUGE_LOG_RECORDS"] = str(logs)
            result = _supervise(argv, call, step, policy, forks, left, lineage)
    except StepError as error:
        result = failed_result(_identity(call, step), failure_of(error), policy)
    result["durationSeconds"] = round(time.monotonic() - clock, 3)
    if step is not None and step.asset["run"]["kind"] in KINDS:
        result["ingestion"] = outcome_of(result, step.key).as_json()
    values: Values | None = None
    if step is not None:
        os.environ.pop("REGAUGE_LOG_RECORDS", None)
        values = _tell(step, result)
        if logs is not None:
            values = _tell_logged(step, _content(logs), values)
        _trace_end(step, result, started)
    if lineage is not None:
        lineage.ended(result)
    if step is not None and telemetry is not None:
        _tell_measured(step, telemetry.ended(result, started), values)
    if call.outputs is not None:
        write_outputs(call.outputs, result)
    with contextlib.suppress(BrokenPipeError):  # who started the step may be gone
        sys.stdout.write(PREFIX + json.dumps(result) + "\n")
        sys.stdout.flush()
    if call.engine_waits:
        _stay(result, call)
    code = int(result["exitCode"])
    return code if call.blocked_exit is None or code not in IDLE_STATUS else call.blocked_exit


def _lineage(step: Step) -> LineageTeller | None:
    if step.plan.lineage is None:
        _lead_messages(step)
        return None
    from regauge_runtime.lineage.teller import LineageTeller

    lineage = LineageTeller(step)
    lineage.lead()
    return lineage


def _lead_messages(step: Step) -> None:
    """Lets the messages that a step's code sends to the data bus say which run they are of."""
    if any(resource["type"] == "kafka" for resource in step.plan.tree.get("resources", {}).values()):
        from regauge_runtime.lineage.events import headers_of
        from regauge_runtime.lineage.kafka_headers import VARIABLE

        os.environ[VARIABLE] = json.dumps(headers_of(step).texts())


def _telemetry(step: Step) -> StepTelemetry | None:
    if step.plan.telemetry is None:
        return None
    from regauge_runtime.telemetry.of_step import StepTelemetry

    telemetry = StepTelemetry(step)
    telemetry.lead()
    return telemetry


def _tell(step: Step, result: JsonObject) -> Values | None:
    """Tells hooks and alerts of the end of an asset that no attempt follows: also of a process that was killed.

    Returns the values by which it did, which may have the secrets of the environment; None when it told nobody.
    """
    tree = step.plan.tree
    if not (tree.get("hooks") or tree.get("alerts")) or step.phase is not None or result.get("retry", {}).get("again"):
        return None
    has_failed = result["status"] in FAILED_ENDS
    checks = result.get("checks", [])
    # One that only warns or informs is no failure; one that crashed could not pass.
    broken = [one for one in checks if one["status"] in ("failed", "error") and one["onFail"] in ("block", "error")]
    try:
        # One for both: whoever takes the secrets out of the environment has them alone.
        values = Values.load(step.home)
    except StepError as error:
        sys.stderr.write(f"the end of {step.key} could not be told: {error}\n")
        return None
    if has_failed and tree.get("hooks"):
        from regauge_runtime.hooks.step_hooks import tell_failed

        tell_failed(step, result, values)
    if (has_failed or broken) and tree.get("alerts"):
        from regauge_runtime.alerts import tell_of_step

        tell_of_step(step, result, values, broken, has_failed=has_failed)
    return values


def _tell_measured(step: Step, points: list[JsonObject], values: Values | None) -> None:
    """Tells hooks that ask for it what an attempt counted."""
    if not points or not _is_heard(step, "telemetry.metric"):
        return
    from regauge_runtime.hooks.step_hooks import tell_measured

    try:
        tell_measured(step, points, values or Values.load(step.home))
    except StepError as error:
        sys.stderr.write(f"what {step.key} counted could not be told: {error}\n")


def _tell_logged(step: Step, kept: bytes, values: Values | None) -> Values | None:
    """Tells hooks that ask for it what an attempt logged; returns the values by which it did."""
    from regauge_runtime.hooks.step_hooks import tell_logged
    from regauge_runtime.log_records import read

    try:
        if records := read(kept):
            values = values or Values.load(step.home)
            tell_logged(step, records, values)
    except StepError as error:
        sys.stderr.write(f"what {step.key} logged could not be told: {error}\n")
    return values


def _is_heard(step: Step, event: str) -> bool:
    """Whether a hook of the product names an event that comes often, which is told to no other."""
    hooks = (step.plan.tree.get("hooks") or {}).values()
    return step.phase is None and any(event in hook["events"] for hook in hooks)


def _seconds_left(call: StepCall, step: Step) -> float | None:
    """Returns what is left of the run's time, None when it has no limit or nobody said when it began."""
    if call.run_began is None or step.run_limit_seconds is None or step.phase == "teardown":
        return None
    return step.run_limit_seconds - (datetime.now(UTC) - call.run_began).total_seconds()


def _run_is_over(step: Step) -> str:
    return f"maxRuntime of {step.run_limit_seconds:g} s of job {step.job} is over"


def _supervise(
    argv: list[str],
    call: StepCall,
    step: Step,
    policy: JsonObject,
    forks: bool,
    left: float | None,
    lineage: LineageTeller | None,
) -> JsonObject:
    channel = _channel()
    sys.stdout.flush()
    waiting = ChildWait(*_owners(call))
    start = time.monotonic()
    child = _fork(channel, argv) if forks else _spawn(channel, argv)
    watcher = GroupWatcher(child)
    if lineage is not None:
        lineage.began()  # after the fork, which takes no thread along
    limit = step.asset.get("maxRuntimeSeconds")
    limits = [float(seconds) for seconds in (limit, left) if seconds is not None]
    status = waiting.wait(child, start + min(limits) if limits else None)
    ended = None
    if status is None:
        # The run's end ends the step for good; its own limit may be met again.
        is_run_over = left is not None and (limit is None or left <= float(limit)) and not waiting.is_stopped
        kill_group(child, signal.SIGTERM)
        status = waiting.wait(child, time.monotonic() + GRACE_SECONDS, ignore_stop=True)
        kill_group(child, signal.SIGKILL)
        if status is None:
            waiting.wait(child, None, ignore_stop=True)
        if is_run_over:
            ended = Failure("PERMANENT", RUN_TIMEOUT, _run_is_over(step), EXIT_PERMANENT)
        elif waiting.is_stopped:
            ended = Failure("TRANSIENT", "STOPPED", "the step was told to stop", EXIT_TRANSIENT)
        else:
            ended = Failure("TRANSIENT", "TIMEOUT", f"maxRuntime of {limit} s is over", EXIT_TRANSIENT)
    kill_group(child, signal.SIGKILL)  # what the step may have left behind
    watcher.dismiss()
    result = _read(channel)
    if ended is None and result is not None:
        return result
    if ended is not None and result is not None and result.get("status") == "success":
        return result  # it was published before the end came
    if ended is None:
        assert status is not None
        ended = _lost(os.waitstatus_to_exitcode(status))
    return failed_result(_identity(call, step), ended, policy, status="killed")


def _owners(call: StepCall) -> list[int]:
    """The processes above our parent whose end is ours; none under `nohup`, which asks to outlive them."""
    is_to_stay = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    return [] if call.owner is None or is_to_stay else [call.owner]


def _lost(code: int) -> Failure:
    """What is said of a child that ended without a result: it may go well another time."""
    if code < 0:
        return Failure("TRANSIENT", "KILLED", f"the step's process was killed by signal {-code}", EXIT_TRANSIENT)
    what = f"the step's process ended with exit code {code} and no result"
    return Failure("TRANSIENT", "NO_RESULT", what, EXIT_TRANSIENT)


def _spawn(channel: int, argv: list[str]) -> int:
    """Starts the child as a new Python in a session of its own; returns its process."""
    command = [sys.executable, "-m", "regauge_runtime.child", str(channel), *argv]
    if sys.platform.startswith("linux"):
        return os.posix_spawn(command[0], command, dict(os.environ), setsid=True)
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.execv(command[0], command)
        finally:
            os._exit(127)
    return child


def _fork(channel: int, argv: list[str]) -> int:
    """Starts the child as a fork of this process in a session of its own; returns its process."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setsid()
            reset_signals()
            from regauge_runtime.child import main as run_child

            code = run_child([str(channel), *argv])
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return child


def _stay(result: JsonObject, call: StepCall) -> None:
    """Waits for what the retry's wait is longer than the engine's own: a Retry-After, a drawn or a broken wait.

    For an engine that takes no wait from a step (Argo). A signal ends it.
    """
    retry = result.get("retry", {})
    if retry.get("again") and call.attempt <= len(call.engine_waits):
        rest = float(retry["waitSeconds"]) - call.engine_waits[call.attempt - 1]
        if rest > 0:
            sys.stderr.write(f"staying {rest:.1f} s until the next attempt may begin\n")
            sys.stderr.flush()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: os._exit(int(result["exitCode"])))
            time.sleep(rest)


def _channel() -> int:
    """Returns an inheritable descriptor of a file in memory (or an unlinked one) for the child's result."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("regauge-result", 0)
    else:
        import tempfile

        descriptor, path = tempfile.mkstemp()
        os.unlink(path)  # noqa: PTH108
    os.set_inheritable(descriptor, True)
    return descriptor


def _content(channel: int) -> bytes:
    """Returns what lies in a channel, and closes it."""
    size = os.fstat(channel).st_size
    os.lseek(channel, 0, os.SEEK_SET)
    with os.fdopen(channel, "rb") as file:
        return file.read(size)


def _read(channel: int) -> JsonObject | None:
    try:
        found: JsonObject = json.loads(_content(channel))
    except ValueError:
        return None
    return found


def _identity(call: StepCall, step: Step | None) -> JsonObject:
    """The members of a result that say whose it is."""
    if step is None:
        return {"runKey": None, "asset": call.asset, "partition": call.partition, "attempt": call.attempt}
    return {"runKey": step.run_key, "asset": step.key, "partition": step.partition, "attempt": step.attempt}


def _kind(step: Step) -> str:
    return "asset" if step.phase is None else "hook"


def _event(step: Step, members: dict[str, Any]) -> dict[str, Any]:
    partition = {step.asset["partitionSet"]: step.partition} if step.partition is not None else {}
    identity = {"runKey": step.run_key, "asset": step.key, "partition": partition, "attempt": step.attempt}
    return members | identity


def _trace_end(step: Step, result: JsonObject, started: str) -> None:
    ended = now()
    for check in result.get("checks", []):
        metadata = {name: check.get(name) for name in ("failedCount", "totalCount", "violationRate")}
        event = {"kind": "check", "check": check["name"], "status": check["status"], "onFail": check["onFail"]}
        emit(_event(step, event | {"metadata": metadata}))
    event = {
        "kind": _kind(step),
        "status": result["status"],
        "start": started,
        "end": ended,
        "rows": result.get("rows", {}),
    }
    if "error" in result:
        event["error"] = result["error"]
    emit(_event(step, event | {"metadata": result.get("metadata", {})}))
