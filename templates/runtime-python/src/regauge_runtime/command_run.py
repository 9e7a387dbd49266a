"""Runs a command: argv, no shell, in `code/` (semantics 18, 21)."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from regauge_runtime.errors import Configuration, failure_error, failure_of_exit
from regauge_runtime.processes import death_signal_setter
from regauge_runtime.run_words import template_words
from regauge_runtime.sql_text import fill_template
from regauge_runtime.step import Step
from regauge_runtime.worker_client import user_python


def run_command(step: Step, *, item: Any = None) -> None:
    """Runs the asset's command to its end; raises the failure that its exit code means.

    `python` in it is the user's environment's, when there is one.
    """
    run = step.asset["run"]
    argv: list[str] = run["argv"]
    if run.get("isTemplated"):
        argv = [fill_template(word, template_words(step, item), f"{step.key}: the command") for word in argv]
    more = {"REGAUGE_ITEM": json.dumps(item)} if "each" in step.asset else {}
    environment = with_code_paths(step, dict(os.environ) | more)
    try:
        process = subprocess.Popen(argv, cwd=step.code_dir, env=environment, preexec_fn=death_signal_setter())
    except (FileNotFoundError, PermissionError) as error:
        raise Configuration(f"{step.key}: {argv[0]} cannot be run in {step.code_dir}: {error.strerror}") from None
    code = process.wait()
    if code != 0:
        raise failure_error(failure_of_exit(code, argv[0]))


def with_code_paths(step: Step, environment: dict[str, str]) -> dict[str, str]:
    """Returns an environment in which Python finds the product's code, and `python` is the user's own."""
    python = user_python(step)
    if python is not None:
        environment["PATH"] = f"{python.parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
    paths = [str(step.code_dir), str(step.code_dir / "src"), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return environment
