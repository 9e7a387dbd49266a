"""Builds nodes of a dbt project in a scratch DuckDB and runs their tests there; lives in dbt's own environment.

What the models read is put where dbt will look for it, from Parquet files; what each made is left as one. dbt parses
the project once, and the same manifest serves each build. In a warehouse dbt reads and leaves everything itself. Needs
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
from typing import Any, TypeAlias

from regauge_runtime.dbt.failures import dbt_error
from regauge_runtime.errors import Configuration

DATABASE = "regauge"
SAMPLE_ROWS = 20
# dbt's commands that make the node, by its kind; `build` means the one that fits, and the tests after it.
MAKES = {"model": "run", "seed": "seed", "snapshot": "snapshot"}
# Of the tests only those that are asked for: dbt would add each that its `fqn` touches.
_NO_OTHER_TESTS = ("--indirect-selection", "empty")
# Parquet has no wider integers: as a decimal they lose nothing.
_WIDE = ("HUGEINT", "UHUGEINT")
# What dbt says of each test that ran, with the node that it is a check of; by the test's unique id.
_Tests: TypeAlias = dict[str, tuple[dict[str, Any], str]]


@dataclass(frozen=True)
class DbtCall:
    """What is asked of dbt; plain values, for it happens in another Python.

    `models` are unique ids of nodes; `tests` those of tests with the node that each is a check of. `reads` are the
    Parquet files of what the nodes and their tests read of others, by unique id; `own` those of the rows which
    incremental models and snapshots have already. `folder` is empty and the call's own. `output` is the profile of a
    warehouse, and `variables` what it reads; with none the nodes are built in a DuckDB.
    """

    project: str
    folder: str
    models: list[str]
    command: str = "build"
    tests: dict[str, str] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    target: str = "regauge"
    full_refresh: bool = False
    vars: dict[str, Any] = field(default_factory=dict)
    output: dict[str, Any] | None = None
    variables: dict[str, str] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Any]:
        """Returns the call as `build` takes it."""
        return asdict(self)


def build(call: dict[str, Any]) -> dict[str, Any]:
    """Builds the nodes; returns by id their `rows` (Parquet files; none in a warehouse), `tests`, what dbt `told`.

    Raises what dbt says as the step's failure. A test that fails or crashes raises nothing: that is its outcome.
    """
    return _Build(DbtCall(**call)).run()


class _Build:
    def __init__(self, call: DbtCall) -> None:
        self.call = call
        self.folder = Path(call.folder)
        self.databases = {DATABASE: self.folder / f"{DATABASE}.duckdb"}

    def run(self) -> dict[str, Any]:
        os.environ.update(self.call.variables)
        self._profile()
        manifest = self._invoke(["parse", "--no-partial-parse"], None)
        nodes = [self._known(manifest, model) for model in self.call.models]
        if self.call.output is None:
            self._load(manifest, nodes)
            self._profile()
        told = self._built(manifest, nodes)
        tests = {test: (told[test], model) for test, model in self.call.tests.items() if test in told}
        looked_at = self._in_duckdb if self.call.output is None else self._in_warehouse
        rows, outcomes = looked_at(manifest, nodes, tests)
        shown = {node.unique_id: self._shown(node, told[node.unique_id]) for node in nodes}
        return {"rows": rows, "tests": outcomes, "told": shown}

    def _in_warehouse(self, manifest: Any, nodes: list[Any], tests: _Tests) -> tuple[dict[str, str], dict[str, Any]]:
        of_tests = {model for _, model in tests.values()}
        asked = {node.unique_id: node.relation_name for node in nodes if node.unique_id in of_tests}
        counts = {model: self._counted(manifest, relation) for model, relation in asked.items()}
        return {}, _outcomes(partial(self._asked, manifest), tests, counts)

    def _in_duckdb(self, manifest: Any, nodes: list[Any], tests: _Tests) -> tuple[dict[str, str], dict[str, Any]]:
        import duckdb

        try:
            with self._connected() as connection:
                rows = {node.unique_id: self._rows(connection, node, n) for n, node in enumerate(nodes)}
                counts = {
                    node.unique_id: connection.execute(f"select count(*) from {node.relation_name}").fetchall()[0][0]
                    for node in nodes
                }
                return rows, _outcomes(partial(_looked, connection), tests, counts)
        except duckdb.Error as error:
            # A view is made without a look at its rows.
            raise dbt_error(str(error), f"dbt, {', '.join(self.call.models)}") from None

    def _shown(self, node: Any, own: dict[str, Any]) -> dict[str, Any]:
        seconds = round(float(own.get("execution_time") or 0.0), 3)
        where = {} if self.call.output is None else {"relation": node.relation_name}
        return {"seconds": seconds, "message": own.get("message")} | where

    def _known(self, manifest: Any, model: str) -> Any:
        node = manifest.nodes.get(model)
        if node is None:
            raise Configuration(
                f"dbt, {model}: the project has no such node (any more): run dbt parse", code="DBT_MODEL"
            )
        return node

    def _built(self, manifest: Any, nodes: list[Any]) -> dict[str, dict[str, Any]]:
        """Has dbt make the nodes and run their tests; returns its results by id, raises the first node that failed."""
        refresh = self.call.full_refresh and any(node.resource_type in ("model", "seed") for node in nodes)
        more = ["--full-refresh"] if refresh else []
        made = list(map(_selector, nodes))
        # What is not there any more is no reason to build nothing: its check says so.
        tests = [_selector(manifest.nodes[test]) for test in self.call.tests if test in manifest.nodes]
        # One `build` of several would leave out what stands behind a test that failed: its checks had no outcome.
        tests_apart = len(nodes) > 1
        if self.call.command == "build":
            with_it = [] if tests_apart else tests
            told = self._results(manifest, ["build", *_NO_OTHER_TESTS, "--select", *made, *with_it, *more])
        else:
            told = self._results(manifest, [self.call.command, "--select", *made, *more])
        for node in nodes:
            if node.unique_id not in told:
                message = f"dbt, {node.unique_id}: dbt {self.call.command} does not make it"
                raise Configuration(message, code="DBT_COMMAND")
        failed = [node.unique_id for node in nodes if told[node.unique_id]["status"] != "success"]
        if failed:
            # What is left out behind one that failed says nothing of its own.
            first = next((node for node in failed if told[node]["status"] == "error"), failed[0])
            raise dbt_error(told[first].get("message") or told[first]["status"], f"dbt, {first}")
        if tests_apart and self.call.command == "build" and tests:
            told |= self._results(manifest, ["test", *_NO_OTHER_TESTS, "--select", *tests])
        return told

    def _results(self, manifest: Any, words: list[str]) -> dict[str, dict[str, Any]]:
        self._invoke(words, manifest)
        results = json.loads((self.folder / "target" / "run_results.json").read_text("utf-8"))["results"]
        return {result["unique_id"]: result for result in results}

    def _profile(self) -> None:
        """Writes profiles.yml under the name that the project wants: a scratch file, and no secret."""
        import yaml

        project = Path(self.call.project) / "dbt_project.yml"
        if not project.is_file():
            raise Configuration(f"dbt: {project} is not there", code="DBT_PROJECT")
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

    def _counted(self, manifest: Any, relation: str) -> int:
        # The one number, under whatever name: some warehouses write names in capitals.
        (count,) = self._asked(manifest, f"select count(*) as n from {relation}", 1)[0].values()
        return int(count)

    def _asked(self, manifest: Any, query: str, limit: int) -> list[dict[str, Any]]:
        """Returns rows of a query of the warehouse, by dbt's own connection; its text is no template (any more)."""
        inline = f"{{% raw %}}{query}{{% endraw %}}"
        shown = self._invoke(["show", "--quiet", "--inline", inline, "--limit", str(limit)], manifest)
        table = shown.results[0].agate_table
        return [dict(zip(table.column_names, row, strict=True)) for row in table.rows]

    def _load(self, manifest: Any, nodes: list[Any]) -> None:
        """Puts what is read, and the rows that the nodes have, where dbt will look for them."""
        wanted = {unique_id: Path(file) for unique_id, file in self.call.reads.items()}
        found = {unique_id: manifest.nodes.get(unique_id) or manifest.sources.get(unique_id) for unique_id in wanted}
        relations = [(found[unique_id], file) for unique_id, file in wanted.items() if found[unique_id] is not None]
        relations += [(node, Path(self.call.own[node.unique_id])) for node in nodes if node.unique_id in self.call.own]
        for relation, _ in relations:
            self.databases.setdefault(relation.database, self.folder / f"attached{len(self.databases)}.duckdb")
        with self._connected() as connection:
            for relation, file in relations:
                schema = f"{_quoted(relation.database)}.{_quoted(relation.schema)}"
                connection.execute(f"create schema if not exists {schema}")
                connection.execute(
                    f"create table {relation.relation_name} as select * from read_parquet({_literal(str(file))})"
                )

    def _rows(self, connection: Any, node: Any, number: int) -> str:
        columns = connection.execute(f"describe {node.relation_name}").fetchall()
        chosen = ", ".join(
            f"cast({_quoted(name)} as decimal(38, 0)) as {_quoted(name)}" if kind in _WIDE else _quoted(name)
            for name, kind, *_ in columns
        )
        file = self.folder / f"rows{number}.parquet"
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


def _outcomes(
    look: Callable[[str, int], list[dict[str, Any]]], tests: _Tests, counts: dict[str, int]
) -> dict[str, Any]:
    return {test: _outcome(look, result, counts[model]) for test, (result, model) in tests.items()}


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
