"""Reads the DAG files of a bundle as Airflow's DAG processor does: `load_airflow.py BUNDLE COUNT`; without COUNT, the imports alone.

Prints the CPU seconds of the dearest file.
"""

import runpy
import sys
import time
from pathlib import Path

from airflow.exceptions import AirflowFailException, InvalidPartitionKeyError  # noqa: F401
from airflow.plugins_manager import AirflowPlugin  # noqa: F401
from airflow.sdk import DAG, Asset, task  # noqa: F401
from airflow.sdk.definitions._internal.contextmanager import DagContext
from airflow.timetables.trigger import CronTriggerTimetable  # noqa: F401

bundle = Path(sys.argv[1])
if len(sys.argv) > 2:
    sys.path.insert(0, str(bundle / "plugins"))
    DagContext.current_autoregister_module_name = "__main__"
    costs = []
    for file in sorted((bundle / "dags").glob("*.py")):
        start = time.process_time()
        runpy.run_path(str(file))
        costs.append(time.process_time() - start)
    tasks = sum(len(dag.tasks) for dag, _ in DagContext.autoregistered_dags)
    assert tasks >= int(sys.argv[2]), tasks
    print(f"{max(costs):.2f}")
