#!/usr/bin/env python3
"""Measures what generated code costs to load: CPU seconds of whole processes, beside a hand-written peer in turn.

  python3 bench/load.py [--assets 1000] [--runs 3]

Dagster: the code location of N assets in jobs of 100, and the same assets, checks, retries and jobs as an author writes them (`peers/hand_dagster.py`).
Airflow: the DAG files of the same product, and dag-factory's DAGs of the same tasks; the engine's import stands apart and is subtracted on both sides.
Then the dearest DAG file, and the largest object for Argo in bytes of JSON, which is what a cluster keeps (etcd takes 1.5 MB).
"""

from __future__ import annotations

import argparse
import json
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
import specs  # noqa: E402
from process import Cost, cost_of, median  # noqa: E402

sys.path.insert(0, str(ROOT / "golden/engines/src"))
from regauge_engines.venvs import environment  # noqa: E402


def main() -> None:
    """Prints a row a program, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    count = str(arguments.assets)
    work = pathlib.Path(tempfile.mkdtemp(prefix="regauge-load-"))
    (work / "product").mkdir()
    (work / "product/product.yaml").write_text(specs.jobs(arguments.assets))
    regauge = shlex.split(os.environ.get("REGAUGE_CLI", str(ROOT / "regauge")))
    subprocess.run([*regauge, "generate", str(work / "product"), "--to", "dagster", "--to", "airflow", "--to", "argo", "-o", str(work / "out")], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, str(HERE / "peers/hand_dagster.py"), count, str(work / "hand")], check=True)
    dagster = str(environment(work / "out/dagster/locks/dagster.txt") / "bin/python")
    airflow = str(environment(work / "out/airflow/locks/airflow.txt") / "bin/python")
    peers = str(environment(HERE / "peers/requirements.txt") / "bin/python")
    location, dags = str(HERE / "peers/load_dagster.py"), [str(HERE / "peers/load_airflow.py"), str(work / "out/airflow")]
    commands = {
        "dagster, regauge": [dagster, location, str(work / "out/dagster/src"), "thin_dagster.definitions", count],
        "dagster, by hand": [dagster, location, str(work / "hand"), "hand.definitions", count],
        "dagster, import alone": [dagster, location],
        "airflow, regauge": [airflow, *dags, count],
        "airflow, import alone": [airflow, *dags],
        "airflow, dag-factory": [peers, str(HERE / "peers/dag_factory.py"), count, str(max(1, arguments.assets // 100))],
        "airflow, dag-factory's import": [peers, str(HERE / "peers/airflow_import.py")],
    }
    settings = {"AIRFLOW_HOME": str(work / "airflow"), "AIRFLOW__CORE__UNIT_TEST_MODE": "False"}
    costs: dict[str, list[Cost]] = {label: [] for label in commands}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {count} assets")
    for _ in range(1 + arguments.runs):
        for label, command in commands.items():
            costs[label].append(cost_of(command, env=settings))
    cpu = {}
    for label, measured in costs.items():
        chosen = median(measured[1:])  # the first wrote the bytecode
        cpu[label] = chosen.cpu
        print(f"{label:32} {chosen.cpu:7.2f} CPU s {chosen.peak:6.0f} MiB")
    base = cpu["dagster, import alone"]
    print(f"dagster, regauge / by hand: {cpu['dagster, regauge'] / cpu['dagster, by hand']:.2f}; without the import {(cpu['dagster, regauge'] - base) / (cpu['dagster, by hand'] - base):.2f}")
    ours, theirs = cpu["airflow, regauge"] - cpu["airflow, import alone"], cpu["airflow, dag-factory"] - cpu["airflow, dag-factory's import"]
    print(f"airflow, regauge / dag-factory, without the imports: {ours:.2f} / {theirs:.2f} = {ours / theirs:.2f}")
    printed = subprocess.run(commands["airflow, regauge"], check=True, capture_output=True, text=True, env={**os.environ, **settings})
    print(f"airflow, the dearest file: {printed.stdout.split()[-1]} CPU s")
    print(f"argo, the largest object: {largest(work / 'out/argo/manifests', peers)} bytes")
    shutil.rmtree(work)


def largest(folder: pathlib.Path, python: str) -> int:
    """Returns the bytes of the largest object as JSON; PyYAML is the peers'."""
    program = "import json, sys, yaml, pathlib\nprint(max(len(json.dumps(one, separators=(',', ':')).encode()) for file in pathlib.Path(sys.argv[1]).glob('*.yaml') for one in yaml.load_all(file.read_text(), getattr(yaml, 'CSafeLoader', yaml.SafeLoader))))"
    return int(json.loads(subprocess.run([python, "-c", program, str(folder)], check=True, capture_output=True, text=True).stdout))


if __name__ == "__main__":
    main()
