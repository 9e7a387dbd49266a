"""A run of kind spark: an application of the product reads the step's inputs in a Spark of the step's own.

Spark reads Parquet files of the rows that the plan lets the step read, and leaves Parquet files; the step publishes
those as it publishes every output: in one commit with the record, after the checks (docs/adr/0097). Spark lives in an
environment of its own (`venv/spark`, or the user's whose lock holds pyspark), never in the step's.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from regauge_runtime.errors import Configuration
from regauge_runtime.inputs import LoadedInput
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced, context_of, resource_calls, sort
from regauge_runtime.step import Step
from regauge_runtime.values import Values, variable
from regauge_runtime.values_returned import Result
from regauge_runtime.worker_client import Worker, user_python


@dataclass(frozen=True)
class SparkCall:
    """What is asked of Spark; plain values, for it happens in another Python.

    `inputs`: `name`, `table` and `file` of each. `outputs`: the table of each output by its name. `folder` is empty
    and the call's own. `context`, `resources` as the worker reads them. `java`: the asset says itself where Java is.
    """

    app: str
    code: str
    folder: str
    name: str
    args: list[str] = field(default_factory=list)
    conf: dict[str, str] = field(default_factory=dict)
    inputs: list[dict[str, str]] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    resources: list[dict[str, Any]] = field(default_factory=list)
    java: bool = False


def run_spark(step: Step, values: Values, load: Callable[[], list[LoadedInput]]) -> tuple[Produced, list[LoadedInput]]:
    """Runs the application and returns the rows of its outputs, and what was read."""
    run = step.asset["run"]
    outputs: list[JsonObject] = step.asset.get("outputs", [])
    conf = {name: _text(value) for name, value in values.resolve(run.get("conf", {}), f"{step.key}: conf").items()}
    require_local(step.key, conf)
    worker = Worker(spark_python(step), step)
    try:
        inputs = load()
        with tempfile.TemporaryDirectory(prefix="regauge-spark-") as scratch:
            folder = Path(scratch)
            (folder / "session").mkdir()
            call = SparkCall(
                app=run["app"],
                code=str(step.code_dir),
                folder=str(folder / "session"),
                name=step.key,
                args=list(run.get("args", [])),
                conf=conf,
                inputs=[_left(loaded, folder / f"in{number}") for number, loaded in enumerate(inputs)],
                outputs={output["name"]: output["table"] for output in outputs},
                context=context_of(step).as_json(),
                resources=[vars(resource) for resource in resource_calls(step, values)],
                java="JAVA_HOME" in step.asset.get("env", {}),
            )
            tree = {
                "entrypoint": "regauge_runtime.spark.application:run",
                "code": str(step.code_dir),
                "context": {},
                "resources": [],
                "params": {"call": asdict(call)},
                "plain": True,
            }
            answer = worker.call(tree, {})["plain"]
            tables = {name: None if place is None else _rows(place) for name, place in answer["outputs"].items()}
    finally:
        worker.close()
    told = {"spark": {"app": run["app"]} | answer["told"]}
    said = answer["said"]
    result = Result(said.get("metadata", {}) | told, {}, tables or None, said.get("partial"), said.get("adds", {}))
    return sort(step, result), inputs


def require_local(key: str, conf: dict[str, str]) -> None:
    """Raises Configuration when Spark is to run elsewhere than in the step: nobody would end it with the step."""
    master = conf.get("spark.master", "local[*]")
    if master != "local" and not master.startswith("local["):
        message = f"{key}: spark.master is {master}, but Spark runs in the step: local[N]"
        raise Configuration(message, code="SPARK_MASTER")


def spark_python(step: Step) -> Path:
    """Returns the interpreter beside which PySpark is; Configuration when there is none."""
    name = f"REGAUGE_SPARK_PYTHON_{variable(step.plan.scope)}"
    named = os.environ.get(name)
    own = Path(named) if named else step.home / "venv" / "spark" / "bin" / "python"
    if own.exists():
        return own
    if named:
        raise Configuration(f"{name} is {named}, which is not there")
    user = user_python(step)
    if user is None:
        raise Configuration(f"{step.key}: no environment holds Spark: run make-env.sh", code="SPARK_ENVIRONMENT")
    return user


def _left(loaded: LoadedInput, folder: Path) -> dict[str, str]:
    folder.mkdir()
    pq.write_table(loaded.rows, folder / "rows.parquet")
    return {"name": loaded.name, "table": loaded.table, "file": str(folder)}


def _rows(place: str) -> Any:
    return pq.read_table(place).replace_schema_metadata(None)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
