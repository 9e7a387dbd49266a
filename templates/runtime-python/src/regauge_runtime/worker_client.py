"""Starts a worker in another Python, hands it a call, and takes its answer."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import regauge_runtime
from regauge_runtime import log_records
from regauge_runtime.arrow_data import plain
from regauge_runtime.errors import Configuration, Failure, Validation, failure_error, failure_of_exit
from regauge_runtime.step import Step
from regauge_runtime.values import variable
from regauge_runtime.worker import read_data, write_data


def user_python(step: Step) -> Path | None:
    """Returns the interpreter of the user's own environment, or None when the code runs in the step's."""
    named = os.environ.get(f"REGAUGE_USER_PYTHON_{variable(step.plan.scope)}")
    path = Path(named) if named else step.home / "venv" / "user" / "bin" / "python"
    if named and not path.exists():
        raise Configuration(f"REGAUGE_USER_PYTHON_{variable(step.plan.scope)} is {named}, which is not there")
    return path if path.exists() else None


class Worker:
    """A process that will make one call; started early, so that it gets ready while the inputs are read."""

    def __init__(
        self, python: Path, step: Step, variables: dict[str, str] | None = None, *, inherits: bool = True
    ) -> None:
        """`variables`: besides this process's own, or, when it does not inherit those, instead of them."""
        self.folder = Path(tempfile.mkdtemp(prefix="regauge-"))
        alone = self.folder / "path"
        alone.mkdir()
        # This package and nothing beside it: the step's own libraries must not reach the user's code.
        (alone / "regauge_runtime").symlink_to(Path(regauge_runtime.__file__).parent)
        to_worker, self._writer = os.pipe()
        self._reader, from_worker = os.pipe()
        self._process = subprocess.Popen(
            [str(python), "-m", "regauge_runtime.worker", str(self.folder), str(to_worker), str(from_worker)],
            cwd=step.code_dir if step.code_dir.is_dir() else None,
            env=(dict(os.environ) if inherits else {}) | (variables or {}) | {"PYTHONPATH": str(alone)},
            stdin=subprocess.DEVNULL,
            pass_fds=(to_worker, from_worker),
        )
        os.close(to_worker)
        os.close(from_worker)

    def call(
        self,
        call: dict[str, Any],
        inputs: dict[str, Any],
        timeout: float | None = None,
        *,
        results: list[Any] | None = None,
    ) -> dict[str, Any]:
        """Makes the call and returns its answer with data as Arrow tables; raises what the function raised.

        `results` is one more argument, of plain values.

        Raises TimeoutError when it takes longer than `timeout` seconds.
        """
        with os.fdopen(self._reader, "rb") as hello:
            kind = hello.readline()
        files = {}
        for number, (name, rows) in enumerate(inputs.items()):
            data = rows if kind == b"arrow\n" else rows.to_pylist()
            files[name] = write_data(data, self.folder / f"in{number}").name
        if results is not None:
            with (self.folder / "results.pickle").open("wb") as file:
                pickle.dump(plain(results), file)
            call = call | {"results": "results.pickle"}
        if log_records.is_on():
            call = call | {"logs": "logs.jsonl"}
        path = self.folder / "call.json"
        path.write_text(json.dumps(call | {"inputs": files}, default=str), encoding="utf-8")
        if kind:
            os.write(self._writer, b"go\n")
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise TimeoutError(f"{call['entrypoint']} took longer than {timeout} s") from None
        finally:
            if "logs" in call:
                log_records.take(self.folder / call["logs"])
        found = self.folder / "answer.json"
        if not found.exists():
            raise failure_error(failure_of_exit(code or 1, "the function's process"))
        answer: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
        if "failure" in answer:
            raise failure_error(Failure(**answer["failure"]))
        if "data" in answer:
            answer["data"] = self._data(answer["data"])
        if "outputs" in answer:
            answer["outputs"] = {name: file and self._data(file) for name, file in answer["outputs"].items()}
        return answer

    def close(self) -> None:
        """Ends the process, if it still runs, and removes its folder."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._writer)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _data(self, name: str) -> Any:
        path = self.folder / name
        if path.suffix != ".pickle":
            return read_data(path)
        with path.open("rb") as file:
            return _PlainUnpickler(file).load()


class _PlainUnpickler(pickle.Unpickler):
    """Reads rows of plain values: the classes of the user's code are not there to be loaded."""

    def find_class(self, module: str, name: str) -> Any:
        if module in ("datetime", "decimal", "uuid", "collections") or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise Validation(f"a row holds a {module}.{name}: give plain values")


_PLAIN = {("builtins", name) for name in ("set", "frozenset", "bytearray", "complex")}
