"""Makes product homes for tests and runs their steps, in this process or as real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import Table
from regauge_engines.processes import PATIENCE as PATIENCE

from regauge_runtime import child
from regauge_runtime.plan import Plan
from regauge_runtime.result import result_in
from regauge_runtime.step import StepCall, resolve_step

Json = dict[str, Any]

DAY = {
    "kind": "daily", "name": "day", "start": "2024-01-01", "timezone": "UTC", "offsetSeconds": 0, "endOffset": 0,
    "column": "partition_date", "columnType": "string", "format": "%Y-%m-%d",
}  # fmt: skip


class Home:
    """A product home that a test builds: assets one by one, each with a table of its own unless told otherwise."""

    def __init__(self, path: Path, product: str = "shop") -> None:
        self.path = path
        self.data = path / "data"
        self.env: dict[str, str] = {}
        self.plan: Json = {
            "version": 1,
            "product": {"name": product, "identifier": product, "scope": f"sales_{product}", "version": "0.1.0"},
            "code": {"paths": ["src"], "python": ">=3.11"},
            "catalogs": {"local": {"name": "local", "type": "embedded", "isDefault": True}},
            "partitionSets": {"day": dict(DAY)},
            "tables": {},
            "resources": {},
            "assets": [],
            "jobs": [],
        }
        (path / "code" / "src").mkdir(parents=True)

    def code(self, module: str, text: str) -> None:
        """Writes a module of the user's code."""
        (self.path / "code" / "src" / f"{module}.py").write_text(text)

    def asset(self, key: str, run: Json, *, partitioned: bool = True, write: str = "replace", **more: Any) -> Json:
        """Adds an asset with one output named after its last segment; `more` are members of the asset or its table."""
        table = key.replace("/", ".")
        plan: Json = {
            "name": table,
            "store": more.pop("store", "local"),
            "storeKind": more.pop("storeKind", "catalog"),
            "producer": key,
        }
        plan |= {name: more.pop(name) for name in ("columns", "partitionBy", "sortBy") if name in more}
        output = {"name": key.rsplit("/", 1)[-1], "table": table, "write": write, "key": more.pop("merge_key", [])}
        output["isAudited"] = more.pop("audited", False)
        asset: Json = {"key": key, "identifier": key.replace("/", "__"), "run": run, "codeVersion": "1"}
        if partitioned:
            asset["partitionSet"] = "day"
        reads = more.pop("reads", {})
        asset["upstream"] = [{"asset": up, "mapping": mapping, "isRead": True} for up, mapping in reads.items()]
        asset["inputs"] = [
            {"asset": up, "table": up.replace("/", "."), "as": up.rsplit("/", 1)[-1], "mapping": mapping}
            for up, mapping in reads.items()
        ]
        asset["retry"] = retry(*more.pop("waits", []))
        if not more.pop("silent", False):
            asset["outputs"] = [output]
            self.plan["tables"][table] = plan
        asset["checks"] = [check(**one) for one in more.pop("checks", [])]
        self.plan["assets"].append(asset | more)
        self.save()
        return self.plan["assets"][-1]

    def job(self, name: str = "daily", **more: Any) -> None:
        """Adds a job of all assets."""
        keys = [asset["key"] for asset in self.plan["assets"]]
        edges = [{"from": up["asset"], "to": asset["key"]} for asset in self.plan["assets"] for up in asset["upstream"]]
        self.plan["jobs"].append({"name": name, "assets": keys, "edges": edges, "partitionSet": "day"} | more)
        self.save()

    def save(self) -> None:
        """Writes plan.json."""
        (self.path / "plan.json").write_text(json.dumps(self.plan))

    def step(
        self, key: str, partition: str | None = None, *, cause: str = "manual:1", attempt: int = 1, **params: Any
    ) -> Json:
        """Makes an attempt in this process and returns its result."""
        call = StepCall(self.path, key, "daily", cause, attempt, partition, None, params, None, 20)
        before = dict(os.environ)
        os.environ.update({"REGAUGE_DATA": str(self.data)} | self.env)
        try:
            return child.attempt(resolve_step(call, Plan.load(self.path)))
        finally:
            os.environ.clear()
            os.environ.update(before)

    def command(
        self,
        key: str,
        partition: str | None = None,
        *,
        cause: str = "manual:1",
        attempt: int = 1,
        more: tuple[str, ...] = (),
    ) -> list[str]:
        """Returns the step's command line."""
        line = [
            sys.executable,
            "-m",
            "regauge_runtime",
            "step",
            "--home",
            str(self.path),
            "--asset",
            key,
            "--job",
            "daily",
        ]
        line += ["--cause", cause, "--attempt", str(attempt), *more]
        return line + (["--partition", partition] if partition else [])

    def environment(self, **more: str) -> dict[str, str]:
        """Returns the environment of the home's processes."""
        return os.environ | {"REGAUGE_DATA": str(self.data)} | self.env | more

    def process(
        self, key: str, partition: str | None = None, env: dict[str, str] | None = None, **call: Any
    ) -> Finished:
        """Runs the step as a process of its own."""
        done = subprocess.run(
            self.command(key, partition, **call),
            env=self.environment(**(env or {})),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return Finished(done.returncode, done.stdout, done.stderr, result_in(done.stdout))

    def table(self, name: str) -> Table:
        """Returns a table of the embedded catalog, opened by a catalog of the test's own."""
        catalog = SqlCatalog(
            "local", uri=f"sqlite:///{self.data}/catalog.db", warehouse=f"file://{self.data}/warehouse"
        )
        return catalog.load_table(name)

    def rows(self, name: str) -> list[Json]:
        """Returns a table's rows on main."""
        rows: list[Json] = self.table(name).scan().to_arrow().to_pylist()
        return rows

    def arrow(self, name: str) -> pa.Table:
        """Returns a table's rows on main as Arrow."""
        return self.table(name).scan().to_arrow()


class Finished:
    """What a step's process left behind."""

    def __init__(self, code: int, out: str, err: str, result: Json | None) -> None:
        self.code = code
        self.out = out
        self.err = err
        self.result: Json = result or {}


def sql(query: str, **more: Any) -> Json:
    """Returns a run of a query."""
    return {"kind": "sql", "query": query, "isTemplated": False} | more


def python(entrypoint: str) -> Json:
    """Returns a run of a function."""
    return {"kind": "python", "entrypoint": entrypoint}


def command(*argv: str, templated: bool = False) -> Json:
    """Returns a run of a command."""
    return {"kind": "command", "argv": list(argv), "isTemplated": templated}


def retry(*waits: float, **more: Any) -> Json:
    """Returns a retry plan."""
    return {
        "waitSeconds": list(waits),
        "jitter": "none",
        "categories": ["TRANSIENT", "RESOURCE"],
        "honorRetryAfter": True,
    } | more


def check(name: str, test: Json, on_fail: str = "error", **more: Any) -> Json:
    """Returns a check."""
    limits = {"threshold": 0.0, "warnThreshold": 0.0, "timeoutSeconds": 60, "enabled": True, "scope": "auto"}
    return {"name": name, "onFail": on_fail, "test": test} | limits | more


def statuses(result: Json) -> dict[str, str]:
    """Returns each check's status."""
    return {one["name"]: one["status"] for one in result["checks"]}
