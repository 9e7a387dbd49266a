"""Builds DAGs of N tasks in all from YAML with dag-factory, the live objects that Airflow would parse: `dag_factory.py N [DAGS]`, one by default."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "measure"))
import specs  # noqa: E402
import yaml  # noqa: E402
from dagfactory import load_yaml_dags  # noqa: E402

count = int(sys.argv[1])
size = count // (int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def task(index: int, first: int) -> dict[str, object]:
    """Returns a task, which waits for those of its own DAG that it reads."""
    inside = {specs.name(other) for other in range(first, first + size)}
    return {
        "task_id": specs.name(index).replace("/", "__"),
        "operator": "airflow.providers.standard.operators.bash.BashOperator",
        "bash_command": f"make {index}",
        "retries": 2,
        "dependencies": [key.replace("/", "__") for key in specs.upstream(index) if key in inside],
    }


defaults = {"owner": "bench", "start_date": "2025-01-01"}
dags = {
    f"peer_{first}": {"default_args": defaults, "schedule": "@daily", "tasks": [task(index, first) for index in range(first, first + size)]}
    for first in range(0, count, size)
}
with tempfile.NamedTemporaryFile("w", suffix=".yml", delete=False) as file:
    yaml.safe_dump(dags, file)
found: dict[str, object] = {}
load_yaml_dags(globals_dict=found, config_filepath=file.name)
os.unlink(file.name)
tasks = sum(len(dag.tasks) for name, dag in found.items() if name.startswith("peer_"))
assert tasks == count, tasks
