"""Run by Dagster's interpreter: loads bundle after bundle and prints the snapshot of each code location.

Each line of stdin is a bundle's folder, each answer a line that begins with ANSWER: a JSON object, or an error's text.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

ANSWER = "loaded "
os.environ.pop("REGAUGE_ENV", None)
sys.dont_write_bytecode = True
warnings.simplefilter("ignore")

import dagster as dg  # noqa: E402
from dagster._core.remote_representation.external_data import RepositorySnap  # noqa: E402


def _limits(executor: Any) -> Any:
    """The configuration that a job gives its executor."""
    return executor.apply_config_mapping({"config": {}}).value


def load(bundle: Path) -> dict[str, Any]:
    """Return the repository's snapshot, and of each step and job what the snapshot lacks."""
    (package,) = [folder for folder in (bundle / "src").iterdir() if folder.name.endswith("_dagster")]
    for name in [name for name in sys.modules if name.split(".")[0] == package.name]:
        del sys.modules[name]
    sys.path.insert(0, str(bundle / "src"))
    importlib.invalidate_caches()
    try:
        defs = importlib.import_module(f"{package.name}.definitions").defs
        repository = defs.get_repository_def()
        snap = json.loads(dg.serialize_value(RepositorySnap.from_def(repository, defer_snapshots=True)))
        steps = {
            f"@{made.node_def.name}": {
                "tags": dict(made.node_def.tags),
                "retry_policy": str(getattr(made.node_def, "retry_policy", None)),
                "pool": getattr(made.node_def, "pool", None),
            }
            for made in repository.assets_defs_by_key.values()
            if made.is_executable
        }
        jobs = {
            f"@{job.name}": {
                "tags": dict(job.tags),
                "run_tags": dict(job.run_tags),
                "executor": job.executor_def.name,
                "limits": _limits(job.executor_def),
                "assets": sorted(key.to_user_string() for key in job.asset_layer.selected_asset_keys),
            }
            for job in repository.get_all_jobs()
        }
        return {"snapshot": snap, "steps": steps, "jobs": jobs}
    finally:
        sys.path.remove(str(bundle / "src"))


for line in sys.stdin:
    try:
        answer = json.dumps(load(Path(line.strip())), default=str)
    except Exception as error:
        answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
    print(ANSWER + answer, flush=True)
