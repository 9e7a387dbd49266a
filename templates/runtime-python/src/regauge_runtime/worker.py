"""Runs a user's function in the user's own environment; standard library only, pyarrow if that environment has it.

It is started with this package alone on its path, says over a pipe whether it has pyarrow, waits until its inputs lie
in its folder (Arrow IPC files, else pickled rows), calls the function, and leaves the outputs and `answer.json`
there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import sys
import traceback
from pathlib import Path
from typing import Any

from regauge_runtime import function_call, log_records, resources
from regauge_runtime.arrow_data import as_rows, as_table, plain, plain_row
from regauge_runtime.context import Context
from regauge_runtime.errors import failure_of, failure_of_exit
from regauge_runtime.processes import death_signal_setter
from regauge_runtime.values_returned import CheckOutcome, Result


def main(argv: list[str]) -> int:
    """`worker FOLDER READ_FD WRITE_FD`: serves one call."""
    folder, reader, writer = Path(argv[0]), int(argv[1]), int(argv[2])
    death_signal_setter()()
    has_arrow = importlib.util.find_spec("pyarrow") is not None
    os.write(writer, b"arrow\n" if has_arrow else b"rows\n")
    os.close(writer)
    if os.read(reader, 3) != b"go\n":
        return 1
    os.close(reader)
    call = json.loads((folder / "call.json").read_text(encoding="utf-8"))
    if "logs" in call:
        # The step hides secrets when it takes them: it knows which there are.
        log_records.record_to(os.open(folder / call["logs"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), str)
    try:
        function_call.add_code_paths(Path(call["code"]))
        value = function_call.call(call["entrypoint"], arguments(call, folder))
        if call.get("check") and (outcome := outcome_of(value)) is not None:
            value = outcome
        answer = {"plain": plain(value)} if call.get("plain") else leave(value, folder, has_arrow)
    except SystemExit as error:
        answer = _exit_answer(error)
    except BaseException as error:  # noqa: BLE001 - whatever the user's code raises becomes the step's failure
        traceback.print_exc()
        answer = {"failure": vars(failure_of(error))}
    temporary = folder / "answer.json.new"
    temporary.write_text(json.dumps(answer, default=str), encoding="utf-8")
    temporary.rename(folder / "answer.json")
    sys.stdout.flush()
    return 0


def arguments(call: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Returns how each argument is made, by name, in the order of semantics 26."""
    found: dict[str, Any] = {"context": lambda: Context.from_json(call["context"])}
    for name, file in call["inputs"].items():
        found[name] = lambda file=file: read_data(folder / file)
    if "results" in call:
        found["results"] = lambda: read_data(folder / call["results"])
    for tree in call["resources"]:
        found[tree["name"]] = lambda tree=tree: resources.make(resources.ResourceCall(**tree))
    for name, value in call["params"].items():
        found.setdefault(name, lambda value=value: value)
    return found


def read_data(path: Path) -> Any:
    """Returns the data in a file: an Arrow table, or rows."""
    if path.suffix == ".arrow":
        import pyarrow

        with pyarrow.memory_map(str(path)) as source:
            return pyarrow.ipc.open_file(source).read_all()
    with path.open("rb") as file:
        return pickle.load(file)


def write_data(data: Any, path: Path) -> Path:
    """Writes an Arrow table or rows beside `path` with the suffix that says which."""
    if isinstance(data, list):
        path = path.with_name(path.name + ".pickle")
        with path.open("wb") as file:
            pickle.dump([plain_row(row) for row in data], file)
        return path
    import pyarrow

    path = path.with_name(path.name + ".arrow")
    with pyarrow.OSFile(str(path), "wb") as sink, pyarrow.ipc.new_file(sink, data.schema) as out:
        out.write_table(data)
    return path


def leave(value: Any, folder: Path, has_arrow: bool) -> dict[str, Any]:
    """Leaves a returned value in the folder and returns the answer that tells of it."""
    answer: dict[str, Any] = {}
    if isinstance(value, CheckOutcome):
        return {"check": vars(value)}
    if isinstance(value, Result):
        answer |= {"metadata": value.metadata, "rows": value.rows, "partial": value.partial, "adds": value.adds}
        value = value.data
    convert = as_table if has_arrow else as_rows
    if value is None or isinstance(value, bool):
        return answer | {"plain": value}
    if isinstance(value, dict):
        names: dict[str, str | None] = {}
        for number, (name, data) in enumerate(value.items()):
            if data is None:
                names[str(name)] = None
                continue
            names[str(name)] = write_data(convert(data, f"output {name}"), folder / f"out{number}").name
        return answer | {"outputs": names}
    return answer | {"data": write_data(convert(value, "the returned value"), folder / "out").name}


def outcome_of(value: Any) -> CheckOutcome | None:
    """The outcome of a check that answers `{passed, violations, total, details, error}`, as check libraries do."""
    if not isinstance(value, dict) or not {"passed", "violations", "total"} <= value.keys():
        return None
    told = {name: value[name] for name in ("violations", "error", "details") if value.get(name)}
    sample = [told] if told else []
    if value["passed"] and "error" not in told:
        return CheckOutcome(0, int(value["total"]), sample)  # by a tolerance of its own
    # What failed without a violation, such as a rule that could not be asked, is one.
    failed = max(int(value["violations"]), 1)
    return CheckOutcome(failed, max(int(value["total"]), failed), sample)


def _exit_answer(error: SystemExit) -> dict[str, Any]:
    if error.code in (None, 0):
        return {"plain": None}
    code = error.code if isinstance(error.code, int) else 1
    return {"failure": vars(failure_of_exit(code, "the function"))}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
