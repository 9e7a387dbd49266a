"""Builds one DAG of N tasks from YAML with dag-factory: the live objects that Airflow would parse."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "measure"))
import specs  # noqa: E402
import yaml  # noqa: E402
from dagfactory import load_yaml_dags  # noqa: E402

count = int(sys.argv[1])
tasks = [
    {
        "task_id": specs.name(index).replace("/", "__"),
        "operator": "airflow.providers.standard.operators.bash.BashOperator",
        "bash_command": f"make {index}",
        "retries": 2,
        "dependencies": [key.replace("/", "__") for key in specs.upstream(index)],
    }
    for index in range(count)
]
with tempfile.NamedTemporaryFile("w", suffix=".yml", delete=False) as file:
    yaml.safe_dump({"peer": {"default_args": {"owner": "bench", "start_date": "2025-01-01"}, "schedule": "@daily", "tasks": tasks}}, file)
found: dict[str, object] = {}
load_yaml_dags(globals_dict=found, config_filepath=file.name)
os.unlink(file.name)
dag = next(value for value in found.values() if getattr(value, "dag_id", None) == "peer")
assert len(dag.tasks) == count, len(dag.tasks)
