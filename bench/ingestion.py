#!/usr/bin/env python3
"""Measures ingestion: the runtime's step of kind dlt against plain dlt, the same source and rows into a new Iceberg table, in turn.

  python3 bench/ingestion.py [--runs 3] [--rows 300000]

The step does more: guard, lock, record, and a table of a catalog in which others see all of it or nothing. Goal: at least 0.95 of plain dlt's rows a second.
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

COUNT = "import sys; from pyiceberg.catalog.sql import SqlCatalog as C; print(C('lake', uri=sys.argv[1], warehouse=sys.argv[2]).load_table('bronze.events').scan().count())"


def main() -> None:
    """Prints a row for each program and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=300_000)
    told = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="regauge-ingestion-"))
    subprocess.run([*shlex.split(os.environ.get("REGAUGE_CLI", str(ROOT / "regauge"))), "generate", str(HERE / "ingestion"), "--to", "airflow", "-o", str(work / "out")], check=True, stdout=subprocess.DEVNULL)
    home = work / "out/airflow"
    subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)
    python = str(home / "venv/step/bin/python")
    costs: dict[str, list[Cost]] = {"step": [], "plain": []}
    # The first of each is thrown away: it compiles modules.
    for run in range(told.runs + 1):
        place = work / str(run)
        (place / "warehouse").mkdir(parents=True)
        env = {"CATALOG_URI": f"sqlite:///{place}/catalog.db", "WAREHOUSE": f"file://{place}/warehouse", "REGAUGE_DATA": str(place / "data"), "EVENTS": str(told.rows)}
        step = [python, "-m", "regauge_runtime", "step", "--home", str(home), "--asset", "bronze/events", "--job", "bronze_events", "--cause", "manual:1", "--attempt", "1"]
        plain = [python, str(HERE / "measure/plain_dlt.py"), str(home / "code/src"), str(place / "plain"), str(told.rows)]
        found = {"step": cost_of(step, env=env), "plain": cost_of(plain, env=env)}
        counted = subprocess.run([python, "-c", COUNT, env["CATALOG_URI"], env["WAREHOUSE"]], check=True, capture_output=True, text=True)
        assert int(counted.stdout) == told.rows, counted.stdout
        for name, cost in found.items():
            if run:
                costs[name].append(cost)
        shutil.rmtree(place)
    shutil.rmtree(work)
    print(f"{told.rows} rows{'':20} CPU s   wall s   peak MiB   (medians of {told.runs}, {os.cpu_count()} cores)")
    for name in costs:
        cost = median(costs[name])
        print(f"{name:30} {cost.cpu:6.2f}   {cost.wall:6.2f}   {cost.peak:8.0f}")
    step_cost, plain_cost = median(costs["step"]), median(costs["plain"])
    print(f"throughput step / plain dlt: CPU {plain_cost.cpu / step_cost.cpu:.2f}, wall {plain_cost.wall / step_cost.wall:.2f}")


if __name__ == "__main__":
    main()
