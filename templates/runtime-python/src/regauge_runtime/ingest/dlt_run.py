"""A run of kind `dlt`: a dlt source's rows become the asset's output, and its cursor a part of the same commit."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from regauge_runtime import function_call
from regauge_runtime.columns import arrow_type
from regauge_runtime.errors import Configuration
from regauge_runtime.iceberg_store import IcebergStore
from regauge_runtime.ingest.dlt_extract import DltCall, extract, plain_arguments
from regauge_runtime.inputs import own_cut
from regauge_runtime.partitions import format_instant
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced, resource_calls
from regauge_runtime.records import PASSED
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python
from regauge_runtime.written_rows import METADATA_TYPES

_ENTRYPOINT = "regauge_runtime.ingest.dlt_extract:extract"


def run_dlt(step: Step, values: Values, stores: Stores) -> Produced:
    """Extracts the resource's rows; raises what went wrong in the words of ingestion."""
    output = only_output(step)
    call = dlt_call(step, values, stores, output)
    result = _extract(step, call)
    told = dict(result.metadata)
    state = str(told.pop("state"))
    return Produced({output["name"]: rows_for(step, output, result.data)}, told, state=state, may_widen=True)


def only_output(step: Step) -> JsonObject:
    """Returns the output that an ingestion writes."""
    outputs: list[JsonObject] = step.asset.get("outputs", [])
    if len(outputs) != 1:
        raise Configuration(f"{step.key}: an ingestion has one output, not {len(outputs)}")
    return outputs[0]


def iceberg_store(step: Step, stores: Stores, output: JsonObject) -> IcebergStore:
    """Returns the catalog that holds the output: a cursor is committed with its rows in one snapshot."""
    store = stores.of_table(output["table"])
    if not isinstance(store, IcebergStore):
        raise Configuration(f"{step.key}: an ingestion writes to a catalog's table, and {output['table']} is none")
    return store


def dlt_call(step: Step, values: Values, stores: Stores, output: JsonObject) -> DltCall:
    """Returns what is asked of dlt, with every reference in it resolved."""
    run = step.asset["run"]
    window = None
    if step.window is not None and "incremental" in run:
        window = (format_instant(step.window[0]), format_instant(step.window[1]))
    return DltCall(
        name=str(step.asset["identifier"]),
        source=run["source"],
        resource=run["resource"],
        args=plain_arguments(values.resolve(run.get("args", {}), f"{step.key}: args")),
        resources=[vars(resource) for resource in resource_calls(step, values)],
        incremental=values.resolve(run["incremental"], f"{step.key}: incremental") if "incremental" in run else None,
        contract={_CONTRACT[name]: mode for name, mode in run.get("schemaContract", {}).items()},
        columns=known_columns(step, stores, output),
        state=last_state(step, stores, output) if window is None else "",
        window=window,
    )


_CONTRACT = {"tables": "tables", "columns": "columns", "dataType": "data_type"}


def last_state(step: Step, stores: Stores, output: JsonObject) -> str:
    """Returns the cursor as the newest publication of the asset's partition left it, "" when there is none."""
    for record in iceberg_store(step, stores, output).records(output["table"]):
        if (record.asset, record.partition, record.status) == (step.key, step.record_partition, PASSED):
            return record.state
    return ""


def known_columns(step: Step, stores: Stores, output: JsonObject) -> dict[str, dict[str, Any]]:
    """Returns the columns that the contract knows: those declared, and those that the table has already."""
    plan = step.plan.table(output["table"])
    fields = {column["name"]: arrow_type(column["type"]) for column in plan.get("columns", [])}
    store = iceberg_store(step, stores, output)
    if store.exists(output["table"]):
        cut = own_cut(step)
        ours = {part.column for part in cut.columns} if cut else set()
        ours |= METADATA_TYPES.keys() & set(plan.get("metadataColumns", []))
        have = store.schema(output["table"])
        fields |= {field.name: field.type for field in have if field.name not in ours and field.name not in fields}
    return {name: _hint(kind) for name, kind in fields.items()}


def _hint(kind: pa.DataType) -> dict[str, Any]:
    """Returns an Arrow type as dlt's."""
    t = pa.types
    if t.is_decimal(kind):
        return {"data_type": "decimal", "precision": kind.precision, "scale": kind.scale}
    if t.is_timestamp(kind):
        return {"data_type": "timestamp", "timezone": kind.tz is not None}
    for is_kind, name in (
        (t.is_boolean, "bool"), (t.is_integer, "bigint"), (t.is_floating, "double"), (t.is_date, "date"),
        (t.is_time, "time"), (t.is_binary, "binary"), (t.is_large_binary, "binary"), (t.is_nested, "json"),
    ):  # fmt: skip
        if is_kind(kind):
            return {"data_type": name}
    return {"data_type": "text"}


def rows_for(step: Step, output: JsonObject, data: pa.Table | None) -> pa.Table | None:
    """Returns rows as the output takes them: no rows replace what is there, and otherwise leave it alone.

    A column that is declared nested gets its values out of the JSON in which they came.
    """
    if data is None:
        is_replaced = output.get("write", "replace") == "replace"
        declared = bool(step.plan.table(output["table"]).get("columns"))
        return pa.table({}) if is_replaced and not declared else _empty(step, output) if is_replaced else None
    for column in step.plan.table(output["table"]).get("columns", []):
        kind = arrow_type(column["type"])
        index = data.schema.get_field_index(column["name"])
        if pa.types.is_nested(kind) and index >= 0 and pa.types.is_string(data.schema.field(index).type):
            values = [None if text is None else json.loads(text) for text in data.column(index).to_pylist()]
            data = data.set_column(index, pa.field(column["name"], kind), pa.array(values, kind))
    return data


def _empty(step: Step, output: JsonObject) -> pa.Table:
    columns = step.plan.table(output["table"])["columns"]
    return pa.schema([(column["name"], arrow_type(column["type"])) for column in columns]).empty_table()


def _extract(step: Step, call: DltCall) -> Result:
    """Runs dlt here, or in the user's environment when the source is the product's own and has one."""
    python = user_python(step)
    if python is None or call.source.startswith("dlt."):
        function_call.add_code_paths(step.code_dir)
        return extract(call.as_json())
    worker = Worker(python, step)
    try:
        tree = {
            "entrypoint": _ENTRYPOINT,
            "code": str(step.code_dir),
            "context": {},
            "resources": [],
            "params": {"call": call.as_json()},
        }
        answer = worker.call(tree, {})
    finally:
        worker.close()
    return Result(answer.get("metadata", {}), {}, answer.get("data"))
