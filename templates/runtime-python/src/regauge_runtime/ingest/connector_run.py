"""A run of kind `connector`: the rows of a source that is described by its settings become the asset's output."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from regauge_runtime import function_call
from regauge_runtime.arrow_data import as_table
from regauge_runtime.columns import arrow_type, conformed
from regauge_runtime.errors import Validation
from regauge_runtime.ingest.connectors import BUILT_IN, TYPES, fetch
from regauge_runtime.ingest.dlt_run import iceberg_store, only_output, rows_for
from regauge_runtime.python_run import Produced
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python


def run_connector(step: Step, values: Values, stores: Stores) -> Produced:
    """Reads the source's rows; raises what went wrong in the words of ingestion."""
    output = only_output(step)
    iceberg_store(step, stores, output)
    run = step.asset["run"]
    config = values.resolve(run.get("config", {}), f"{step.key}: config")
    result = _fetch(step, run["type"], run.get("entrypoint"), config)
    told = dict(result.metadata)
    schema: dict[str, str] | None = told.pop("schema", None)
    data = None if result.data is None else as_table(result.data, f"connector {run['type']}")
    if data is not None and schema is not None:
        wanted = _arrow(schema, run["type"])
        for field in data.schema:
            wanted = wanted if field.name in wanted.names else wanted.append(field)
        data = conformed(data, wanted, output["table"], is_declared=True)
    return Produced({output["name"]: rows_for(step, output, data)}, told, may_widen=True)


def _arrow(schema: dict[str, str], name: str) -> pa.Schema:
    fields = []
    for column, kind in schema.items():
        if kind not in TYPES:
            raise Validation(f"connector {name}: {kind} of column {column} is no type; known are {', '.join(TYPES)}")
        fields.append(pa.field(column, arrow_type(TYPES[kind])))
    return pa.schema(fields)


def _fetch(step: Step, name: str, entrypoint: str | None, config: dict[str, Any]) -> Result:
    """Runs the connector here, or in the user's environment when it is the product's own and has one."""
    python = user_python(step)
    if python is None or name == BUILT_IN:
        function_call.add_code_paths(step.code_dir)
        return fetch(name, config, entrypoint)
    worker = Worker(python, step)
    try:
        tree = {
            "entrypoint": "regauge_runtime.ingest.connectors:fetch",
            "code": str(step.code_dir),
            "context": {},
            "resources": [],
            "params": {"connector": name, "config": config, "entrypoint": entrypoint},
        }
        answer = worker.call(tree, {})
    finally:
        worker.close()
    return Result(answer.get("metadata", {}), {}, answer.get("data"))
