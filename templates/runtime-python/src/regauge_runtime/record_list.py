"""Prints an asset's materialization records."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from regauge_runtime.errors import StepError
from regauge_runtime.plan import Plan
from regauge_runtime.step import data_dir
from regauge_runtime.values import Values


def main(argv: list[str]) -> int:
    """`records`: prints one JSON line per record, newest first."""
    parser = argparse.ArgumentParser(prog="python -m regauge_runtime records", description="Prints an asset's records.")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--asset", required=True)
    options = parser.parse_args(argv)
    home = options.home.absolute()
    try:
        from regauge_runtime.guard import RecordBook
        from regauge_runtime.stores import Stores

        plan = Plan.load(home)
        book = RecordBook(plan, Stores(plan, Values.load(home), data_dir(home)))
        for record in book.all_of(plan.asset(options.asset)):
            sys.stdout.write(json.dumps(record.as_json()) + "\n")
    except StepError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    return 0
