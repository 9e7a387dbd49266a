"""Asks an asset's condition whether the asset is to be made: what is not true skips it."""

from __future__ import annotations

from functools import partial
from typing import Any

from regauge_runtime.errors import Configuration, Permanent, Skipped, Validation
from regauge_runtime.guard import LeftOut
from regauge_runtime.inputs import LoadedInput, load_inputs, selection_of
from regauge_runtime.python_run import call_entrypoint
from regauge_runtime.run_words import binds
from regauge_runtime.sql_run import connect, execute, register
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result


def require_wanted(step: Step, values: Values, stores: Stores, left_out: LeftOut) -> None:
    """Raises Skipped when the asset's condition is there and not true.

    A query sees what the asset reads and what it comes after, cut as its inputs are; a function gets what the asset's
    own function would get. None counts as not true; Validation for any other answer than a truth value.
    """
    condition = step.asset.get("when")
    if condition is None:
        return
    match condition["kind"]:
        case "sql":
            answer = _answer(condition["query"], step, stores, left_out)
        case "python":
            load = partial(load_inputs, step, stores, left_out)
            answer, _ = call_entrypoint(step, values, condition["entrypoint"], load, is_plain=True)
            answer = answer.data if isinstance(answer, Result) else answer
        case kind:
            raise Configuration(f"{step.key}: conditions of kind {kind} are unknown")
    if answer is not None and not isinstance(answer, bool):
        raise Validation(f"{step.key}: its condition gave {answer!r}: give true or false", code="CONDITION")
    if not answer:
        raise Skipped(f"the condition of {step.key} is not true")


def _answer(query: str, step: Step, stores: Stores, left_out: LeftOut) -> Any:
    inputs = {loaded.table: loaded.rows for loaded in load_inputs(step, stores, left_out)}
    for loaded in _upstream_tables(step, stores, left_out):
        inputs.setdefault(loaded.table, loaded.rows)
    with connect() as connection:
        register(connection, inputs)
        rows = execute(connection, query, binds(step))
    if rows is None or rows.num_columns != 1 or rows.num_rows > 1:
        raise Permanent(f"{step.key}: its condition must be a query for one value", code="CONDITION")
    return rows.column(0)[0].as_py() if rows.num_rows else None


def _upstream_tables(step: Step, stores: Stores, left_out: LeftOut) -> list[LoadedInput]:
    """The tables of what the asset comes after; one that is not there yet is left out."""
    found = []
    for upstream in step.asset.get("upstream", []):
        producer = step.plan.asset(upstream["asset"])
        for output in producer.get("outputs", []):
            store = stores.of_table(output["table"])
            if store.exists(output["table"]):
                selection = selection_of(step, upstream["asset"], upstream["mapping"], left_out)
                rows, snapshot = store.read(output["table"], selection)
                found.append(LoadedInput(output["name"], output["table"], rows, snapshot))
    return found
