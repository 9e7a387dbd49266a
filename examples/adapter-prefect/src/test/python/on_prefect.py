"""Runs the kit's jobs on a Prefect server and writes what the server holds of them as a trace.

`python on_prefect.py RUNS TRACE` in a bundle's folder; RUNS is a JSON list of job, partition and params.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from prefect_inside import evidence, run


def main(runs: Path, trace: Path) -> None:
    """Do all runs, in this process, then ask the server."""
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    identifiers = {job["name"]: job["identifier"] for job in plan["jobs"]}
    wanted = []
    for one in json.loads(runs.read_text("utf-8")):
        arguments = {"params": one["params"]} | ({"partition": one["partition"]} if one["partition"] else {})
        wanted.append({"job": identifiers[one["job"]], "arguments": arguments})
    run({"package": f"{plan['product']['identifier']}_prefect", "runs": wanted})
    lines = [json.dumps(event) + "\n" for event in evidence({"plan": plan})]
    trace.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
