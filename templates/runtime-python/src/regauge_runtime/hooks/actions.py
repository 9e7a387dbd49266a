"""What a hook or an alert does: webhook, slack, email, kafka, nats, command, python.

Standard library only, but for what a message to a bus loads.

None takes longer than it may.

An address may be a secret: no message of this module holds one.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regauge_runtime.command_run import with_code_paths
from regauge_runtime.errors import Configuration, failure_error, failure_of_exit
from regauge_runtime.hooks.events import sentence
from regauge_runtime.mail import MailServer
from regauge_runtime.plan import JsonObject
from regauge_runtime.processes import death_signal_setter, kill_group
from regauge_runtime.python_run import context_of
from regauge_runtime.step import Step
from regauge_runtime.values import Values
from regauge_runtime.web_post import in_time, post_json, web_address
from regauge_runtime.worker_client import Worker, user_python


@dataclass(frozen=True)
class Caller:
    """Where hooks or alerts are called from; `what` they are.

    `environment`: the process's variables without the asset's own. `is_outside`: the step's process group ends without
    what a command leaves behind, so it is a group of its own.
    """

    step: Step
    values: Values
    environment: Mapping[str, str]
    is_outside: bool = False
    what: str = "hook"

    def call(self, name: str, action: JsonObject, event: JsonObject, seconds: float) -> None:
        """Does an action; raises TimeoutError when it takes longer, or whatever it fails with."""
        where = f"{self.what} {name}"
        match action["kind"]:
            case "webhook":
                headers = self.values.resolve_texts(action.get("headers") or {}, f"{where}: headers")
                self._post(where, action["url"], event, headers, seconds)
            case "slack":
                self._post(where, action["url"], {"text": sentence(event)}, {}, seconds)
            case "email":
                self._mail(where, action, event, seconds)
            case "kafka":
                from regauge_runtime.hooks.messages import to_data_bus

                bus, config = self._bus(where, action)
                to_data_bus(self.step, bus, config, action["topic"], event, seconds)
            case "nats":
                from regauge_runtime.hooks.messages import to_control_bus

                bus, config = self._bus(where, action)
                in_time(lambda: to_control_bus(bus, config, action["subject"], event, seconds), seconds)
            case "command":
                self._command(action["argv"], event, self._variables(name, event), seconds)
            case "python":
                self._python(action["entrypoint"], event, self._variables(name, event), seconds)
            case kind:
                raise Configuration(f"{where}: actions of kind {kind} are unknown")

    def _variables(self, name: str, event: JsonObject) -> dict[str, str]:
        return self.step.variables() | {
            f"REGAUGE_{self.what.upper()}": name,
            "REGAUGE_EVENT": str(event["event_type"]),
        }

    def _post(self, where: str, url: Any, body: JsonObject, headers: Mapping[str, str], seconds: float) -> None:
        address = web_address(str(self.values.resolve(url, f"{where}: url")), f"{where}: its url")
        post_json(address, body, headers, seconds)

    def _bus(self, where: str, action: JsonObject) -> tuple[str, JsonObject]:
        name = str(action["resource"])
        config = self.step.plan.resource(name).get("config", {})
        return name, self.values.resolve_texts(config, f"{where}: resource {name}")

    def _mail(self, where: str, action: JsonObject, event: JsonObject, seconds: float) -> None:
        name = str(action["resource"])
        resource = self.step.plan.resource(name)
        server = MailServer(name, self.values.resolve(resource.get("config", {}), f"{where}: resource {name}"))
        text = sentence(event) + "\n\n" + json.dumps(event, indent=2, ensure_ascii=False) + "\n"
        in_time(lambda: server.send(list(action["to"]), sentence(event), text, timeout=seconds), seconds)

    def _command(self, argv: list[str], event: JsonObject, variables: dict[str, str], seconds: float) -> None:
        environment = with_code_paths(self.step, dict(self.environment) | variables)
        code = self.step.code_dir
        try:
            process = subprocess.Popen(
                argv,
                cwd=code if code.is_dir() else None,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=sys.stderr.fileno(),  # stdout is the step's, whose last line is its result
                preexec_fn=death_signal_setter(),
                process_group=0 if self.is_outside else None,
            )
        except (FileNotFoundError, PermissionError) as error:
            raise Configuration(f"{argv[0]} cannot be run: {error.strerror}") from None
        try:
            process.communicate(json.dumps(event).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise TimeoutError from None
        finally:
            if self.is_outside:
                kill_group(process.pid, signal.SIGKILL)
        if process.returncode != 0:
            raise failure_error(failure_of_exit(process.returncode, argv[0]))

    def _python(self, entrypoint: str, event: JsonObject, variables: dict[str, str], seconds: float) -> None:
        """Calls a function in a process of its own, so that it can be cut off."""
        python = user_python(self.step) or Path(sys.executable)
        worker = Worker(python, self.step, dict(self.environment) | variables, inherits=False)
        try:
            call = {
                "entrypoint": entrypoint,
                "code": str(self.step.code_dir),
                "context": context_of(self.step).as_json(),
                "resources": [],
                "params": {"event": event},
                "plain": True,
            }
            worker.call(call, {}, seconds)
        finally:
            worker.close()
