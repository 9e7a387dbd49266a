#!/usr/bin/env python3
"""Measures the checks of a step over a million rows against the same rules written as SQL by hand, in turn in one process.

  python3 bench/checks.py [--runs 7] [--rows 1000000]

Both look at the same Arrow table in DuckDB with a query for each rule. The runtime makes each query from its check, opens a connection that can be interrupted for each, and makes
the result that others read. Goal: at most 1.1 times the CPU of the SQL by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> None:
    """Prints a row for each and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rows", type=int, default=1_000_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regauge-checks-") as folder:
        work = pathlib.Path(folder)
        generate = [*shlex.split(os.environ.get("REGAUGE_CLI", str(ROOT / "regauge"))), "generate", str(HERE / "checks")]
        subprocess.run([*generate, "--to", "airflow", "-o", str(work / "out")], check=True, stdout=subprocess.DEVNULL)
        home = work / "out/airflow"
        subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)
        (work / "warehouse").mkdir()
        env = {"CATALOG_URI": f"sqlite:///{work}/catalog.db", "WAREHOUSE": f"file://{work}/warehouse", "REGAUGE_DATA": str(work / "data"), "ORDERS": str(told.rows)}
        program = [str(home / "venv/step/bin/python"), str(HERE / "measure/checks_and_sql.py"), str(home), str(told.runs)]
        costs = json.loads(subprocess.run(program, check=True, stdout=subprocess.PIPE, env=os.environ | env).stdout)
    print(f"{told.rows} rows, eight rules{'':20} CPU ms   (medians of {told.runs}, {os.cpu_count()} cores)")
    middle = {name: statistics.median(found) for name, found in costs.items()}
    for name, text in {"checks": "the step's checks", "hand": "SQL by hand"}.items():
        print(f"{text:40} {middle[name] * 1000:6.0f}")
    print(f"ratio: CPU {middle['checks'] / middle['hand']:.2f}")


if __name__ == "__main__":
    main()
