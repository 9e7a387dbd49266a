#!/usr/bin/env python3
"""Measures a real Iceberg → Iceberg step: the runtime's step against a hand-written script of the same work, in turn, and the parts of the difference.

  python3 bench/step.py [--runs 5]

Both read one partition of 500,000 rows, aggregate it in DuckDB, check the result twice and replace one partition of another table.
The step does more: it guards its inputs, locks the partition, keeps a record, supervises the run time. The empty step shows what that costs alone.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "measure"))
from process import Cost, cost_of, median  # noqa: E402

DAY = "2025-01-01"


def main() -> None:
    """Prints a row for each program and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    work = pathlib.Path(tempfile.mkdtemp(prefix="regauge-step-"))
    subprocess.run([*shlex.split(os.environ.get("REGAUGE_CLI", str(ROOT / "regauge"))), "generate", str(HERE / "step"), "--to", "airflow", "-o", str(work / "out")], check=True, stdout=subprocess.DEVNULL)
    home = work / "out/airflow"
    subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)
    python = str(home / "venv/step/bin/python")
    uri, warehouse = f"sqlite:///{work}/catalog.db", f"file://{work}/warehouse"
    (work / "warehouse").mkdir()
    env = {"CATALOG_URI": uri, "WAREHOUSE": warehouse, "REGAUGE_DATA": str(work / "data")}

    def step(asset: str, cause: str) -> list[str]:
        job = asset.replace("/", "_")
        return [python, "-m", "regauge_runtime", "step", "--home", str(home), "--asset", asset, "--job", job, "--partition", DAY, "--cause", f"manual:{cause}", "--attempt", "1"]

    cost_of(step("bronze/events", "make"), env=env)
    cost_of(step("silver/customers", "make"), env=env)
    rows: dict[str, list[Cost]] = {"step": [], "hand": [], "python": [], "imports": [], "empty": []}
    imports = "import duckdb, pyarrow; from pyiceberg.catalog.sql import SqlCatalog; from pyiceberg.expressions import EqualTo"
    for run in range(runs):
        rows["step"].append(cost_of(step("silver/customers", str(run)), env=env))
        rows["hand"].append(cost_of([python, str(HERE / "measure/hand_step.py"), uri, warehouse, DAY], env=env))
        rows["python"].append(cost_of([python, "-c", "pass"], env=env))
        rows["imports"].append(cost_of([python, "-c", imports], env=env))
        # A run key that has published already: everything but the work.
        rows["empty"].append(cost_of(step("silver/customers", str(run)), env=env))
    shutil.rmtree(work)
    names = {
        "step": "the runtime's step",
        "hand": "the hand-written script",
        "python": "  a Python that does nothing",
        "imports": "  the libraries' import",
        "empty": "  a step whose run key has published (guard, lock, record, supervisor)",
    }
    print(f"{'':72} CPU s   wall s   peak MiB   (medians of {runs}, {os.cpu_count()} cores)")
    for key, name in names.items():
        cost = median(rows[key])
        print(f"{name:72} {cost.cpu:5.2f}   {cost.wall:6.2f}   {cost.peak:8.0f}")
    step_cost, hand_cost = median(rows["step"]), median(rows["hand"])
    print(f"ratio step / hand: CPU {step_cost.cpu / hand_cost.cpu:.2f}, wall {step_cost.wall / hand_cost.wall:.2f}")


if __name__ == "__main__":
    main()
