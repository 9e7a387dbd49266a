"""Runs an asset's checks on what its step staged, before anybody can read it (semantics 19)."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regauge_runtime.checks import gate
from regauge_runtime.checks.engine import CheckEngine, plain, with_checksums
from regauge_runtime.checks.outcome import about, judged
from regauge_runtime.checks.parity import differences, row_text
from regauge_runtime.checks.queries import (
    Asked,
    Rows,
    columns_of,
    compares,
    filled,
    other_table,
    query_of,
)
from regauge_runtime.checks.schema import schema_outcome
from regauge_runtime.checks.scope import scope_of
from regauge_runtime.checks.tables import CheckedTable, CheckTables
from regauge_runtime.cuts import Cut, PartitionCut
from regauge_runtime.errors import Configuration, Validation
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import call_tree
from regauge_runtime.run_words import binds
from regauge_runtime.step import Step
from regauge_runtime.trace import now
from regauge_runtime.values import Values
from regauge_runtime.worker_client import Worker, user_python

if TYPE_CHECKING:
    import pyarrow as pa

SAMPLE_ROWS = 20
REPRO_ROWS = 100


@dataclass(frozen=True)
class CheckRun:
    """What all checks of a step share; `outcomes` are of tests that ran with it, by their ids.

    `promised` are what was found of what it reads of others, by key, before it did.
    """

    step: Step
    values: Values
    tables: CheckTables
    cut: PartitionCut | None
    outcomes: Mapping[str, JsonObject] = field(default_factory=dict)
    promised: Mapping[str, JsonObject] = field(default_factory=dict)
    engine: CheckEngine = field(default_factory=CheckEngine)

    def results(self) -> list[JsonObject]:
        """Returns each enabled check's result, in the plan's order; a gate judges those before it."""
        found: list[JsonObject] = []
        with self.engine:
            for check in self.step.asset.get("checks", []):
                if check.get("enabled", True):
                    found.append(self._result(check, found))
        return found

    def _result(self, check: JsonObject, before: list[JsonObject]) -> JsonObject:
        base = about(check)
        base["startedAt"], clock = now(), time.monotonic()
        try:
            found = self._evaluate(check, before)
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
            base["durationSeconds"] = round(time.monotonic() - clock, 3)
            return base | {"status": "error"} | empty | {"error": f"{type(error).__name__}: {message}"}
        base["durationSeconds"] = round(time.monotonic() - clock, 3)
        return base | judged(check, found)

    def _evaluate(self, check: JsonObject, before: list[JsonObject]) -> JsonObject:
        test = self.values.resolve(check["test"], f"check {check['name']}")
        timeout = float(check.get("timeoutSeconds", 300))
        match test["kind"]:
            case "quality_gate":
                return gate.outcome(test, before)
            case "dbt":
                return self._came(test["test"]) | {name: test[name] for name in ("table",) if name in test}
            case "contract":
                return dict(self.promised[test["external"]])
            case "python":
                return self._python(test, self._scope(check), timeout)
            case "sql":
                return self._sql(test, self._scope(check), timeout)
            case "schema":
                return schema_outcome(test, self.step, self.tables.target([]), self.cut)
        columns = columns_of(test)
        if test["kind"] == "expression" and (lost := self._lost(columns)):
            return self._without_columns(lost, self._scope(check))
        target = self.tables.target(columns)
        cut = scope_of(check, self.cut, target.schema, self.tables.asked_at)
        return self._counted(test, target, cut, timeout)

    def _came(self, test: str) -> JsonObject:
        """The outcome of a test that ran beside what it is about; raises why it has none."""
        found = self.outcomes.get(test)
        if found is None:
            raise Configuration(f"the dbt project has no test {test} (any more): run dbt parse")
        if "error" in found:
            raise RuntimeError(found["error"])
        return {"reproSql": f"select * from ({found['query']}) as offenders limit {REPRO_ROWS}"} | found

    def _scope(self, check: JsonObject) -> Cut | None:
        schema = self.tables.own[0].schema if self.tables.own else None
        return self.cut if schema is None else scope_of(check, self.cut, schema, self.tables.asked_at)

    def _counted(self, test: JsonObject, target: CheckedTable, cut: Cut | None, timeout: float) -> JsonObject:
        relations = {target.table: target.view(cut)}
        other = None
        if name := other_table(test):
            # A foreign key may be of any partition.
            other, rows = self.tables.other(name, None if test["kind"] == "relationships" else cut)
            relations.setdefault(name, rows)
            if name == target.table:
                relations[name] = rows
        looked_at = Rows(target.table, cut.condition() if cut else None, target.schema)
        asked = Asked(test, self.tables.reference(cut), binds(self.step))
        query = query_of(asked, looked_at, other)
        shown = query_of(Asked(test, asked.now, asked.binds, self.tables.dialect(target.table)), looked_at, other)
        if test["kind"] == "checksum_parity" and other is not None:
            shown = differences(test, looked_at, other)
            if test.get("algorithm", "xxhash64") == "xxhash64":
                for one, another in ((looked_at, other), (other, looked_at)):
                    text = row_text(test, one, another)
                    relations[one.table] = with_checksums(relations[one.table], one.table, text)
        with self.engine.knowing(relations, timeout) as connection:
            counts = connection.rows(query.count)
            failed, total = (int(counts.column(index)[0].as_py()) for index in (0, 1))
            sample: list[Any] = []
            if failed:
                offenders = connection.rows(f"select * from ({query.offenders}) as offenders limit {SAMPLE_ROWS}")
                sample = [plain(row) for row in offenders.to_pylist()]
        return {
            "failedCount": failed,
            "totalCount": total,
            "query": shown.count,
            "reproSql": f"{shown.offenders} limit {REPRO_ROWS}",
            "sample": sample,
        }

    def _lost(self, columns: list[str]) -> list[str]:
        known = {name for table in self.tables.own for name in table.schema.names}
        return [column for column in columns if column not in known] if self.tables.own else []

    def _without_columns(self, lost: list[str], cut: Cut | None) -> JsonObject:
        """A condition on a column that is not there is kept by no row."""
        rows = self.tables.own[0].view(cut).num_rows
        text = f"no column {', '.join(lost)}"
        return {"failedCount": max(rows, 1), "totalCount": rows, "query": "", "reproSql": "", "sample": [text]}

    def _sql(self, test: JsonObject, cut: Cut | None, timeout: float) -> JsonObject:
        relations = {loaded.table: loaded.rows for loaded in self.tables.inputs}
        relations |= {table.table: table.view(cut) for table in self.tables.own}
        query, known = test["query"], binds(self.step)
        with self.engine.knowing(relations, timeout, query, known) as connection:
            rows = connection.rows(query, known)
        if rows.num_columns != 1 or rows.num_rows != 1:
            raise Validation("the query must give one row with one value")
        value = rows.column(0)[0].as_py()
        is_kept = compares(value, test["op"], test.get("value"))
        query = filled(query, known)
        sample = [] if is_kept else [{"value": plain(value), "expected": f"{test['op']} {test.get('value')}"}]
        return {"failedCount": int(not is_kept), "totalCount": 1, "query": query, "reproSql": query, "sample": sample}

    def _python(self, test: JsonObject, cut: Cut | None, timeout: float) -> JsonObject:
        # In a process of its own even without a user's environment, for only that can be ended in time.
        worker = Worker(user_python(self.step) or Path(sys.executable), self.step)
        try:
            params = self.step.params | self.values.resolve(test.get("params", {}), "check")
            views: dict[str, pa.Table] = {loaded.name: loaded.rows for loaded in self.tables.inputs}
            views |= {table.output: table.view(cut) for table in self.tables.own}
            if len(self.tables.own) == 1 and "rows" not in params:
                # A check that is made for any table cannot know the output's name.
                views.setdefault("rows", views[self.tables.own[0].output])
            tree = call_tree(self.step, self.values, test["entrypoint"], params) | {"check": True}
            answer = worker.call(tree, views, timeout)
        finally:
            worker.close()
        if isinstance(answer.get("plain"), bool):
            outcome: JsonObject = {"failed": int(not answer["plain"]), "total": 1, "sample": []}
        elif "check" in answer:
            outcome = answer["check"]
        else:
            raise Configuration(
                f"{test['entrypoint']} must return a bool, a CheckOutcome or a dict with passed, violations and total"
            )
        query = f"python {test['entrypoint']}"
        sample = [plain(row) for row in outcome["sample"][:SAMPLE_ROWS]]
        counts = {"failedCount": int(outcome["failed"]), "totalCount": int(outcome["total"])}
        return counts | {"query": query, "reproSql": "", "sample": sample}
