#!/usr/bin/env python3
"""Measures the generator: CPU seconds and peak memory by size and kind, per stage, and the ratio to dag-factory and Hera in the same run.

  python3 bench/generation.py [--sizes 100,1000,10000] [--runs 3]

Each figure is the median of RUNS whole processes, peers and Regauge in turn. dag-factory's figure stands twice: as it is, and without Airflow's import.
They do not do the same work: dag-factory builds live DAG objects, Hera writes Argo YAML only, Regauge writes three complete bundles.
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
from process import cost_of, median  # noqa: E402

sys.path.insert(0, str(ROOT / "golden/engines/src"))
from regauge_engines.venvs import environment  # noqa: E402


def stages(text: str) -> str:
    """Returns the stages' CPU milliseconds from the timings that the generator prints."""
    return "  ".join(f"{name} {ms}" for name, ms in re.findall(r"^timing (\S+)\s+([\d.]+) ms", text, re.M))


def main() -> None:
    """Prints one block a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    peers = environment(HERE / "peers/requirements.txt") / "bin/python"
    work = pathlib.Path(tempfile.mkdtemp(prefix="regauge-bench-"))
    airflow = {"AIRFLOW_HOME": str(work / "airflow"), "AIRFLOW__CORE__UNIT_TEST_MODE": "False"}
    regauge = str(ROOT / "regauge")
    subprocess.run([regauge, "adapters"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "-Dformat.phase=none", "-pl", "bench", "-am", "package"], check=True, cwd=ROOT)
    java = os.environ.get("REGAUGE_JAVA") or str(next(pathlib.Path("/usr/lib/jvm").glob("*25*/bin/java")))
    jars = f"{ROOT}/bench/target/classes:{ROOT}/adapters/cli/target/app/*"
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "-Dformat.phase=none", "-pl", "adapters/cli", "-am", "package"], check=True, cwd=ROOT)
    stage_program = [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars, "dev.regauge.bench.Stages"]
    print("size   kind  what                                CPU s   peak MiB   ratio of CPU (Regauge, three bundles, = 1)")
    for size in (int(text) for text in arguments.sizes.split(",")):
        for kind in ("thin", "wide"):
            product = work / f"{kind}-{size}"
            product.mkdir()
            (product / "product.yaml").write_text(getattr(specs, kind)(size))
            commands = {
                "regauge, three bundles": ["--to", "dagster", "--to", "airflow", "--to", "argo"],
                "regauge, Dagster only": ["--to", "dagster"],
                "regauge, Airflow only": ["--to", "airflow"],
                "regauge, Argo only": ["--to", "argo"],
            }
            rows: dict[str, list] = {}
            for run in range(arguments.runs):
                for label, targets in commands.items():
                    out = work / "out"
                    shutil.rmtree(out, ignore_errors=True)
                    rows.setdefault(label, []).append(cost_of([regauge, "generate", str(product), *targets, "-o", str(out)]))
                if kind == "thin":
                    rows.setdefault("dag-factory 1.1.0", []).append(cost_of([str(peers), str(HERE / "peers/dag_factory.py"), str(size)], env=airflow))
                    rows.setdefault("  (Airflow's import alone)", []).append(cost_of([str(peers), str(HERE / "peers/airflow_import.py")], env=airflow))
                    rows.setdefault("Hera 7.1.0 to_yaml", []).append(cost_of([str(peers), str(HERE / "peers/hera_workflow.py"), str(size)]))
            base = median(rows["regauge, three bundles"]).cpu
            for label, costs in rows.items():
                middle = median(costs)
                print(f"{size:6} {kind:5} {label:34} {middle.cpu:7.2f} {middle.peak:9.0f}   {middle.cpu / base:6.2f}", flush=True)
            if kind == "thin":
                net = median(rows["dag-factory 1.1.0"]).cpu - median(rows["  (Airflow's import alone)"]).cpu
                print(f"{size:6} {kind:5} {'dag-factory without the import':34} {net:7.2f} {'':9}   {net / base:6.2f}")
            shutil.rmtree(work / "out", ignore_errors=True)
            timed = subprocess.run([*stage_program, str(product / "product.yaml")], check=True, capture_output=True, text=True)
            print(f"{size:6} {kind:5} stages, CPU ms: {stages(timed.stdout)}", flush=True)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
