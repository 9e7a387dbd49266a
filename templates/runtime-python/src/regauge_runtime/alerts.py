"""Who is told, from outside of the steps, of what happened: by the actions that hooks have (docs/alerts.md)."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

from regauge_runtime.errors import Failure, failure_of
from regauge_runtime.hooks.actions import Caller
from regauge_runtime.hooks.events import VERSION
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.step import Step
from regauge_runtime.trace import emit, now
from regauge_runtime.values import Values

TIMEOUT_SECONDS = 30.0


class Alerts:
    """A product's alerts, told from a process that is no step's."""

    def __init__(self, plan: Plan, home: Path, values: Values) -> None:
        self._plan = plan
        self._home = home
        self._values = values
        values.keep_secrets()
        self._environment = dict(os.environ)

    def of(self, event: str, asset: str) -> list[str]:
        """Returns the names of the alerts that hear of an event of an asset."""
        alerts: dict[str, JsonObject] = self._plan.tree.get("alerts", {})
        return [name for name, alert in alerts.items() if event in alert["events"] and asset in alert["assets"]]

    def tell(self, name: str, members: JsonObject, asset: JsonObject, partition: str | None) -> bool:
        """Tells one alert of an event, and whether that went well; what is in the way stands on stderr."""
        alert = self._plan.tree["alerts"][name]
        event = {
            "version": VERSION,
            "timestamp": now(),
            "product": self._plan.product,
            "owner": alert.get("owner"),
            "tags": dict(asset.get("tags") or {}),
            "asset_key": asset["key"],
            "partition_key": partition,
        } | members
        started, status, failure = now(), "success", None
        try:
            place = Step(self._plan, self._home, asset, "alert", name, 1, None, partition, None, {})
            caller = Caller(place, self._values, self._environment, is_outside=True, what="alert")
            caller.call(name, alert["action"], event, TIMEOUT_SECONDS)
        except KeyboardInterrupt:
            raise
        except TimeoutError:
            status = "killed"
            failure = Failure("TRANSIENT", "ALERT_FAILED", f"it took longer than {TIMEOUT_SECONDS:.0f} s", 75)
        except BaseException as error:  # noqa: BLE001 - whatever an alert does, the others are told
            status, failure = "failed", failure_of(error)
        line: JsonObject = {"kind": "alert", "alert": name, "event": event["event_type"], "asset": asset["key"]}
        line |= {"status": status, "start": started, "end": now()}
        if failure is not None:
            told = self._values.hide(f"alert {name} at {event['event_type']}: {failure.message}")
            failure = dataclasses.replace(failure, message=told)
            line["error"] = {"category": failure.category, "code": failure.code, "message": failure.message}
            sys.stderr.write(failure.message + "\n")
        emit(line)
        return failure is None
