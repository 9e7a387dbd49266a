"""Adapters that are wrong on purpose: every fault in what one generates is seen by a test with a name.

The faults are in Java, `dev.regauge.testkit.mutant.Faults`: a mutant lowers a plan that is not quite the one it was
given. What sees it is one of the bundle's own tests, in the engine's own interpreter, or a reading below of what those
do not look at. SEEN_BY says which; a fault without a line in it fails, and a reading must find a real bundle right.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from regauge_engines.cli import ROOT, generate
from regauge_engines.venvs import LOCKS, environment

PRODUCT = ROOT / "golden/cases/weather/product.yaml"
ENGINES = ("airflow", "argo", "dagster")
Plan = dict[str, Any]

# Fault -> what sees it on Airflow, on Argo and on Dagster; None: the engine has nothing of the kind to get wrong.
SEEN_BY: dict[str, tuple[str | None, str | None, str | None]] = {
    "no_op": (
        "test_every_file_can_be_read",
        "test_one_step_for_each_asset",
        "test_each_asset_is_defined_once",
    ),
    "retries_off_by_one": (
        "test_retries_and_pools_are_the_plans",
        "test_attempts_are_the_plans",
        "the_steps_wait_as_planned",
    ),
    "dropped_zone": (
        "test_ticks_and_zones_are_the_plans",
        "test_triggers_are_the_plans",
        "test_each_job_has_its_assets_and_schedules",
    ),
    "flipped_catchup": (
        "a_job_catches_up_as_planned",
        "a_tick_catches_up_as_planned",
        "the_schedules_catch_up_as_planned",
    ),
    "lost_edge": (
        "test_edges_are_the_plans",
        "test_edges_are_the_plans",
        "test_each_asset_has_its_upstreams_partitions_and_checks",
    ),
    "lost_trigger": (
        "test_ticks_and_zones_are_the_plans",
        "test_triggers_are_the_plans",
        "test_each_job_has_its_assets_and_schedules",
    ),
    "lost_step": (
        "test_each_asset_of_a_job_is_one_task",
        "test_one_step_for_each_asset",
        "test_each_job_has_its_assets_and_schedules",
    ),
    "lost_pool": ("test_retries_and_pools_are_the_plans", "the_steps_take_their_pool", "the_steps_take_their_pool"),
    # The step runs the checks, from plan.json; only Dagster shows them too.
    "lost_check": (None, None, "test_each_asset_has_its_upstreams_partitions_and_checks"),
    # Dagster takes any params as a tag of the run, and the step looks at them.
    "lost_params": ("test_every_text_is_the_plans", "a_run_takes_its_params", None),
}


def calls(bundle: Path, function: str) -> list[dict[str, ast.expr]]:
    """Returns the arguments of each call of a function in Dagster's modules; those without a name by position."""
    found = []
    for file in sorted((bundle / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == function:
                named = {str(keyword.arg): keyword.value for keyword in node.keywords}
                found.append({str(n): argument for n, argument in enumerate(node.args)} | named)
    return found


def the_steps_wait_as_planned(bundle: Path, plan: Plan) -> None:
    waits = {asset["key"]: asset["retry"].get("waitSeconds", []) for asset in plan["assets"]}
    said = {ast.literal_eval(call["1"]): ast.literal_eval(call["retry_waits"]) for call in calls(bundle, "run_step")}
    assert said == waits


def the_schedules_catch_up_as_planned(bundle: Path, plan: Plan) -> None:
    said = {ast.literal_eval(call["job"]): "catchup" in call for call in calls(bundle, "tick_requests")}
    jobs = {job["name"]: job["catchup"] for job in plan["jobs"] if job.get("triggers")}
    assert said == {name: wanted for name, wanted in jobs.items() if name in said} and said


def a_job_catches_up_as_planned(bundle: Path, plan: Plan) -> None:
    for job in plan["jobs"]:
        text = (bundle / f"dags/{plan['product']['identifier']}__{job['identifier']}.py").read_text("utf-8")
        assert ('task_id="regauge-catch-up"' in text) == job["catchup"], job["name"]


def manifests(bundle: Path) -> list[dict[str, Any]]:
    """Returns every object of Argo's manifests."""
    return [one for file in (bundle / "manifests").glob("*.yaml") for one in YAML(typ="safe").load_all(file)]


def workflows(bundle: Path, plan: Plan) -> dict[str, dict[str, Any]]:
    """Returns the WorkflowTemplate of each job's runs, by the job's name."""
    found = [one for one in manifests(bundle) if one["kind"] == "WorkflowTemplate"]
    runs = [one for one in found if one["spec"]["entrypoint"] == "run"]
    return {json.loads(one["metadata"]["annotations"]["regauge.dev/job"])["job"]: one["spec"] for one in runs}


def a_tick_catches_up_as_planned(bundle: Path, plan: Plan) -> None:
    ticks = 0
    for job in plan["jobs"]:
        for template in workflows(bundle, plan)[job["name"]]["templates"]:
            if template["name"] == "tick":
                ticks += 1
                assert ("synchronization" in template) == job["catchup"], job["name"]
    assert ticks


def the_steps_take_their_pool(bundle: Path, plan: Plan) -> None:
    used = [asset for asset in plan["assets"] if "pool" in asset]
    if (bundle / "src").exists():
        assert sum("pool" in call for call in calls(bundle, "dg.multi_asset")) == len(used)
        return
    for workflow in workflows(bundle, plan).values():
        steps = [
            one
            for one in workflow["templates"]
            if "regauge.dev/asset" in one.get("metadata", {}).get("annotations", {})
        ]
        assert all("synchronization" in one for one in steps)


def a_run_takes_its_params(bundle: Path, plan: Plan) -> None:
    for workflow in workflows(bundle, plan).values():
        said = next(one for one in workflow["arguments"]["parameters"] if one["name"] == "params")["description"]
        assert all(name in said for name in plan["params"]), said


READINGS: dict[str, Callable[[Path, Plan], None]] = {
    reading.__name__: reading
    for reading in (
        the_steps_wait_as_planned,
        the_schedules_catch_up_as_planned,
        a_job_catches_up_as_planned,
        a_tick_catches_up_as_planned,
        the_steps_take_their_pool,
        a_run_takes_its_params,
    )
}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return generate(PRODUCT, tmp_path_factory.mktemp("right"), *ENGINES)


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mutants")
    app, kit = ROOT / "adapters/cli/target/app", ROOT / "adapters/testkit/target/classes"
    assert app.is_dir() and kit.is_dir(), "mvn -pl adapters/cli,adapters/testkit -am -DskipTests package"
    main = "dev.regauge.testkit.mutant.MutantBundles"
    java = [os.environ.get("REGAUGE_JAVA", "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    subprocess.run([*java, "-cp", f"{app}/*:{kit}", main, str(PRODUCT), str(out)], check=True)
    return out


def own_tests(engine: str, bundle: Path, home: Path, name: str) -> str:
    """Runs the bundle's own tests in the engine's interpreter and returns what they said; empty when all is well.

    `name` is the one that Argo's are narrowed to: they need no engine, so each costs the start of pytest.
    """
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "PYTHON"))}
    variables |= {"AIRFLOW_HOME": str(home), "DAGSTER_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    home.mkdir(exist_ok=True)
    match engine:
        case "airflow":
            python = environment(bundle / "locks/airflow.txt") / "bin/python"
            command = [str(python), "-m", "unittest", "tests/test_dags.py"]
        case "dagster":
            python = environment(bundle / "locks/dagster.txt") / "bin/python"
            command = [str(python), "tests/test_definitions.py"]
        case _:
            python = environment(LOCKS / "manifests.txt") / "bin/python"
            command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_manifests.py"]
            command += ["-k", name] if name else []
    done = subprocess.run(command, cwd=bundle, env=variables, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_every_fault_is_looked_for(mutants: Path) -> None:
    assert {folder.name for folder in mutants.iterdir() if folder.is_dir()} == set(SEEN_BY)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_seen_in_what_the_adapter_itself_makes(engine: str, right: dict[str, Path], tmp_path: Path) -> None:
    assert own_tests(engine, right[engine], tmp_path / "home", "") == ""
    plan = json.loads((right[engine] / "plan.json").read_text("utf-8"))
    for seen_by in SEEN_BY.values():
        name = seen_by[ENGINES.index(engine)]
        if name in READINGS:
            READINGS[name](right[engine], plan)


@pytest.mark.parametrize(
    ("fault", "engine", "name"),
    [(f, engine, name) for f, names in SEEN_BY.items() for engine, name in zip(ENGINES, names, strict=True) if name],
)
def test_the_fault_is_seen_by(fault: str, engine: str, name: str, mutants: Path, tmp_path: Path) -> None:
    bundle = mutants / fault / engine
    if name in READINGS:
        plan = json.loads((bundle / "plan.json").read_text("utf-8"))
        with pytest.raises(AssertionError):
            READINGS[name](bundle, plan)
        return
    said = own_tests(engine, bundle, tmp_path / "home", name)
    assert re.search(rf"(FAIL: |FAILED .*::|in ){name}\b", said), said[-3000:]
