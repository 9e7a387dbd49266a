"""A run of kind `export`: the rows of the one input are sent to a sink (docs/exports.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from regauge_runtime import function_call
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.export.batches import send_all
from regauge_runtime.export.rest_sink import BUILT_IN
from regauge_runtime.inputs import LoadedInput
from regauge_runtime.python_run import Produced
from regauge_runtime.step import Step
from regauge_runtime.values import Values
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python

if TYPE_CHECKING:
    import pyarrow as pa


def run_export(step: Step, values: Values, load: Callable[[], list[LoadedInput]]) -> tuple[Produced, list[LoadedInput]]:
    """Sends the input's rows, in the order of all their columns that have one, and returns how many there were."""
    run = step.asset["run"]
    config: dict[str, Any] = values.resolve(run.get("config", {}), f"{step.key}: config")
    if "secret" in run:
        config["auth_token"] = values.resolve(run["secret"], f"{step.key}: secret")
    inputs = load()
    if len(inputs) != 1:
        raise Configuration(f"{step.key} has {len(inputs)} inputs: an export sends the rows of one")
    rows = outgoing(inputs[0], run.get("fieldMapping", {}))
    # A run of the same key that sends the same rows again sends them under the same keys.
    result = _send(step, rows, run["sink"], config, int(run["batchSize"]))
    return Produced(metadata=dict(result.metadata), rows=dict(result.rows), partial=result.partial), inputs


def outgoing(source: LoadedInput, mapping: dict[str, str]) -> pa.Table:
    """Returns the rows as they are sent: the columns of the mapping under their outside names, or all; sorted.

    Files come in any order, and after a compaction in another one: only sorted rows make the same batches again.
    """
    import pyarrow.types as t

    rows = source.rows
    if mapping:
        if missing := sorted(set(mapping) - set(rows.column_names)):
            raise Validation(f"{source.table} has no column {', '.join(missing)}, which fieldMapping names")
        rows = rows.select(list(mapping)).rename_columns(list(mapping.values()))
    orderly = [field.name for field in rows.schema if not t.is_nested(field.type)]
    return rows.sort_by([(name, "ascending") for name in orderly]) if orderly else rows


def _send(step: Step, rows: pa.Table, sink: str, config: dict[str, Any], size: int) -> Result:
    """Sends here, or in the user's environment when the sink is the product's own and has one."""
    stands_for = f"{step.run_key} {step.key}"
    python = user_python(step)
    if python is None or sink == BUILT_IN:
        function_call.add_code_paths(step.code_dir)
        return send_all(rows, sink, config, size, stands_for)
    worker = Worker(python, step)
    try:
        tree = {
            "entrypoint": "regauge_runtime.export.batches:send_all",
            "code": str(step.code_dir),
            "context": {},
            "resources": [],
            "params": {"sink": sink, "config": config, "batch_size": size, "run": stands_for},
        }
        answer = worker.call(tree, {"rows": rows})
    finally:
        worker.close()
    return Result(answer.get("metadata", {}), answer.get("rows", {}), None, answer.get("partial"))
