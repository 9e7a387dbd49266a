"""Tables in a database as a store: delete, insert and record in one transaction (semantics 6, 20).

The transaction stays open while the checks look at the rows in it. A failed blocking check rolls it back, so that
nobody ever sees the bad rows, and only the failed record is written. Records lie in `regauge_records`, in the
database's default schema.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regauge_runtime import failpoints
from regauge_runtime.columns import conformed, require_inside
from regauge_runtime.cuts import Cut, PartitionCut, quoted, quoted_table, sql_literal
from regauge_runtime.errors import Configuration
from regauge_runtime.evolution import column_changes, require_no_rows
from regauge_runtime.plan import JsonObject
from regauge_runtime.records import Record
from regauge_runtime.sql_session import Session
from regauge_runtime.store import QueryStore, Selection, Staged, require_unique_keys

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS = "regauge_records"
_COLUMNS = (
    "table_name", "product", "asset", "partition_key", "run_key", "attempt", "code_version", "status", "inputs",
    "checks", "row_count", "published_at", )  # fmt: skip


class SqlStore(QueryStore):
    """The tables of one database, as one product sees them."""

    def __init__(self, name: str, target: str, product: str) -> None:
        self.name = name
        self.target = target
        self.product = product

    @abstractmethod
    def open(self) -> Session:
        """Opens a session with a transaction begun."""

    def exists(self, table: str) -> bool:
        """Tells whether a table exists."""
        with self.open() as session:
            return session.columns(table) is not None

    def rename(self, old: str, new: str) -> None:
        """Gives a table its new name, and its records with it; Configuration when it would change its schema."""
        old_schema, new_schema = old.rpartition(".")[0], new.rpartition(".")[0]
        if old_schema != new_schema:
            raise Configuration(f"table {old} cannot become {new}: a table of a database stays in its schema")
        self._ensure_records()
        with self.open() as session:
            session.lock_names(new)
            if session.columns(old) is None or session.columns(new) is not None:
                return
            self._require_owner(session, old)
            session.run(f"alter table {quoted_table(old)} rename to {quoted(new.rpartition('.')[2])}")
            mine = f"table_name = {sql_literal(old)} and product = {sql_literal(self.product)}"
            session.run(f"update {RECORDS} set table_name = {sql_literal(new)} where {mine}")

    def records(self, table: str) -> Iterator[Record]:
        """Yields the product's records of a table, newest first."""
        with self.open() as session:
            if session.columns(RECORDS) is None:
                return
            mine = f"table_name = {sql_literal(table)} and product = {sql_literal(self.product)}"
            rows = session.rows(f"select {', '.join(_COLUMNS)} from {RECORDS} where {mine} order by id desc")
        for row in rows:
            named = dict(zip(_COLUMNS, row, strict=True))
            yield Record(
                run_key=named["run_key"],
                product=named["product"],
                asset=named["asset"],
                partition=named["partition_key"],
                attempt=int(named["attempt"]),
                code_version=named["code_version"],
                status=named["status"],
                inputs=json.loads(named["inputs"]),
                checks=json.loads(named["checks"]),
                rows=int(named["row_count"]),
                published_at=named["published_at"],
                table=table,
            )

    def schema(self, table: str) -> pa.Schema:
        """Returns the columns of a table that is there, as Arrow types."""
        with self.open() as session:
            if (columns := session.columns(table)) is None:
                raise Configuration(f"{self.name} has no table {table}")
            return columns

    def read(self, table: str, selection: Selection) -> tuple[pa.Table, str | None]:
        """Returns the selected rows; a database has no snapshots."""
        with self.open() as session:
            return session.select(table, selection), None

    def stage(
        self,
        plan: JsonObject,
        output: JsonObject,
        rows: pa.Table,
        cut: PartitionCut | None,
        record: Record,
        beside: Staged | None = None,
    ) -> StagedSql:
        """Deletes and inserts in a transaction that stays open: its own one, or that of the output `beside`."""
        name: str = plan["name"]
        if output.get("write", "replace") == "replace" and cut is not None:
            require_inside(rows, cut, name)
        if isinstance(beside, StagedSql):
            session = beside.session
            self._ensure(session, plan, rows)
        else:
            self._ensure_records()
            with self.open() as short:
                self._ensure(short, plan, rows)
            session = self.open()
        try:
            self._require_owner(session, name)
            columns = session.columns(name)
            assert columns is not None
            rows = conformed(session.flat(rows), columns, name, is_declared=False)
            match output.get("write", "replace"):
                case "replace":
                    session.run(f"delete from {quoted_table(name)}" + (f" where {cut.condition()}" if cut else ""))
                    session.insert(name, rows)
                case "merge":
                    key = output.get("key", [])
                    require_unique_keys(rows, key, name)
                    session.merge(name, rows, key)
                case "append":
                    session.insert(name, rows)
                case other:
                    raise Configuration(f"output {name}: write {other} is unknown")
            failpoints.reach("staged")
            return StagedSql(self, session, name, rows)
        except BaseException:
            session.roll_back()
            raise

    def publish_together(self, outputs: Sequence[Staged], records: Sequence[Record]) -> list[None]:
        """Commits the one transaction of all outputs, with their records."""
        sessions = []
        for output, record in zip(outputs, records, strict=True):
            assert isinstance(output, StagedSql)
            self.write_record(output.session, output.table, record)
            sessions.append(output.session)
        assert all(session is sessions[0] for session in sessions), "staged in transactions of their own"
        failpoints.reach("before-commit")
        sessions[0].commit()
        failpoints.reach("after-commit")
        return [None] * len(outputs)

    def note(self, table: str, record: Record) -> None:
        """Adds a record without a change of rows."""
        self._ensure_records()
        with self.open() as session:
            self.write_record(session, table, record)

    def note_without_table(self, table: str, record: Record) -> None:
        """Adds the record of a step that has no outputs."""
        self.note(table, record)

    def write_record(self, session: Session, table: str, record: Record) -> None:
        """Inserts a record in a session's transaction."""
        values = (
            table, record.product, record.asset, record.partition, record.run_key, record.attempt, record.code_version,
            record.status, json.dumps(record.inputs, sort_keys=True), json.dumps(record.checks, sort_keys=True),
            record.rows, record.published_at,
        )  # fmt: skip
        literals = ", ".join(sql_literal(value) for value in values)
        session.run(f"insert into {RECORDS} ({', '.join(_COLUMNS)}) values ({literals})")

    def _ensure(self, session: Session, plan: JsonObject, rows: pa.Table) -> None:
        """Makes the table, or changes its columns."""
        table: str = plan["name"]
        session.lock_names(table)
        have = session.columns(table)
        if have is None:
            if "." in table:
                session.run(f"create schema if not exists {quoted_table(table.rsplit('.', 1)[0])}")
            fields = ", ".join(
                f"{quoted(field.name)} {session.type_of(field)}{'' if field.nullable else ' not null'}"
                for field in rows.schema
            )
            session.run(f"create table {quoted_table(table)} ({fields})")
            return
        change = column_changes(have, session.flat(rows.slice(0, 0)).schema, plan)
        require_no_rows(change, plan, lambda: bool(session.rows(f"select 1 from {quoted_table(table)} limit 1")))
        types = {field.name: session.type_of(field) for field in rows.schema}
        steps = [f"rename column {quoted(old)} to {quoted(new)}" for old, new in change.renamed.items()]
        steps += [f"drop column {quoted(name)}" for name in change.dropped]
        steps += [f"alter column {quoted(name)} drop not null" for name in change.optional]
        steps += [f"add column {quoted(field.name)} {types[field.name]}" for field in change.added]
        steps += [f"alter column {quoted(field.name)} type {types[field.name]}" for field in change.wider]
        steps += [f"alter column {quoted(field.name)} set not null" for field in change.added if not field.nullable]
        for step in steps:
            session.run(f"alter table {quoted_table(table)} {step}")

    def _ensure_records(self) -> None:
        with self.open() as session:
            session.lock_names(RECORDS)
            if session.columns(RECORDS) is None:
                session.make_records(RECORDS, _COLUMNS)

    def _require_owner(self, session: Session, table: str) -> None:
        others = f"table_name = {sql_literal(table)} and product <> {sql_literal(self.product)}"
        found = session.rows(f"select product from {RECORDS} where {others} limit 1")
        if found:
            raise Configuration(f"table {table} belongs to the product {found[0][0]}: {self.product} may not write it")


class StagedSql(Staged):
    """Rows in a transaction that is not committed."""

    def __init__(self, store: SqlStore, session: Session, table: str, rows: pa.Table) -> None:
        self.store = store
        self.session = session
        self.table = table
        self.rows = rows

    def view(self, cut: Cut | None) -> pa.Table:
        """Returns the rows as they are inside the transaction."""
        return self.session.select(self.table, Selection(only=cut))

    def publish(self, record: Record) -> None:
        """Commits rows and record together."""
        self.store.write_record(self.session, self.table, record)
        failpoints.reach("before-commit")
        self.session.commit()
        failpoints.reach("after-commit")

    def reject(self, record: Record) -> None:
        """Takes the rows back and leaves the failed record."""
        self.session.roll_back()
        self.store.note(self.table, record)

    def discard(self) -> None:
        """Takes the rows back."""
        self.session.roll_back()
