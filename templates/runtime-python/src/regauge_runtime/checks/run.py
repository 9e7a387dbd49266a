"""Runs an asset's checks on what its step staged, before anybody can read it (semantics 19).

Status: `passed`; `failed` when the violation rate is above `threshold` and the check blocks or is an error; `warned`
when it is a warning or for information, or the rate is above `warnThreshold` only; `error` when the check itself
crashed.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regauge_runtime.checks.queries import CheckQuery, columns_of, compares, filled, query_of
from regauge_runtime.cuts import Cut
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.inputs import LoadedInput
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import call_tree
from regauge_runtime.run_words import binds
from regauge_runtime.sql_run import connect, execute, register
from regauge_runtime.step import Step
from regauge_runtime.values import Values
from regauge_runtime.worker_client import Worker, user_python

if TYPE_CHECKING:
    import pyarrow as pa

SAMPLE_ROWS = 20
REPRO_ROWS = 100


@dataclass(frozen=True)
class CheckedTable:
    """A table under test: `view` gives the rows of a cut, None = of the whole table."""

    output: str
    table: str
    view: Callable[[Cut | None], pa.Table]


@dataclass(frozen=True)
class CheckRun:
    """What all checks of a step share."""

    step: Step
    values: Values
    tables: list[CheckedTable]
    inputs: list[LoadedInput]
    cut: Cut | None

    def results(self) -> list[JsonObject]:
        """Returns each enabled check's result, in the plan's order."""
        return [self._result(check) for check in self.step.asset.get("checks", []) if check.get("enabled", True)]

    def _result(self, check: JsonObject) -> JsonObject:
        base: JsonObject = {"name": check["name"], "onFail": check["onFail"]}
        try:
            found = self._evaluate(check)
        except Exception as error:  # noqa: BLE001 - whatever happens in a check is the check's own status
            message = self.values.hide(" ".join(str(error).split()))[:2000]
            empty: JsonObject = {
                "failedCount": 0,
                "totalCount": 0,
                "violationRate": 0.0,
                "query": "",
                "reproSql": "",
                "sample": [],
            }
            return base | {"status": "error"} | empty | {"error": f"{type(error).__name__}: {message}"}
        failed, total = found["failedCount"], found["totalCount"]
        # One rule for the table as a whole is kept or broken; rows are counted.
        is_whole = check["test"]["kind"] in ("row_count", "sql")
        rate = float(failed) if is_whole else (failed / total if total else float(failed > 0))
        return base | {"status": status_of(check, rate), "violationRate": rate} | found

    def _evaluate(self, check: JsonObject) -> JsonObject:
        test = self.values.resolve(check["test"], f"check {check['name']}")
        cut = None if check.get("scope") == "none" else self.cut
        timeout = float(check.get("timeoutSeconds", 300))
        if test["kind"] == "python":
            return self._python(test, cut, timeout)
        if not self.tables:
            raise Validation("the step wrote no table that it could look at")
        if test["kind"] == "sql":
            return self._sql(test, cut, timeout)
        target, rows = self._target(columns_of(test), cut)
        return _counted(query_of(test, target.table, cut), target.table, rows, timeout)

    def _target(self, columns: list[str], cut: Cut | None) -> tuple[CheckedTable, pa.Table]:
        """Returns the first output that has the columns."""
        views = [(table, table.view(cut)) for table in self.tables]
        for table, rows in views:
            if all(column in rows.column_names for column in columns):
                return table, rows
        names = ", ".join(table.table for table in self.tables)
        raise Validation(f"{names}: no column {', '.join(columns)}")

    def _sql(self, test: JsonObject, cut: Cut | None, timeout: float) -> JsonObject:
        relations = {loaded.table: loaded.rows for loaded in self.inputs}
        relations |= {table.table: table.view(cut) for table in self.tables}
        with connect() as connection, _limit(connection, timeout):
            register(connection, relations)
            rows = execute(connection, test["query"], binds(self.step))
        if rows is None or rows.num_columns != 1 or rows.num_rows != 1:
            raise Validation("the query must give one row with one value")
        value = rows.column(0)[0].as_py()
        is_kept = compares(value, test["op"], test.get("value"))
        query = filled(test["query"], binds(self.step))
        sample = [] if is_kept else [{"value": _plain(value), "expected": f"{test['op']} {test.get('value')}"}]
        return {"failedCount": int(not is_kept), "totalCount": 1, "query": query, "reproSql": query, "sample": sample}

    def _python(self, test: JsonObject, cut: Cut | None, timeout: float) -> JsonObject:
        # In a process of its own even without a user's environment, for only that can be ended in time.
        worker = Worker(user_python(self.step) or Path(sys.executable), self.step)
        try:
            params = self.step.params | self.values.resolve(test.get("params", {}), "check")
            views = {loaded.name: loaded.rows for loaded in self.inputs}
            views |= {table.output: table.view(cut) for table in self.tables}
            tree = call_tree(self.step, self.values, test["entrypoint"], params)
            answer = worker.call(tree, views, timeout)
        finally:
            worker.close()
        if isinstance(answer.get("plain"), bool):
            outcome: JsonObject = {"failed": int(not answer["plain"]), "total": 1, "sample": []}
        elif "check" in answer:
            outcome = answer["check"]
        else:
            raise Configuration(f"{test['entrypoint']} must return a bool or a CheckOutcome")
        query = f"python {test['entrypoint']}"
        sample = [_plain(row) for row in outcome["sample"][:SAMPLE_ROWS]]
        counts = {"failedCount": int(outcome["failed"]), "totalCount": int(outcome["total"])}
        return counts | {"query": query, "reproSql": "", "sample": sample}


def status_of(check: JsonObject, rate: float) -> str:
    """Returns the status of a check whose violation rate is known."""
    if rate > float(check.get("threshold", 0.0)):
        return "failed" if check["onFail"] in ("block", "error") else "warned"
    return "warned" if rate > float(check.get("warnThreshold", 0.0)) else "passed"


def _counted(query: CheckQuery, table: str, rows: pa.Table, timeout: float) -> JsonObject:
    with connect() as connection, _limit(connection, timeout):
        register(connection, {table: rows})
        counts = execute(connection, query.count, {})
        assert counts is not None
        failed, total = (int(counts.column(index)[0].as_py()) for index in (0, 1))
        sample: list[Any] = []
        if failed:
            offenders = execute(connection, f"select * from ({query.offenders}) as offenders limit {SAMPLE_ROWS}", {})
            assert offenders is not None
            sample = [_plain(row) for row in offenders.to_pylist()]
    repro = f"{query.offenders} limit {REPRO_ROWS}"
    return {"failedCount": failed, "totalCount": total, "query": query.count, "reproSql": repro, "sample": sample}


class _limit:
    """Interrupts a DuckDB connection after some seconds."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self._timer = threading.Timer(seconds, connection.interrupt)

    def __enter__(self) -> None:
        self._timer.daemon = True
        self._timer.start()

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()


def _plain(value: Any) -> Any:
    """Returns a value as JSON can say it."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
