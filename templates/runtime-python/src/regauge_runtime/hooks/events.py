"""What an event tells: JSON of version 1.0, one shape for each group (`schemas/hooks`); standard library only.

Neither rows nor samples of rows are in an event, and no secret that the step has handed out.
"""

from __future__ import annotations

import os
from typing import Any

from regauge_runtime.errors import Failure
from regauge_runtime.ingest.outcome import KINDS
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step
from regauge_runtime.trace import now

VERSION = "1.0"


def work_group(step: Step) -> str | None:
    """Returns the group of the events around a step's work: ingestion, transform, or None where nothing is made."""
    kind = step.asset["run"]["kind"]
    if kind in KINDS:
        return "ingestion"
    return None if kind == "noop" else "transform"


def common(step: Step, event: str) -> JsonObject:
    """Returns what every event tells."""
    return {
        "version": VERSION,
        "event_type": event,
        "timestamp": now(),
        "run_id": step.run_key,
        "product": step.plan.product,
        "job": step.job,
        "attempt": step.attempt,
        "tags": dict(step.asset.get("tags") or {}),
    }


def work(step: Step) -> JsonObject:
    """Returns whose work it is: the members of `ingestion.*` or `transform.*`."""
    tables = _tables(step)
    if work_group(step) == "ingestion":
        table = tables[0] if tables else None
        branch = None if table is None else step.plan.table(table).get("branch", "main")
        names: JsonObject = {"table_name": table, "group_name": step.asset.get("group"), "branch_name": branch}
    else:
        names = {
            "tool": step.asset["run"]["kind"],
            "project_dir": str(step.code_dir),
            "target": os.environ.get("REGAUGE_ENV") or None,
            "model_names": tables,
        }
    return _whose(step) | names


def publish(step: Step, tables: list[str]) -> JsonObject:
    """Returns what is committed where."""
    return _whose(step) | {"target_system": _system(step, tables[0]), "tables": tables}


def handover(step: Step, system: str, names: list[str]) -> JsonObject:
    """Returns what another system than a store of tables gets."""
    return _whose(step) | {"target_system": system, "tables": names}


def quality(step: Step, check: JsonObject) -> JsonObject:
    """Returns how a check ended; not the rows that it found."""
    counts = {
        "failed_count": check.get("failedCount"),
        "total_count": check.get("totalCount"),
        "violation_rate": check.get("violationRate"),
    }
    return _whose(step) | {
        "check_name": check["name"],
        "check_type": check.get("kind"),
        "passed": check["status"] == "passed",
        "severity": check["onFail"],
        "metadata": {"status": check["status"]} | {name: value for name, value in counts.items() if value is not None},
    }


def lineage(step: Step, read: list[str], written: list[str]) -> JsonObject:
    """Returns which tables went into which."""
    upstream = sorted({str(one["asset"]) for one in step.asset.get("inputs", []) if "asset" in one})
    return {
        "edges": [{"from": source, "to": target} for target in written for source in read],
        "asset_keys": [step.key, *upstream],
        "metadata": {"partition_key": step.partition},
    }


def metric(step: Step, point: JsonObject) -> JsonObject:
    """Returns what an attempt counted of one metric; `level` is of what is logged, and None here."""
    return _whose(step) | {"level": None} | point


def log(step: Step, record: JsonObject, number: int) -> JsonObject:
    """Returns what an attempt logged, its `number`th record; it has no value and no unit."""
    payload = {name: record[name] for name in ("message", "exception") if name in record} | {"number": str(number)}
    told = {"name": record["name"], "value": None, "unit": None, "level": record["level"], "payload": payload}
    return _whose(step) | told | {"timestamp": record["timestamp"]}


def service(product: str, phase: str, status: str, root: str, one: JsonObject) -> JsonObject:
    """Returns that a service starts or stops; it has no run, and its tags are its own labels."""
    return {
        "version": VERSION,
        "event_type": f"service.{phase}",
        "timestamp": now(),
        "product": product,
        "tags": dict(one.get("tags") or {}),
        "service_name": one["name"],
        "project_name": product,
        "project_root": root,
        "container_name": one.get("container"),
        "phase": phase,
        "status": status,
        "metadata": dict(one.get("metadata") or {}),
    }


def ended(error: Failure | None, rows: int, seconds: float) -> JsonObject:
    """Returns how something ended."""
    metrics = {"rows": rows, "duration_seconds": round(seconds, 3)}
    return {"status": "success" if error is None else "failed", "metrics": metrics, "error": error and _told(error)}


def begun() -> JsonObject:
    """Returns the members of something that begins."""
    return {"status": "started", "metrics": {}, "error": None}


def failed(step: Step, result: JsonObject) -> JsonObject:
    """Returns the end of an asset's last attempt."""
    told: dict[str, Any] = result.get("error") or {}
    error = {name: told.get(name) for name in ("category", "code", "message")}
    return _whose(step) | {"status": str(result["status"]), "error": error}


def sentence(event: JsonObject) -> str:
    """Returns an event as one line for people."""
    words = [f"{event['product']}:", str(event["event_type"])]
    names = ("asset_key" if event.get("asset_key") else "job", "partition_key", "check_name", "service_name")
    words += [str(event[name]) for name in names if event.get(name)]
    if event.get("level"):
        words += [str(event["level"]), f"{event['name']}: {event['payload']['message']}"]
    elif "value" in event:
        words.append(f"{event['name']}={event['value']:g}")
    elif "passed" in event:
        words.append(str(event["metadata"]["status"]))
    elif "status" in event:
        words.append(str(event["status"]))
    if "asset_keys" in event and "status" in event:
        words += [f"({', '.join(event['asset_keys'])})"] if event["asset_keys"] else []
    error = event.get("error")
    return " ".join(words) + (f" ({error['code']}: {error['message']})" if error else "")


def _whose(step: Step) -> JsonObject:
    return {"asset_key": step.key, "partition_key": step.partition}


def _told(error: Failure) -> JsonObject:
    return {"category": error.category, "code": error.code, "message": error.message}


def _tables(step: Step) -> list[str]:
    return [str(output["table"]) for output in step.asset.get("outputs", [])]


def _system(step: Step, table: str) -> str:
    """What holds a table: `iceberg` for a catalog's, else the resource's type."""
    plan = step.plan.table(table)
    if plan.get("storeKind") != "resource":
        return "iceberg"
    return str(step.plan.resource(plan["store"])["type"])
