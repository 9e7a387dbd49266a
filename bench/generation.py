#!/usr/bin/env python3
"""Measures the generator: CPU seconds and peak memory by size and kind, per stage, and the ratio to peers in the same run.

  python3 bench/generation.py [--sizes 100,1000,10000] [--kinds thin,jobs,wide] [--runs 3]

Each figure is the median of RUNS whole processes, peers and Regauge in turn; of 10,000 assets one process. dag-factory's figure stands twice: as it
is, and without Airflow's import. They do not do the same work: dag-factory builds live DAG objects, Hera writes Argo YAML only, the floor reads and
renders 1.4 KB an asset and checks nothing, Regauge writes complete bundles. So each row says what it wrote beside what it cost.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
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

ALL = "regauge, three bundles"
FACTORY, IMPORT, HERA, FLOOR = "dag-factory 1.1.0", "  (Airflow's import alone)", "Hera 7.1.0 to_yaml", "floor: YAML to maps, Pebble"
TARGETS = {ALL: ["dagster", "airflow", "argo"]}
# What a peer is held against: the target that it makes, in as few files as it makes.
SINGLE = {"regauge, Airflow only": ["airflow"], "regauge, Argo only": ["argo"]}
# The launcher's own options, see ./regauge.
JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms48m", "--enable-native-access=ALL-UNNAMED"]


class Table:
    """One size and kind: the costs of whole processes and the MB that they wrote, by label."""

    def __init__(self, size: int, kind: str) -> None:
        self.size, self.kind = size, kind
        self.costs: dict[str, list[Cost]] = {}
        self.megabytes: dict[str, float] = {}

    def add(self, label: str, command: list[str], out: pathlib.Path | None = None, env: dict[str, str] | None = None) -> None:
        """Runs a command once; `out` is emptied before it and measured after it."""
        if out is not None:
            shutil.rmtree(out, ignore_errors=True)
        self.costs.setdefault(label, []).append(cost_of(command, env=env))
        if out is not None:
            self.megabytes[label] = sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6

    def show(self) -> None:
        """Prints a line a label."""
        base = median(self.costs[ALL]).cpu
        rows = {label: (median(costs).cpu, f"{median(costs).peak:9.0f}") for label, costs in self.costs.items()}
        if FACTORY in rows:
            rows["dag-factory without the import"] = (rows[FACTORY][0] - rows[IMPORT][0], " " * 9)
        for label, (cpu, peak) in rows.items():
            written = self.megabytes.get(label)
            output = f"{written:8.1f} {written * 1e3 / self.size:9.1f} {cpu * 1e3 / written:9.0f}" if written else " " * 28
            print(f"{self.size:6} {self.kind:5} {label:32} {cpu:7.2f} {peak} {output} {base / cpu:7.2f}", flush=True)


def stages(text: str) -> str:
    """Returns the stages' CPU milliseconds from the timings that the generator prints."""
    return "  ".join(f"{name} {ms}" for name, ms in re.findall(r"^timing (\S+)\s+([\d.]+) ms", text, re.M))


def main() -> None:
    """Prints one block a size and kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--kinds", default="thin,jobs,wide")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    peers = str(environment(HERE / "peers/requirements.txt") / "bin/python")
    work = pathlib.Path(tempfile.mkdtemp(prefix="regauge-bench-"))
    airflow = {"AIRFLOW_HOME": str(work / "airflow"), "AIRFLOW__CORE__UNIT_TEST_MODE": "False"}
    regauge = str(ROOT / "regauge")
    subprocess.run([regauge, "adapters"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "-Dformat.phase=none", "-pl", "bench,adapters/cli", "-am", "package"], check=True, cwd=ROOT)
    java = os.environ.get("REGAUGE_JAVA") or str(next(pathlib.Path("/usr/lib/jvm").glob("*25*/bin/java")))
    program = [java, *JVM, "-cp", f"{ROOT}/bench/target/classes:{ROOT}/adapters/cli/target/app/*"]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'size':>6} {'kind':5} {'what':32} {'CPU s':>7} {'peak MiB':>9} {'out MB':>8} {'KB/asset':>9} {'CPU ms/MB':>9} {'Regauge/it':>10}")
    for size in (int(text) for text in arguments.sizes.split(",")):
        for kind in arguments.kinds.split(","):
            product, out = work / f"{kind}-{size}", work / "out"
            product.mkdir()
            (product / "product.yaml").write_text(getattr(specs, kind)(size))
            table = Table(size, kind)
            for _ in range(arguments.runs if size < 10_000 else 1):
                for label, targets in {**TARGETS, **(SINGLE if kind == "jobs" else {})}.items():
                    names = [word for target in targets for word in ("--to", target)]
                    table.add(label, [regauge, "generate", str(product), *names, "-o", str(out)], out)
                if kind == "jobs":
                    table.add(FLOOR, [*program, "dev.regauge.bench.Floor", str(product / "product.yaml"), str(out)], out)
                    table.add(FACTORY, [peers, str(HERE / "peers/dag_factory.py"), str(size)], env=airflow)
                    table.add(IMPORT, [peers, str(HERE / "peers/airflow_import.py")], env=airflow)
                    table.add(HERA, [peers, str(HERE / "peers/hera_workflow.py"), str(size)])
            table.show()
            shutil.rmtree(out, ignore_errors=True)
            timed = subprocess.run([*program, "dev.regauge.bench.Stages", str(product / "product.yaml")], check=True, capture_output=True, text=True)
            print(f"{size:6} {kind:5} stages, CPU ms: {stages(timed.stdout)}", flush=True)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
