"""Run by Airflow's interpreter: reads bundle after bundle and prints what Airflow would store of it.

Each line of stdin is a bundle's folder, each answer a line that begins with ANSWER: a JSON object, or an error's text.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ANSWER = "loaded "
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-home-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ.pop("REGAUGE_ENV", None)
sys.dont_write_bytecode = True

from airflow import plugins_manager  # noqa: E402
from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.serialization.serialized_objects import DagSerialization  # noqa: E402

TIMETABLES: dict[str, Any] = {}
# What a plugins folder would register, of the bundle that is read: one process reads them all.
plugins_manager.get_timetables_plugins = lambda: TIMETABLES


def load(bundle: Path) -> dict[str, Any]:
    """Return the serialized DAGs by id."""
    plugins = bundle / "plugins"
    for name in [name for name in sys.modules if (plugins / f"{name}.py").exists() or name.startswith("unusual_")]:
        del sys.modules[name]
    TIMETABLES.clear()
    sys.path.insert(0, str(plugins))
    importlib.invalidate_caches()
    try:
        os.environ[f"REGAUGE_HOME_{json.loads((bundle / 'plan.json').read_text())['product']['scope'].upper()}"] = str(
            bundle
        )
        for file in plugins.glob("*_timetable.py"):
            made = importlib.import_module(file.stem).JobTimetableV1
            TIMETABLES[f"{made.__module__}.{made.__qualname__}"] = made
        bag = DagBag(str(bundle / "dags"))
        if bag.import_errors:
            raise ImportError(str(bag.import_errors)[-2000:])
        return {f"@{name}": DagSerialization.to_dict(dag)["dag"] for name, dag in bag.dags.items()}
    finally:
        sys.path.remove(str(plugins))


for line in sys.stdin:
    try:
        answer = json.dumps({"dags": load(Path(line.strip()))}, default=str)
    except Exception as error:
        answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
    print(ANSWER + answer, flush=True)
