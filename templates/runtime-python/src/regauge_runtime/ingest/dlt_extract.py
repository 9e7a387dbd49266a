"""Runs one resource of a dlt source and returns its rows as Arrow, with the state that the next run needs.

dlt extracts and normalizes: it finds the types, keeps the schema contract, moves the cursor. It loads nothing: the rows
and the state go back to the step, which commits both at once. Needs dlt and pyarrow beside this package.
"""

from __future__ import annotations

import inspect
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regauge_runtime import function_call, resources
from regauge_runtime.errors import Configuration, Permanent
from regauge_runtime.ingest.failures import ingestion_error
from regauge_runtime.ingest.rest_cursor import rest_config
from regauge_runtime.values_returned import Result

if TYPE_CHECKING:
    import pyarrow as pa

REST_SOURCE = "dlt.sources.rest_api:rest_api_source"


@dataclass(frozen=True)
class DltCall:
    """What is asked of dlt; plain values, for it may happen in another Python.

    `resources` are the product's, for which the source may ask by name, each the fields of a `ResourceCall`;
    `columns` are the table's, as dlt's hints by name; `state` is what `extract` gave before ("" = nothing yet);
    `window` is the partition's [start, end) as RFC 3339 texts, which then bounds the cursor instead of the state.
    """

    name: str
    source: str
    resource: str
    args: dict[str, Any]
    resources: list[dict[str, Any]] = field(default_factory=list)
    incremental: dict[str, Any] | None = None
    contract: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    state: str = ""
    window: tuple[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Returns the call as `extract` takes it."""
        return asdict(self)


def extract(call: dict[str, Any]) -> Result:
    """Runs the resource; returns its rows (None = there were none), and in `metadata` the state and what dlt counted.

    Raises what went wrong in the words of ingestion, for it may be another Python that hears of it.
    """
    folder = Path(tempfile.mkdtemp(prefix="regauge-dlt-"))
    try:
        _settings(folder)
        return _with_bounds_of_the_source(DltCall(**call), folder)
    except Exception as error:
        raise ingestion_error(error, f"{call['source']} {call['resource']}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path) -> None:
    """dlt as a part of a step: no telemetry, nothing outside the folder, and the step alone decides on retries."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["DLT_DATA_DIR"] = str(folder)
    os.environ.setdefault("RUNTIME__REQUEST_MAX_ATTEMPTS", "1")
    # With a cause and a trace of a failure, the step's log says enough.
    os.environ.setdefault("RUNTIME__LOG_LEVEL", "ERROR")


def _with_bounds_of_the_source(call: DltCall, folder: Path) -> Result:
    """Runs dlt, and again when the cursor's values are of another type than the bounds: it fails at the first row."""
    from dlt.extract.incremental.exceptions import IncrementalCursorInvalidCoercion

    like: Any = None
    for number in range(2):
        try:
            return _run(call, folder / str(number), like)
        except Exception as error:
            cause: BaseException | None = error
            while cause is not None and not isinstance(cause, IncrementalCursorInvalidCoercion):
                cause = cause.__cause__
            if cause is None or number or not isinstance(cause.item, (str, date, int, float)):
                raise
            like = cause.item
    raise AssertionError


def _run(call: DltCall, folder: Path, like: Any) -> Result:
    import dlt
    from dlt.common.versioned_state import compress_state, decompress_state

    source = _source(call)
    _shape(source, call)
    resource = source.resources[call.resource]
    # No primary key: of rows at the cursor's last value dlt would leave out those of a known key although they changed,
    # and it looks for the column's name in what the source sends, where a field may be called otherwise (Id, not id).
    hints: dict[str, Any] = {"write_disposition": "append"}
    if call.incremental is not None:
        known = _like(resource, call.incremental["cursor"]) if like is None else like
        hints["incremental"] = dlt.sources.incremental(**_incremental(call, known))
    resource.apply_hints(**hints)
    destination = dlt.destinations.filesystem(bucket_url=f"file://{folder / 'none'}")
    pipeline = dlt.pipeline(call.name, pipelines_dir=str(folder), destination=destination, dataset_name="step")
    if call.state and call.window is None:
        with pipeline.managed_state() as state:
            state["sources"] = decompress_state(call.state)["sources"]
    extracted = pipeline.extract(source, loader_file_format="parquet")
    normalized = pipeline.normalize()
    counts = {name: count for name, count in (normalized.row_counts if normalized else {}).items() if not _own(name)}
    table = str(resource.table_name) if not callable(resource.table_name) else call.resource
    table = source.schema.naming.normalize_tables_path(table)
    if any(count for name, count in counts.items() if name != table):
        raise Permanent(f"{call.resource} makes the tables {', '.join(sorted(counts))}; it may make one", code="TABLES")
    rows = _rows(pipeline, table)
    found = 0 if rows is None else rows.num_rows
    if found != counts.get(table, 0):
        raise Permanent(f"dlt counted {counts.get(table, 0)} rows of {table}, but left {found}", code="ROWS_LOST")
    told = {"extracted": _extracted(extracted, table, found), "rows": found}
    state_text = compress_state({"sources": dict(pipeline.state.get("sources", {}))})  # type: ignore[typeddict-unknown-key]
    return Result(metadata={"dlt": told, "state": state_text}, data=rows if found else None)


def _source(call: DltCall) -> Any:
    """Returns the dlt source with the one resource; a function that gives rows is made a resource."""
    import dlt
    from dlt.common.schema import Schema
    from dlt.extract.resource import DltResource
    from dlt.extract.source import DltSource

    args = call.args
    if call.source == REST_SOURCE and isinstance(args.get("config"), dict):
        args = args | {"config": rest_config(args["config"], call.resource, call.incremental)}
    function = function_call.resolve(call.source)
    made = function(**args, **_asked_for(function, call))
    if isinstance(made, DltSource):
        if call.resource not in made.resources:
            known = ", ".join(sorted(made.resources))
            raise Permanent(f"{call.source} has no resource {call.resource}; it has {known}", code="SOURCE_NOT_FOUND")
        return made.with_resources(call.resource)
    if not isinstance(made, DltResource):
        made = dlt.resource(made, name=call.resource)
    elif made.name != call.resource:
        made = made.with_name(call.resource)
    return DltSource(Schema(call.name), "regauge", [made])


def _asked_for(function: Callable[..., Any], call: DltCall) -> dict[str, Any]:
    """Returns the resources that a source names among its arguments (semantics 26); none of dlt's own knows ours."""
    if call.source.startswith("dlt."):
        return {}
    given = {tree["name"]: tree for tree in call.resources}
    parameters = inspect.signature(function).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    names = given if takes_all else [name for name in parameters if name in given]
    return {name: resources.make(resources.ResourceCall(**given[name])) for name in names}


def _shape(source: Any, call: DltCall) -> None:
    """What is nested stays in its row as JSON; the columns that the table has are known, the contract is for others."""
    from dlt.common.schema.utils import new_table

    source.max_table_nesting = 0
    if call.columns:
        name = source.resources[call.resource].table_name
        columns: list[Any] = [{"name": name, "nullable": True} | hint for name, hint in call.columns.items()]
        source.schema.update_table(new_table(name if isinstance(name, str) else call.resource, columns=columns))
    if any(mode != "evolve" for mode in call.contract.values()):
        source.schema_contract = call.contract


def _incremental(call: DltCall, like: Any) -> dict[str, Any]:
    """Returns dlt's own words for the cursor; a partition's window is its range, whatever was read before."""
    rule = call.incremental or {}
    initial = rule.get("initialValue")
    asked: dict[str, Any] = {"cursor_path": rule["cursor"], "allow_external_schedulers": False}
    if call.window is not None:
        low, high = (_bound(text, like if like is not None else initial) for text in call.window)
        return asked | {"initial_value": low, "end_value": high}
    if initial is not None:
        asked["initial_value"] = _bound(initial, like) if like is not None and isinstance(initial, str) else initial
    if rule.get("rowOrder"):
        asked["row_order"] = rule["rowOrder"]
    if rule.get("lagSeconds"):
        asked["lag"] = float(rule["lagSeconds"])
    return asked


def _like(resource: Any, cursor: str) -> Any:
    """Returns some value of the type that the source says its cursor has (a database does), None = it is silent."""
    column = resource.columns.get(cursor, {}) if isinstance(resource.columns, dict) else {}
    zone = UTC if column.get("timezone", True) else None
    values = {"timestamp": datetime(2000, 1, 1, tzinfo=zone), "date": date(2000, 1, 1), "bigint": 0, "double": 0.0}
    return values.get(column.get("data_type", ""))


def _bound(text: str, like: Any) -> Any:
    """Returns an instant as a value of the type of `like`: a text of its length, a date, a datetime, epoch seconds."""
    import pendulum

    instant = pendulum.parse(text)
    if isinstance(like, datetime):
        return instant if like.tzinfo is not None else instant.naive()  # type: ignore[union-attr]
    if isinstance(like, date):
        return instant.date()  # type: ignore[union-attr]
    if isinstance(like, (int, float)) and not isinstance(like, bool):
        return type(like)(instant.timestamp())  # type: ignore[union-attr]
    return text[:10] if isinstance(like, str) and len(like) == 10 else text


def _rows(pipeline: Any, table: str) -> pa.Table | None:
    """Returns the rows of all files that dlt left for a table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for package in pipeline.list_normalized_load_packages():
        for job in pipeline.get_load_package_info(package).jobs["new_jobs"]:
            if job.job_file_info.table_name == table:
                part = pq.read_table(job.file_path)
                parts.append(part.select([name for name in part.column_names if not _own(name)]))
    return pa.concat_tables(parts, promote_options="default") if parts else None


def _own(name: str) -> bool:
    return name.startswith("_dlt_")


def _extracted(info: Any, table: str, otherwise: int) -> int:
    counts = [
        metrics["table_metrics"][table].items_count
        for steps in info.metrics.values()
        for metrics in steps
        if table in metrics["table_metrics"]
    ]
    return sum(counts) if counts else otherwise


def plain_arguments(args: dict[str, Any]) -> dict[str, Any]:
    """Returns arguments as JSON gives them back, so that both Pythons see the same; Configuration when they cannot."""
    try:
        found: dict[str, Any] = json.loads(json.dumps(args))
    except (TypeError, ValueError) as error:
        raise Configuration(f"the source's arguments are no JSON: {error}") from None
    return found
