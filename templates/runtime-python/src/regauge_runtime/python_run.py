"""Runs a user's function, in this process or in the user's own environment, and sorts what it returned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regauge_runtime import function_call, resources
from regauge_runtime.arrow_data import as_table
from regauge_runtime.context import Context
from regauge_runtime.errors import Validation, failure_error, failure_of_exit
from regauge_runtime.inputs import LoadedInput
from regauge_runtime.partitions import can_be_key
from regauge_runtime.plan import Plan
from regauge_runtime.resources import ResourceCall
from regauge_runtime.step import Step
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python


@dataclass(frozen=True)
class HandedOver:
    """What goes to another system when the step publishes: its name, what it gets, and the work itself.

    The work fails as a step does, and then nothing is published.
    """

    system: str
    names: list[str]
    work: Callable[[], None]


@dataclass
class Produced:
    """What a run made: rows by output name (None = nothing to write), what it says about itself, and leaves undone.

    `failed_records` are those that a run which was partial counted as left out.
    `state` is kept with the rows for the next run; `may_widen`: columns that are not declared are added to the table;
    `adds`: new keys by dynamic partition set; `outcomes`: of tests that ran with it, by their ids; `handed_over`: what
    another system gets instead of tables.
    """

    data: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    partial: str | None = None
    failed_records: int | None = None
    state: str = ""
    may_widen: bool = False
    adds: dict[str, list[str]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Any]] = field(default_factory=dict)
    handed_over: HandedOver | None = None

    @property
    def row_count(self) -> int:
        """How many rows there are, those among them that the function itself has counted and written."""
        given = sum(int(rows.num_rows) for rows in self.data.values() if rows is not None)
        return given + sum(self.rows.values())


def run_python(step: Step, values: Values, load: Callable[[], list[LoadedInput]]) -> tuple[Produced, list[LoadedInput]]:
    """Calls the asset's function and returns what it made and what it read."""
    value, inputs = call_entrypoint(step, values, step.asset["run"]["entrypoint"], load)
    return sort(step, value), inputs


def call_entrypoint(
    step: Step,
    values: Values,
    entrypoint: str,
    load: Callable[[], list[LoadedInput]],
    *,
    results: list[Any] | None = None,
    is_plain: bool = False,
) -> tuple[Any, list[LoadedInput]]:
    """Calls a function of the product with arguments by name; returns its value and the inputs.

    `results` is one more argument, of plain values. `is_plain`: the answer is a JSON value and no data.
    """
    python = user_python(step)
    if python is None:
        inputs = load()
        return _here(step, values, entrypoint, inputs, results), inputs
    worker = Worker(python, step)
    try:
        inputs = load()
        tree = call_tree(step, values, entrypoint, step.params) | {"plain": is_plain}
        answer = worker.call(tree, {i.name: i.rows for i in inputs}, results=results)
    finally:
        worker.close()
    return answered(answer), inputs


def answered(answer: dict[str, Any]) -> Result:
    """Returns a worker's answer as a function's value."""
    value: Any = answer.get("outputs", answer.get("data", answer.get("plain")))
    return Result(
        answer.get("metadata", {}), answer.get("rows", {}), value, answer.get("partial"), answer.get("adds", {})
    )


def _here(step: Step, values: Values, entrypoint: str, inputs: list[LoadedInput], results: list[Any] | None) -> Any:
    function_call.add_code_paths(step.code_dir)
    arguments: dict[str, Callable[[], Any]] = {"context": lambda: context_of(step)}
    for loaded in inputs:
        arguments[loaded.name] = lambda rows=loaded.rows: rows  # type: ignore[misc]
    for call in resource_calls(step, values):
        arguments[call.name] = lambda call=call: resources.make(call)  # type: ignore[misc]
    for name, value in step.params.items():
        arguments.setdefault(name, lambda value=value: value)  # type: ignore[misc]
    if results is not None:
        arguments["results"] = lambda: results
    try:
        return function_call.call(entrypoint, arguments)
    except SystemExit as error:
        if error.code in (None, 0):
            return None
        code = error.code if isinstance(error.code, int) else 1
        raise failure_error(failure_of_exit(code, "the function")) from None


def sort(step: Step, value: Any) -> Produced:
    """Returns a function's value as rows by output; Validation when it does not fit the asset's outputs."""
    produced = Produced()
    if isinstance(value, Result):
        produced.metadata, produced.rows = dict(value.metadata), dict(value.rows)
        produced.partial, produced.adds = value.partial, _keys(step, value.adds)
        value = value.data
    names = [output["name"] for output in step.asset.get("outputs", [])]
    if value is None:
        return produced
    if not names:
        raise Validation(f"{step.key} returned data, but has no outputs")
    if isinstance(value, dict):
        if unknown := sorted(set(value) - set(names)):
            raise Validation(f"{step.key} returned {', '.join(map(str, unknown))}; its outputs are {', '.join(names)}")
        found = value
    elif len(names) == 1:
        found = {names[0]: value}
    else:
        raise Validation(f"{step.key} has the outputs {', '.join(names)}: return a dict with their names")
    produced.data = {name: None if data is None else as_table(data, f"output {name}") for name, data in found.items()}
    return produced


def _keys(step: Step, adds: Any) -> dict[str, list[str]]:
    """Returns the keys that a function adds; Validation when they are none, or none of a dynamic set."""
    from regauge_runtime.dynamic_keys import FORM, require_dynamic

    found: dict[str, list[str]] = {}
    for name, keys in (adds or {}).items():
        try:
            require_dynamic(step.plan, name)
        except ValueError as error:
            raise Validation(f"{step.key} adds partitions: {error}", code="PARTITION") from None
        found[name] = [str(key) for key in ([keys] if isinstance(keys, str) else keys)]
        if wrong := next((key for key in found[name] if not can_be_key(key)), None):
            raise Validation(f"{step.key} adds {wrong!r} to {name}: {FORM}", code="PARTITION")
    return found


def context_of(step: Step) -> Context:
    """Returns the step as a function sees it."""
    start, end = step.window if step.window else (None, None)
    return Context(
        product=step.plan.product,
        asset=step.key,
        job=step.job,
        run_key=step.run_key,
        attempt=step.attempt,
        partition=step.partition,
        partition_start=start,
        partition_end=end,
        data_dir=step.data_dir,
        params=step.params,
    )


def resource_calls(step: Step, values: Values) -> list[ResourceCall]:
    """Returns the asset's resources with their values resolved."""
    return [resource_call(step.plan, name, values, step.data_dir) for name in step.asset.get("resources", [])]


def resource_call(plan: Plan, name: str, values: Values, data: Path) -> ResourceCall:
    """Returns a resource of the plan with its values resolved."""
    resource = plan.resource(name)
    config = values.resolve(resource.get("config", {}), f"resource {name}")
    path = None
    if resource["type"] == "duckdb":
        from regauge_runtime.duckdb_store import database_path

        path = database_path(config, data)
    elif resource["type"] == "postgres":
        from regauge_runtime.postgres_store import connection_string

        path = connection_string(config, name)
    return ResourceCall(name, resource["type"], config, resource.get("factory"), path)


def call_tree(step: Step, values: Values, entrypoint: str, params: dict[str, Any]) -> dict[str, Any]:
    """Returns a call as the worker reads it."""
    return {
        "entrypoint": entrypoint,
        "code": str(Path(step.code_dir)),
        "context": context_of(step).as_json(),
        "resources": [vars(call) for call in resource_calls(step, values)],
        "params": params,
    }
