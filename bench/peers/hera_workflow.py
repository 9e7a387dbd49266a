"""Writes one Argo Workflow of N DAG tasks with Hera."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "measure"))
import specs  # noqa: E402
from hera.workflows import DAG, Container, Task, Workflow  # noqa: E402

count = int(sys.argv[1])
with Workflow(generate_name="peer-", entrypoint="main") as workflow:
    templates = [Container(name=f"t{index}", image="python:3.11-slim", command=["make"], args=[str(index)]) for index in range(count)]
    with DAG(name="main"):
        tasks = {}
        for index in range(count):
            tasks[specs.name(index)] = Task(name=f"a{index}", template=templates[index])
            for key in specs.upstream(index):
                tasks[key] >> tasks[specs.name(index)]
text = workflow.to_yaml()
assert text.count("template: t") == count
sys.stdout.write(text)
