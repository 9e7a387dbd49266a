"""Builds one node of a dbt project in a scratch DuckDB and runs its tests there; lives in dbt's own environment.

What the model reads is put where dbt will look for it, from Parquet files; what it made is left as one. dbt parses the
project once, and the same manifest serves the build. In a warehouse dbt reads and leaves everything there itself. Needs
dbt-core and the adapter beside this package, nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from regauge_runtime.dbt.failures import dbt_error
from regauge_runtime.errors import Configuration

DATABASE = "regauge"
SAMPLE_ROWS = 20
# dbt's commands that make the node, by its kind; `build` means the one that fits, and the tests after it.
MAKES = {"model": "run", "seed": "seed", "snapshot": "snapshot"}
# Parquet has no wider integers: as a decimal they lose nothing.
_WIDE = ("HUGEINT", "UHUGEINT")


@dataclass(frozen=True)
class DbtCall:
    """What is asked of dbt; plain values, for it happens in another Python.

    `reads` are the Parquet files of what the node and its tests read, by unique id; `own` that of the rows which an
    incremental model or a snapshot has already. `folder` is empty and the call's own. `output` is the profile of a
    warehouse, and `variables` what it reads; with none the node is built in a DuckDB.
    """

    project: str
    folder: str
    model: str
    command: str = "build"
    tests: list[str] = field(default_factory=list)
    reads: dict[str, str] = field(default_factory=dict)
    own: str | None = None
    target: str = "regauge"
    full_refresh: bool = False
    vars: dict[str, Any] = field(default_factory=dict)
    output: dict[str, Any] | None = None
    variables: dict[str, str] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Any]:
        """Returns the call as `build` takes it."""
        return asdict(self)


def build(call: dict[str, Any]) -> dict[str, Any]:
    """Builds the node; returns `rows` (a Parquet file; none in a warehouse), `tests` by id, what dbt `told` of it.

    Raises what dbt says as the step's failure. A test that fails or crashes raises nothing: that is its outcome.
    """
    return _Build(DbtCall(**call)).run()


class _Build:
    def __init__(self, call: DbtCall) -> None:
        self.call = call
        self.folder = Path(call.folder)
        self.what = f"dbt, {call.model}"
        self.databases = {DATABASE: self.folder / f"{DATABASE}.duckdb"}

    def run(self) -> dict[str, Any]:
        os.environ.update(self.call.variables)
        self._profile()
        manifest = self._invoke(["parse", "--no-partial-parse"], None)
        node = manifest.nodes.get(self.call.model)
        if node is None:
            raise Configuration(
                f"{self.what}: the project has no such node (any more): run dbt parse", code="DBT_MODEL"
            )
        if self.call.output is None:
            self._load(manifest, node)
            self._profile()
        if self.call.command == "build":
            # What is not there any more is no reason to build nothing: its check says so.
            known = [manifest.nodes[test] for test in self.call.tests if test in manifest.nodes]
            selected = ["build", "--indirect-selection", "empty", "--select", *map(_selector, (node, *known))]
        else:
            selected = [self.call.command, "--select", _selector(node)]
        if self.call.full_refresh and node.resource_type in ("model", "seed"):
            selected.append("--full-refresh")
        self._invoke(selected, manifest)
        results = json.loads((self.folder / "target" / "run_results.json").read_text("utf-8"))["results"]
        told = {result["unique_id"]: result for result in results}
        own = told.get(self.call.model)
        if own is None:
            raise Configuration(f"{self.what}: dbt {self.call.command} does not make it", code="DBT_COMMAND")
        if own["status"] != "success":
            raise dbt_error(own.get("message") or own["status"], self.what)
        message, seconds = own.get("message"), round(float(own.get("execution_time") or 0.0), 3)
        shown = {"seconds": seconds, "message": message}
        if self.call.output is not None:
            ran = [test for test in self.call.tests if test in told]
            total = self._asked(manifest, f"select count(*) as n from {node.relation_name}", 1)[0]["n"] if ran else 0
            look = partial(self._asked, manifest)
            outcomes = {test: _outcome(look, told[test], int(total)) for test in ran}
            return {"rows": None, "tests": outcomes, "told": shown | {"relation": node.relation_name}}
        import duckdb

        try:
            with self._connected() as connection:
                rows = self._rows(connection, node)
                total = connection.execute(f"select count(*) from {node.relation_name}").fetchall()[0][0]
                look = partial(_looked, connection)
                outcomes = {test: _outcome(look, told[test], total) for test in self.call.tests if test in told}
        except duckdb.Error as error:
            # A view is made without a look at its rows.
            raise dbt_error(str(error), self.what) from None
        return {"rows": rows, "tests": outcomes, "told": shown}

    def _profile(self) -> None:
        """Writes profiles.yml under the name that the project wants: a scratch file, and no secret."""
        import yaml

        project = Path(self.call.project) / "dbt_project.yml"
        if not project.is_file():
            raise Configuration(f"{self.what}: {project} is not there", code="DBT_PROJECT")
        name = (yaml.safe_load(project.read_text("utf-8")) or {}).get("profile") or DATABASE
        output = self.call.output or {
            "type": "duckdb",
            "path": str(self.databases[DATABASE]),
            "schema": "main",
            "threads": 1,
            "keep_open": False,
            "settings": {"TimeZone": "UTC"},
            "attach": [
                {"path": str(file), "alias": other} for other, file in self.databases.items() if other != DATABASE
            ],
        }
        profile = {name: {"target": self.call.target, "outputs": {self.call.target: output}}}
        (self.folder / "profiles.yml").write_text(yaml.safe_dump(profile), "utf-8")

    def _invoke(self, words: list[str], manifest: Any) -> Any:
        from dbt.cli.main import dbtRunner

        flags = ["--no-send-anonymous-usage-stats", "--no-use-colors", "--no-version-check"]
        flags += ["--log-level-file", "none", "--log-path", str(self.folder / "logs")]
        where = ["--project-dir", self.call.project, "--profiles-dir", str(self.folder)]
        where += ["--target-path", str(self.folder / "target"), "--target", self.call.target]
        done = dbtRunner(manifest=manifest).invoke([*flags, *words, *where, "--vars", json.dumps(self.call.vars)])
        if done.exception is not None:
            raise dbt_error(f"{type(done.exception).__name__}: {done.exception}", f"dbt {words[0]}")
        return done.result

    def _asked(self, manifest: Any, query: str, limit: int) -> list[dict[str, Any]]:
        """Returns rows of a query of the warehouse, by dbt's own connection; its text is no template (any more)."""
        inline = f"{{% raw %}}{query}{{% endraw %}}"
        shown = self._invoke(["show", "--quiet", "--inline", inline, "--limit", str(limit)], manifest)
        table = shown.results[0].agate_table
        return [dict(zip(table.column_names, row, strict=True)) for row in table.rows]

    def _load(self, manifest: Any, node: Any) -> None:
        """Puts what is read, and the rows that the node has, where dbt will look for them."""
        wanted = {unique_id: Path(file) for unique_id, file in self.call.reads.items()}
        found = {unique_id: manifest.nodes.get(unique_id) or manifest.sources.get(unique_id) for unique_id in wanted}
        relations = [(found[unique_id], file) for unique_id, file in wanted.items() if found[unique_id] is not None]
        if self.call.own is not None:
            relations.append((node, Path(self.call.own)))
        for relation, _ in relations:
            self.databases.setdefault(relation.database, self.folder / f"attached{len(self.databases)}.duckdb")
        with self._connected() as connection:
            for relation, file in relations:
                schema = f"{_quoted(relation.database)}.{_quoted(relation.schema)}"
                connection.execute(f"create schema if not exists {schema}")
                connection.execute(
                    f"create table {relation.relation_name} as select * from read_parquet({_literal(str(file))})"
                )

    def _rows(self, connection: Any, node: Any) -> str:
        columns = connection.execute(f"describe {node.relation_name}").fetchall()
        chosen = ", ".join(
            f"cast({_quoted(name)} as decimal(38, 0)) as {_quoted(name)}" if kind in _WIDE else _quoted(name)
            for name, kind, *_ in columns
        )
        file = self.folder / "rows.parquet"
        connection.execute(
            f"copy (select {chosen} from {node.relation_name}) to {_literal(str(file))} (format parquet)"
        )
        return str(file)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        import duckdb

        connection = duckdb.connect(str(self.databases[DATABASE]))
        try:
            connection.execute("set TimeZone = 'UTC'")
            for name, file in self.databases.items():
                if name != DATABASE:
                    connection.execute(f"attach if not exists {_literal(str(file))} as {_quoted(name)}")
            yield connection
        finally:
            connection.close()


def _looked(connection: Any, query: str, limit: int) -> list[dict[str, Any]]:
    rows = connection.execute(f"select * from ({query}) as offenders limit {limit}")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _outcome(look: Callable[[str, int], list[dict[str, Any]]], result: dict[str, Any], total: int) -> dict[str, Any]:
    """Returns a test's outcome in the words of checks; `error` is why it has none. `look` gives rows of a query."""
    query = " ".join((result.get("compiled_code") or "").split())
    if result["status"] not in ("pass", "warn", "fail"):
        return {"error": f"{result['status']}: {result.get('message') or 'it did not run'}"}
    failed = int(result.get("failures") or 0)
    sample: list[Any] = []
    if failed and query:
        sample = [{name: _plain(value) for name, value in row.items()} for row in look(query, SAMPLE_ROWS)]
    status = {"pass": "passed", "warn": "warned", "fail": "failed"}[result["status"]]
    return {"status": status, "failedCount": failed, "totalCount": total, "query": query, "sample": sample}


def _selector(node: Any) -> str:
    return "fqn:" + ".".join(node.fqn)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
