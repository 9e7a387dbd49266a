"""Judges a data contract by a version of the Open Data Contract Standard, in that version's own environment.

Run as a program: reads the file that its argument names, prints what is wrong with it, a line each. The JSON Schema
and the reader are those of the standard's package on PyPI.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

VERSIONS = ("3.1", "3.2")


def wrong(contract: Path, version: str) -> list[str]:
    """Returns what a version of the standard finds wrong with a contract; nothing when it is one."""
    from regauge_engines.venvs import LOCKS, environment

    python = environment(LOCKS / f"odcs-{version}.txt") / "bin/python"
    done = subprocess.run([python, "-I", __file__, contract], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-3000:])
    return done.stdout.splitlines()


def judge(path: str) -> None:
    """Prints what the schema finds, and fails when the standard's own reader does not take the file."""
    import jsonschema  # type: ignore[import-untyped]
    import yaml  # type: ignore[import-untyped]
    from open_data_contract_standard.model import OpenDataContractStandard  # type: ignore[import-not-found]

    text = Path(path).read_text(encoding="utf-8")
    schema = json.loads((files("open_data_contract_standard") / "schema.json").read_text(encoding="utf-8"))
    judged = jsonschema.Draft201909Validator(schema)
    for error in sorted(judged.iter_errors(yaml.safe_load(text)), key=str):
        print(error.json_path, error.message)
    OpenDataContractStandard.from_string(text)


if __name__ == "__main__":
    judge(sys.argv[1])
