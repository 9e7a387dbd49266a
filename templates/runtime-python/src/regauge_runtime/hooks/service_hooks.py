"""`service`: tells a product's hooks that services start or stop on this machine; `regauge services` calls it.

The same order, filters, time limit and failure policy as in a step: of services `tags` are the labels of their
metadata, and a hook of certain assets hears of none. `raise` ends what is being done: nothing is started or stopped
after an event that comes before it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from regauge_runtime.alerts import Place
from regauge_runtime.errors import EXIT_CONFIGURATION, EXIT_DONE, Configuration, Failure
from regauge_runtime.hooks import events
from regauge_runtime.hooks.actions import Caller
from regauge_runtime.hooks.step_hooks import called
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.values import Values

PHASES = ("pre_start", "post_start", "pre_stop", "post_stop")
EXIT_REFUSED = 8


def main(argv: list[str]) -> int:
    """Returns 0, 8 when a hook whose policy is `raise` failed, or 78 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime service", description="Tells hooks of the starts and stops of services."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--phase", required=True, choices=PHASES)
    parser.add_argument("--status", required=True, help="starting, started, failed, stopping or stopped")
    parser.add_argument("--project-root", required=True, type=Path, help="the folder of the product")
    parser.add_argument("--services", required=True, help="JSON: name, container, tags and metadata of each")
    options = parser.parse_args(argv)
    try:
        home = options.home.absolute()
        hooks = ServiceHooks(Plan.load(home), home)
        failures = [
            failure
            for service in json.loads(options.services)
            for failure in hooks.tell(options.phase, options.status, options.project_root, service)
        ]
    except (Configuration, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return EXIT_CONFIGURATION
    return EXIT_REFUSED if failures else EXIT_DONE


class ServiceHooks:
    """The hooks of a product, told from a process in which none of its code runs."""

    def __init__(self, plan: Plan, home: Path) -> None:
        self._plan = plan
        self._values = Values.load(home)
        self._values.keep_secrets()
        step = Place(None, "services", "services").step(plan, home)
        self._caller = Caller(step, self._values, dict(os.environ), is_outside=True)

    def tell(self, phase: str, status: str, root: Path, service: dict[str, Any]) -> list[Failure]:
        """Tells of one service, all who listen; returns the failures of those whose policy is `raise`."""
        event = events.service(self._plan.product, phase, status, str(root), service)
        hooks = self._plan.tree.get("hooks", {}).values()
        listening = [hook for hook in hooks if event["event_type"] in hook["events"] and _concerns(hook, event["tags"])]
        raised = []
        for hook in sorted(listening, key=lambda hook: (hook["priority"], hook["name"])):
            _, failure = called(self._caller, hook, event, self._values)
            if failure is not None and hook["failurePolicy"] != "ignore":
                sys.stderr.write(f"{failure.message} (service {service['name']})\n")
                raised += [failure] if hook["failurePolicy"] == "raise" else []
        return raised


def _concerns(hook: JsonObject, tags: dict[str, str]) -> bool:
    wanted = (hook.get("tags") or {}).items()
    return not hook.get("assets") and all(tags.get(name) == value for name, value in wanted)
