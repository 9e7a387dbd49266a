"""A run of kind dbt: each node of a dbt project becomes an output of the asset, its tests the asset's checks.

Mostly it is one node, else all that one step makes. They are built in a DuckDB of the attempt's own, with the rows that
the plan lets the step read, so that dbt neither holds a database that other steps want nor publishes anything: the step
does, once the tests are judged. In a warehouse that the run names, dbt itself leaves the rows: the step keeps the
record and the outcomes of the tests.
dbt lives in an environment of its own (`venv/dbt`, or the user's whose lock holds it), never in the step's.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from regauge_runtime.dbt.build import DbtCall
from regauge_runtime.dbt.warehouse import profile_of
from regauge_runtime.errors import Configuration
from regauge_runtime.inputs import LoadedInput, own_cut
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced
from regauge_runtime.run_words import binds
from regauge_runtime.step import Step
from regauge_runtime.store import Selection
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values, variable
from regauge_runtime.worker_client import Worker, user_python


def run_dbt(
    step: Step, values: Values, stores: Stores, load: Callable[[], list[LoadedInput]]
) -> tuple[Produced, list[LoadedInput]]:
    """Builds the nodes and returns their rows with the outcomes of their tests, and what was read."""
    run = step.asset["run"]
    if "resource" in run:
        return _in_warehouse(step, values), []
    names = {output["table"]: output["name"] for output in step.asset.get("outputs", [])}
    tables: dict[str, str] = {model["id"]: model["table"] for model in run["models"]}
    if sorted(tables.values()) != sorted(names):
        raise Configuration(f"{step.key}: its dbt models have not the outputs {', '.join(sorted(names))}")
    worker = Worker(dbt_python(step), step)
    try:
        inputs = load()
        with tempfile.TemporaryDirectory(prefix="regauge-dbt-") as scratch:
            folder = Path(scratch)
            (folder / "build").mkdir()
            by_table = {loaded.table: loaded.rows for loaded in inputs}
            files = {name: _left(rows, folder / f"{n}.parquet") for n, (name, rows) in enumerate(by_table.items())}
            own: dict[str, str] = {}
            for n, model in enumerate(run["models"]):
                if model.get("keepsRows") and not run.get("fullRefresh"):
                    rows = _own_rows(step, stores, model["table"])
                    if rows is not None:
                        own[model["id"]] = _left(rows, folder / f"own{n}.parquet")
            reads = {unique_id: files[name] for unique_id, name in run.get("reads", {}).items() if name in files}
            call = replace(_call(step, values, folder / "build"), reads=reads, own=own)
            answer = _asked(worker, step, call)
            made = {names[tables[model]]: pq.read_table(file) for model, file in answer["rows"].items()}
    finally:
        worker.close()
    return Produced(made, {"dbt": _told(run, answer)}, outcomes=answer["tests"]), inputs


def _in_warehouse(step: Step, values: Values) -> Produced:
    """Has dbt build the node where the resource is; nothing of it comes here but how its tests went."""
    run = step.asset["run"]
    resource = step.plan.resource(run["resource"])
    config = values.resolve(resource.get("config", {}), f"resource {run['resource']}")
    output, variables = profile_of(resource["type"], config, run["resource"])
    worker = Worker(dbt_python(step), step)
    try:
        with tempfile.TemporaryDirectory(prefix="regauge-dbt-") as folder:
            call = replace(_call(step, values, Path(folder)), output=output, variables=variables)
            answer = _asked(worker, step, call)
    finally:
        worker.close()
    told = _told(run, answer) | {"resource": run["resource"]}
    return Produced(metadata={"dbt": told}, outcomes=answer["tests"])


def _call(step: Step, values: Values, folder: Path) -> DbtCall:
    """What the run asks of dbt wherever the nodes are built."""
    run = step.asset["run"]
    return DbtCall(
        project=str(step.code_dir / run["project"]),
        folder=str(folder),
        models=[model["id"] for model in run["models"]],
        command=run["command"],
        tests=_tests(step),
        target=run.get("target") or "regauge",
        full_refresh=bool(run.get("fullRefresh")),
        vars=_variables(step, values),
    )


def _told(run: JsonObject, answer: JsonObject) -> JsonObject:
    """What the result tells of the models: of the only one at once, of several by their tables."""
    models: list[JsonObject] = run["models"]
    if len(models) == 1:
        own: JsonObject = answer["told"][models[0]["id"]]
        return {"model": models[0]["id"], "command": run["command"]} | own
    each = {model["table"]: {"model": model["id"]} | answer["told"][model["id"]] for model in models}
    return {"command": run["command"], "models": each}


def _asked(worker: Worker, step: Step, call: DbtCall) -> JsonObject:
    tree = {
        "entrypoint": "regauge_runtime.dbt.build:build",
        "code": str(step.code_dir),
        "context": {},
        "resources": [],
        "params": {"call": call.as_json()},
        "plain": True,
    }
    answer: JsonObject = worker.call(tree, {})["plain"]
    return answer


def dbt_python(step: Step) -> Path:
    """Returns the interpreter beside which dbt is; Configuration when there is none."""
    name = f"REGAUGE_DBT_PYTHON_{variable(step.plan.scope)}"
    named = os.environ.get(name)
    own = Path(named) if named else step.home / "venv" / "dbt" / "bin" / "python"
    if own.exists():
        return own
    if named:
        raise Configuration(f"{name} is {named}, which is not there")
    user = user_python(step)
    if user is None:
        raise Configuration(f"{step.key}: no environment holds dbt: run make-env.sh", code="DBT_ENVIRONMENT")
    return user


def _tests(step: Step) -> dict[str, str]:
    """Returns the tests to run, with the model that each is a check of; both by unique id."""
    models: list[JsonObject] = step.asset["run"]["models"]
    by_table: dict[str | None, str] = {model.get("table"): model["id"] for model in models}
    only: str = models[0]["id"]
    return {
        check["test"]["test"]: by_table.get(check["test"].get("table"), only)
        for check in step.asset.get("checks", [])
        if check["test"]["kind"] == "dbt" and check.get("enabled", True)
    }


def _variables(step: Step, values: Values) -> dict[str, Any]:
    """The run's words as SQL has them, its parameters, and what the asset says (semantics 21)."""
    said: dict[str, Any] = values.resolve(step.asset["run"].get("vars", {}), f"{step.key}: vars")
    return {name: _plain(value) for name, value in (binds(step) | said).items() if value is not None}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int, float, str, list, dict)) else str(value)


def _own_rows(step: Step, stores: Stores, table: str) -> Any:
    store = stores.of_table(table)
    return store.read(table, Selection(only=own_cut(step)))[0] if store.exists(table) else None


def _left(rows: Any, file: Path) -> str:
    pq.write_table(rows, file)
    return str(file)
