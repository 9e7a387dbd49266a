"""Runs an asset once for each item of a list, several at once, as one attempt with one commit and one record."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from regauge_runtime.arrow_data import as_table
from regauge_runtime.command_run import run_command
from regauge_runtime.cuts import columns_of
from regauge_runtime.errors import Configuration, Validation, failure_error, failure_of
from regauge_runtime.guard import LeftOut
from regauge_runtime.inputs import LoadedInput, selection_of
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced, answered, call_entrypoint, call_tree, sort
from regauge_runtime.sql_run import run_sql
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python


def run_items(
    step: Step,
    values: Values,
    stores: Stores,
    load: Callable[[], list[LoadedInput]],
    left_out: LeftOut,
) -> tuple[Produced, list[LoadedInput]]:
    """Makes the list, runs each of its items, and returns what came together, and the inputs.

    The first item that fails ends the attempt as it failed itself; items that run are let end, none begins any more.
    """
    plan: JsonObject = step.asset["each"]
    inputs = load()
    items = list_items(step, values, stores, inputs, left_out)
    if len(items) > int(plan["maxItems"]):
        raise Validation(f"{step.key}: {len(items)} items are more than maxItems {plan['maxItems']}", code="ITEMS")
    with ThreadPoolExecutor(max_workers=int(plan["maxParallel"]), thread_name_prefix="item") as pool:
        runs = [pool.submit(_run_item, step, values, stores, inputs, number, item) for number, item in enumerate(items)]
        wait(runs, return_when=FIRST_EXCEPTION)
        for run in runs:
            run.cancel()
    results = [run.result() for run in _ended(runs)]
    produced = _collected(step, values, results, inputs) if plan.get("collect") else _joined(step, results)
    produced.metadata["items"] = len(items)
    return produced, inputs


def list_items(step: Step, values: Values, stores: Stores, inputs: list[LoadedInput], left_out: LeftOut) -> list[Any]:
    """Returns the items: what the list's function gives, or the rows of the asset that is the list.

    Of a table with one column the values count; else each row, as an object. Raises Validation for what is no list of
    JSON values.
    """
    source: str = step.asset["each"]["list"]
    if ":" in source:
        answer, _ = call_entrypoint(step, values, source, lambda: inputs, is_plain=True)
        answer = answer.data if isinstance(answer, Result) else answer
        found = answer.to_pylist() if hasattr(answer, "to_pylist") else answer
    else:
        found = _rows_of(step, stores, source, left_out)
    if isinstance(found, (str, bytes, dict)) or not hasattr(found, "__iter__"):
        raise Validation(f"{source} gave a {type(found).__name__}: a fan-out needs a list", code="ITEMS")
    try:
        items: list[Any] = json.loads(json.dumps(list(found), default=str))
    except (TypeError, ValueError) as error:
        raise Validation(f"{source}: an item is no JSON value: {error}", code="ITEMS") from None
    return items


def _rows_of(step: Step, stores: Stores, key: str, left_out: LeftOut) -> list[Any]:
    producer = step.plan.asset(key)
    outputs = producer.get("outputs", [])
    if not outputs:
        raise Configuration(f"{step.key}: {key} has no table, so it is no list")
    mapping = next((up["mapping"] for up in step.asset.get("upstream", []) if up["asset"] == key), "all")
    table = outputs[0]["table"]
    rows = stores.of_table(table).read(table, selection_of(step, key, mapping, left_out))[0].to_pylist()
    partition = columns_of(step.plan.partition_set(producer["partitionSet"])) if producer.get("partitionSet") else []
    plain = [{name: value for name, value in row.items() if name not in partition} for row in rows]
    found = [next(iter(row.values())) if len(row) == 1 else row for row in plain]
    return sorted(found, key=lambda item: json.dumps(item, sort_keys=True, default=str))


def _run_item(step: Step, values: Values, stores: Stores, inputs: list[LoadedInput], number: int, item: Any) -> Any:
    run = step.asset["run"]
    try:
        match run["kind"]:
            case "python":
                # A process for each item: an item shall be able to run beside the others, and to die alone.
                text = {"REGAUGE_ITEM": json.dumps(item)}
                worker = Worker(user_python(step) or Path(sys.executable), step, text)
                try:
                    tree = call_tree(step, values, run["entrypoint"], step.params | {"item": item})
                    return answered(worker.call(tree, {loaded.name: loaded.rows for loaded in inputs}))
                finally:
                    worker.close()
            case "sql":
                return run_sql(step, stores, inputs, item=item)
            case "command":
                run_command(step, item=item)
                return None
            case kind:
                raise Configuration(f"{step.key}: runs of kind {kind} have no items")
    except Exception as error:
        failure = failure_of(error)
        message = f"item {number + 1}: {failure.message}"
        raise failure_error(dataclasses.replace(failure, message=message)) from error


def _ended(runs: list[Future[Any]]) -> list[Future[Any]]:
    """The runs, one that failed first: those that were never begun have no result to ask for."""
    return sorted(runs, key=lambda run: run.cancelled() or run.exception() is None)


def _collected(step: Step, values: Values, results: list[Any], inputs: list[LoadedInput]) -> Produced:
    value, _ = call_entrypoint(
        step, values, step.asset["each"]["collect"], lambda: inputs, results=[_plain(result) for result in results]
    )
    return sort(step, value)


def _joined(step: Step, results: list[Any]) -> Produced:
    """The rows of all items, one under the other, by output."""
    import pyarrow as pa

    joined = Produced()
    parts: dict[str, list[Any]] = {}
    for result in results:
        produced = sort(step, result)
        for table, count in produced.rows.items():
            joined.rows[table] = joined.rows.get(table, 0) + count
        for name, keys in produced.adds.items():
            joined.adds[name] = [*joined.adds.get(name, []), *keys]
        for name, rows in produced.data.items():
            if rows is not None:
                parts.setdefault(name, []).append(rows)
    joined.data = {name: pa.concat_tables(tables, promote_options="permissive") for name, tables in parts.items()}
    return joined


def _plain(result: Any) -> Any:
    """What the collecting function gets of an item: rows as dicts, by output where there are several."""
    if isinstance(result, Result):
        result = result.data
    if result is None or isinstance(result, bool):
        return result
    if isinstance(result, dict):
        return {name: _plain(data) for name, data in result.items()}
    return as_table(result, "an item's result").to_pylist()
