"""Stages what a run made, checks it, and publishes it with its record, or does not (semantics 6, 19, 20)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from regauge_runtime.checks.run import CheckRun
from regauge_runtime.checks.tables import CheckedTable, CheckTables
from regauge_runtime.columns import conformed, declared_schema, storable, with_partition
from regauge_runtime.cuts import Cut
from regauge_runtime.errors import CheckFailed, StepError, Transient, Validation
from regauge_runtime.inputs import LoadedInput, own_cut
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import HandedOver, Produced
from regauge_runtime.records import FAILED, PASSED, Record
from regauge_runtime.step import Step
from regauge_runtime.store import Selection, Staged, Store
from regauge_runtime.stores import RECORDS_TABLE, Stores
from regauge_runtime.trace import now
from regauge_runtime.values import Values
from regauge_runtime.written_rows import deduplicated, with_metadata_columns

if TYPE_CHECKING:
    import pyarrow as pa

    from regauge_runtime.hooks.step_hooks import StepHooks


@dataclass
class Published:
    """What the result tells of a publication, successful or not."""

    rows: dict[str, int] = field(default_factory=dict)
    outputs: list[JsonObject] = field(default_factory=list)
    checks: list[JsonObject] = field(default_factory=list)
    error: StepError | None = None


class Publication:
    """One step's way from rows in memory to rows that others read."""

    def __init__(
        self,
        step: Step,
        values: Values,
        stores: Stores,
        inputs: list[LoadedInput],
        hooks: StepHooks | None = None,
        promised: dict[str, JsonObject] | None = None,
    ) -> None:
        self.step = step
        self.hooks = hooks
        self.values = values
        self.stores = stores
        self.inputs = inputs
        self.promised = promised or {}
        self.cut = own_cut(step)
        self.given: dict[str, list[str]] = {}
        self.dropped: dict[str, int] = {}
        self.is_atomic: bool = step.asset.get("atomicOutputs", False)
        self.may_widen = False
        self.adds: dict[str, list[str]] = {}
        self.handed_over: HandedOver | None = None
        self.record = Record(
            run_key=step.run_key,
            product=step.plan.scope,
            asset=step.key,
            partition=step.record_partition,
            attempt=step.attempt,
            code_version=step.asset.get("codeVersion", ""),
            status=PASSED,
            inputs={loaded.table: loaded.snapshot for loaded in inputs if loaded.snapshot is not None},
        )

    def run(self, produced: Produced, done: dict[str, Record]) -> Published:
        """Stages, checks and publishes all outputs but those that `done` has already, by table."""
        published = Published(rows=dict(produced.rows))
        self.record = dataclasses.replace(self.record, state=produced.state)
        self.may_widen = produced.may_widen
        self.adds = produced.adds
        self.handed_over = produced.handed_over
        staged: list[Staged] = []
        untouched: list[str] = []
        try:
            for output in self.step.asset.get("outputs", []):
                table, data = output["table"], produced.data.get(output["name"])
                if table in done:
                    published.outputs.append({"table": table, "snapshot": done[table].snapshot, "isPublished": True})
                elif data is not None:
                    staged.append(self._stage(output, data, staged[0] if staged and self.is_atomic else None))
                elif self.is_atomic:
                    raise Validation(f"{table}: nothing was returned for it, and atomicOutputs publishes all or none")
                else:
                    untouched.append(table)
            published.checks = self._checks(staged, untouched, produced.outcomes)
            if self.hooks:
                self.hooks.checked(published.checks)
            self._publish(published, staged, untouched, done)
        except BaseException:
            for one in staged:
                one.discard()
            raise
        return published

    def _stage(self, output: JsonObject, data: pa.Table, beside: Staged | None) -> Staged:
        plan = self.step.plan.table(output["table"])
        if "location" in plan:
            plan = plan | {"location": self.values.resolve(plan["location"], f"table {plan['name']}: location")}
        store = self.stores.of_table(output["table"])
        self.given[output["table"]] = data.column_names
        rows = with_partition(storable(data), self.cut)
        schema = declared_schema(plan, self.cut)
        if schema is not None:
            if self.may_widen:
                for field in rows.schema:
                    schema = schema if field.name in schema.names else schema.append(field.with_nullable(True))
            rows = conformed(rows, schema, output["table"], is_declared=True)
        elif rows.num_columns == 0 and not store.exists(output["table"]):
            raise Validation(
                f"{output['table']} has no columns yet, and no rows came that could tell them: declare them"
            )
        kept = deduplicated(rows, output)
        self.dropped[output["table"]] = rows.num_rows - kept.num_rows
        rows = with_metadata_columns(kept, plan, self.record)
        return store.stage(plan, output, rows, self.cut, self.record, beside)

    def _checks(self, staged: list[Staged], untouched: list[str], outcomes: dict[str, JsonObject]) -> list[JsonObject]:
        names = {output["table"]: output["name"] for output in self.step.asset.get("outputs", [])}
        tables = [
            CheckedTable(names[one.table], one.table, one.view, schema=one.rows.schema, given=self.given[one.table])
            for one in staged
        ]
        for table in untouched:
            # The function did its own I/O: what the table holds now is what it made.
            store = self.stores.of_table(table)
            if store.exists(table):
                view = partial(_as_it_lies, store, table)
                tables.append(CheckedTable(names[table], table, view, view(self.cut).schema))
        looked_at = CheckTables(self.step, self.stores, tables, self.inputs)
        return CheckRun(self.step, self.values, looked_at, self.cut, outcomes, self.promised).results()

    def _publish(
        self, published: Published, staged: list[Staged], untouched: list[str], done: dict[str, Record]
    ) -> None:
        outcomes = {check["name"]: check["status"] for check in published.checks}
        crashed = [check for check in published.checks if check["status"] == "error"]
        if crashed:
            why = "; ".join(f"check {check['name']}: {check['error']}" for check in crashed)
            for one in staged:
                one.discard()
            published.outputs += [{"table": one.table, "snapshot": None, "isPublished": False} for one in staged]
            published.error = Transient(why, code="CHECK_CRASHED")
            return
        broken = [
            check["name"] for check in published.checks if check["status"] == "failed" and check["onFail"] == "block"
        ]
        what = (untouched, done, FAILED if broken else PASSED, outcomes)
        if not broken:
            # Before the commit: after one, a step that is tried again does nothing any more.
            for name, keys in self.adds.items():
                self.stores.keys.add(name, keys, self.step.key)
            if self.handed_over is not None:
                # Before the record: a step that failed here hands over again.
                self._hand_over(self.handed_over)
        if self.hooks is None or broken:
            self._commit(published, staged, *what)
        else:
            self._commit_aloud(self.hooks, published, staged, *what)
        if broken:
            published.error = CheckFailed(f"blocking check failed: {', '.join(broken)}")

    def _commit(
        self,
        published: Published,
        staged: list[Staged],
        untouched: list[str],
        done: dict[str, Record],
        status: str,
        outcomes: dict[str, Any],
    ) -> None:
        is_good = status == PASSED
        records = [dataclasses.replace(self._with(status, outcomes), rows=one.row_count) for one in staged]
        at_once: Sequence[str | None] | None = None
        if self.is_atomic and is_good and staged:
            at_once = self.stores.of_table(staged[0].table).publish_together(staged, records)
        for number, (one, record) in enumerate(zip(staged, records, strict=True)):
            if at_once is not None:
                snapshot = at_once[number]
            else:
                snapshot = one.publish(record) if is_good else one.reject(record)
            published.rows[one.table] = one.row_count if is_good else 0
            told: JsonObject = {"table": one.table, "snapshot": snapshot, "isPublished": is_good}
            if dropped := self.dropped[one.table]:
                told["duplicates"] = dropped
            published.outputs.append(told)
        self._note(untouched, staged, self._with(status, outcomes), done, published)

    def _commit_aloud(self, hooks: StepHooks, published: Published, staged: list[Staged], *what: Any) -> None:
        """Commits, and tells of it; a hook that fails after the commit takes nothing back."""
        tables, is_committed = [one.table for one in staged], False
        try:
            with hooks.publishing(tables) as work:
                self._commit(published, staged, *what)
                work.rows = sum(published.rows[table] for table in tables)
                is_committed = True
            hooks.published([loaded.table for loaded in self.inputs], tables)
        except StepError as error:
            if not is_committed:
                raise
            published.error = error

    def _hand_over(self, handed: HandedOver) -> None:
        """Hands over what another system gets, and tells of it."""
        if self.hooks is None:
            handed.work()
            return
        with self.hooks.handing_over(handed.system, handed.names):
            handed.work()

    def _note(
        self, untouched: list[str], staged: list[Staged], record: Record, done: dict[str, Record], published: Published
    ) -> None:
        """Leaves the record of a step that gave no rows, in its tables or in the one that is there for that."""
        noted = bool(staged) or bool(done)
        for table in untouched:
            store = self.stores.of_table(table)
            if store.exists(table):
                rows = published.rows.get(table, 0)
                snapshot = store.note(table, dataclasses.replace(record, rows=rows))
                published.outputs.append({"table": table, "snapshot": snapshot, "isPublished": record.status == PASSED})
                noted = True
        if not noted:
            rows = sum(published.rows.values())
            self.stores.default().note_without_table(RECORDS_TABLE, dataclasses.replace(record, rows=rows))

    def _with(self, status: str, outcomes: dict[str, Any]) -> Record:
        return dataclasses.replace(self.record, status=status, checks=outcomes, published_at=now())


def _as_it_lies(store: Store, table: str, cut: Cut | None) -> pa.Table:
    """Returns the rows of a cut of what the table holds now."""
    return store.read(table, Selection(only=cut))[0]
