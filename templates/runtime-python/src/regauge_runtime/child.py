"""The process in which a step happens; the supervisor starts it and reads its result from a descriptor."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from regauge_runtime import failpoints
from regauge_runtime.errors import EXIT_DONE, Blocked, Configuration, StepError, failure_of, mapped
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.processes import death_signal_setter
from regauge_runtime.result import failed_result
from regauge_runtime.step import Step, parse_call, resolve_step
from regauge_runtime.values import Values

if TYPE_CHECKING:
    from regauge_runtime.hooks.step_hooks import StepHooks
    from regauge_runtime.inputs import LoadedInput
    from regauge_runtime.python_run import Produced
    from regauge_runtime.records import Record
    from regauge_runtime.stores import Stores


def main(argv: list[str]) -> int:
    """`child FD <arguments of step>`: runs the step and writes its result as JSON to the descriptor."""
    death_signal_setter()()
    # Loading makes many objects and no garbage: fewer rounds of the collector save a tenth of a second.
    gc.set_threshold(50_000, 20, 100)
    channel, call = int(argv[0]), parse_call(argv[1:])
    plan = Plan.load(call.home)
    step = resolve_step(call, plan)
    failpoints.arm(step.key, step.attempt)
    result = attempt(step)
    sys.stdout.flush()
    os.write(channel, json.dumps(result, default=str).encode())
    return int(result["exitCode"])


def attempt(step: Step) -> JsonObject:
    """Makes one attempt and returns its result, whatever happens in it."""
    values = Values({}, None)
    result: JsonObject
    logs = os.environ.pop("REGAUGE_LOG_RECORDS", None)
    try:
        values = Values.load(step.home)
        values.keep_secrets()
        hooks = _hooks(step, values)
        _set_environment(step, values)
        if logs is not None:
            from regauge_runtime import log_records

            log_records.record_to(int(logs), values.hide)
        result = run_step(step, values, hooks)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - every end of a step is a result
        failure = mapped(failure_of(error), step.asset.get("errors", {}).get("map", []))
        result = failed_result(identity(step), failure, step.asset.get("retry", {}))
        if isinstance(error, Blocked):
            result["checks"] = error.checks
        if not isinstance(error, StepError):
            _explain(error, values)
    if "error" in result:
        result["error"]["message"] = values.hide(result["error"]["message"])
    return result


def run_step(step: Step, values: Values, hooks: StepHooks | None) -> JsonObject:
    """Does the step's work and returns its result; raises whatever failed before something was staged."""
    from regauge_runtime.checks.queries import require_known
    from regauge_runtime.dynamic_keys import require_added
    from regauge_runtime.guard import RecordBook, done_tables, require_unblocked
    from regauge_runtime.inputs import load_inputs
    from regauge_runtime.locks import step_lock
    from regauge_runtime.partial import partial_as_declared
    from regauge_runtime.publication import Publication
    from regauge_runtime.stores import Stores

    require_known(step.asset.get("checks", []))
    stores = Stores(step.plan, values, step.data_dir)
    require_added(step)
    if step.cause.startswith("event:"):
        from regauge_runtime.poll import note_begun

        if (hit := note_begun(step, values, stores)) is not None:
            os.environ["REGAUGE_HIT"] = hit
    if step.phase is not None:
        with _working_directory(step.code_dir):
            produced, _ = _produce(step, values, stores, lambda: [])
        return _success(step, {"rows": {}, "outputs": [], "checks": [], "metadata": produced.metadata})
    tables = [output["table"] for output in step.asset.get("outputs", [])]
    own = [stores.of_table(table) for table in tables] or [stores.default()]
    with step_lock(own[0].lock_dsn, step.data_dir, step.plan.scope, step.key, step.record_partition):
        done = done_tables(step, stores)
        if done and all(table in done for table in tables):
            return _already_done(step, done)
        left_out = require_unblocked(step, RecordBook(step.plan, stores))
        promised = _require_promised(step, stores, hooks)
        failpoints.reach("running")
        with _working_directory(step.code_dir):
            if "when" in step.asset:
                from regauge_runtime.condition import require_wanted

                require_wanted(step, values, stores, left_out)
            if "each" in step.asset:
                from regauge_runtime.fan_out import run_items

                run = partial_as_declared(step, lambda load: run_items(step, values, stores, load, left_out))
            else:
                run = partial_as_declared(step, lambda load: _produce(step, values, stores, load))
            with hooks.work() if hooks else contextlib.nullcontext() as work:
                produced, inputs = run(partial(load_inputs, step, stores, left_out))
                if work is not None:
                    work.rows = produced.row_count
            published = Publication(step, values, stores, inputs, hooks, promised).run(produced, done)
    shown: JsonObject = {
        "rows": published.rows,
        "outputs": published.outputs,
        "checks": published.checks,
        "metadata": produced.metadata,
    }
    if produced.partial is not None:
        shown["metadata"] = produced.metadata | {"partial": produced.partial}
        if produced.failed_records is not None:
            shown["metadata"]["failedRecords"] = produced.failed_records
    if left_out:
        shown["unpublished"] = left_out
    if published.error is not None:
        return failed_result(identity(step), failure_of(published.error), step.asset.get("retry", {})) | shown
    return _success(step, shown)


def _require_promised(step: Step, stores: Stores, hooks: StepHooks | None) -> dict[str, JsonObject]:
    """Returns what is found of what the step reads under a contract; nothing is loaded when it reads no such thing."""
    if all(check["test"]["kind"] != "contract" for check in step.asset.get("checks", [])):
        return {}
    from regauge_runtime.checks.contract import require_promised

    try:
        return require_promised(step, stores)
    except Blocked as blocked:
        if hooks:
            hooks.checked(blocked.checks)
        raise


def _success(step: Step, shown: JsonObject) -> JsonObject:
    no_retry = {"again": False, "waitSeconds": 0.0}
    return {"version": 1, "status": "success", "exitCode": EXIT_DONE} | identity(step) | shown | {"retry": no_retry}


def _produce(
    step: Step, values: Values, stores: Stores, load: Callable[[], list[LoadedInput]]
) -> tuple[Produced, list[LoadedInput]]:
    """Runs what the asset's run says; returns what it made and the inputs that it read."""
    from regauge_runtime.python_run import Produced, run_python

    match step.asset["run"]["kind"]:
        case "python":
            return run_python(step, values, load)
        case "sql":
            from regauge_runtime.sql_run import run_sql

            inputs = load()
            rows = run_sql(step, stores, inputs)
            outputs = step.asset.get("outputs", [])
            if rows is None or not outputs:
                return Produced(), inputs
            return Produced({outputs[0]["name"]: rows}), inputs
        case "dlt":
            from regauge_runtime.ingest.dlt_run import run_dlt

            return run_dlt(step, values, stores), []
        case "dbt":
            from regauge_runtime.dbt.dbt_run import run_dbt

            return run_dbt(step, values, stores, load)
        case "spark":
            from regauge_runtime.spark.spark_run import run_spark

            return run_spark(step, values, load)
        case "airbyte":
            from regauge_runtime.ingest.airbyte_run import run_airbyte

            return run_airbyte(step, values), []
        case "connector":
            from regauge_runtime.ingest.connector_run import run_connector

            return run_connector(step, values, stores), []
        case "export":
            from regauge_runtime.export.export_run import run_export

            return run_export(step, values, load)
        case "semantic":
            from regauge_runtime.semantic.semantic_run import run_semantic

            return run_semantic(step, values), []
        case "maintain":
            from regauge_runtime.upkeep.maintain_run import run_maintain

            return run_maintain(step, stores), []
        case "command":
            from regauge_runtime.command_run import run_command

            run_command(step)
            return Produced(), []
        case "container":
            from regauge_runtime.container.container_run import run_container

            return Produced(metadata=run_container(step, values)), []
        case "noop":
            return Produced(), []
        case kind:
            raise Configuration(f"{step.key}: runs of kind {kind} are unknown")


def _already_done(step: Step, done: dict[str, Record]) -> JsonObject:
    """The result of work that this run key has published before: a retry after a lost answer changes nothing."""
    policies = {check["name"]: check["onFail"] for check in step.asset.get("checks", [])}
    newest = next(iter(done.values()))
    checks = [
        {"name": name, "status": status, "onFail": policies.get(name, "error")}
        for name, status in newest.checks.items()
    ]
    outputs = [{"table": table, "snapshot": record.snapshot, "isPublished": True} for table, record in done.items()]
    return {
        "version": 1,
        "status": "success",
        "exitCode": EXIT_DONE,
        **identity(step),
        "rows": {table: record.rows for table, record in done.items()},
        "outputs": outputs,
        "checks": checks,
        "metadata": {"alreadyPublished": True, "publishedByAttempt": newest.attempt},
        "retry": {"again": False, "waitSeconds": 0.0},
    }


def identity(step: Step) -> JsonObject:
    """Returns the members of a result that say whose it is."""
    return {"runKey": step.run_key, "asset": step.key, "partition": step.partition, "attempt": step.attempt}


def _hooks(step: Step, values: Values) -> StepHooks | None:
    """Returns who listens to the step; None, and nothing loaded, when the product has no hooks."""
    if not step.plan.tree.get("hooks") or step.phase is not None:
        return None
    from regauge_runtime.hooks.step_hooks import StepHooks

    return StepHooks(step, values)


def _set_environment(step: Step, values: Values) -> None:
    os.environ.update(step.variables())
    os.environ.update(values.addresses)
    # A container gets them itself, its secrets by reference where it runs in a cluster.
    if step.asset["run"]["kind"] != "container":
        os.environ.update(values.resolve_texts(step.asset.get("env", {}), f"{step.key}: env"))


def _working_directory(code: Path) -> contextlib.AbstractContextManager[None]:
    return contextlib.chdir(code) if code.is_dir() else contextlib.nullcontext()


def _explain(error: BaseException, values: Values) -> None:
    import traceback

    text = "".join(traceback.format_exception(error))
    sys.stderr.write(values.hide(text))
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
