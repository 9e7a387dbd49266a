"""Sends a step's OpenLineage events: by http, to a file, to a topic, or to stderr.

Standard library only, but for what a topic needs.

Whoever listens is no part of the pipeline: nothing here makes a step fail, and a start is told beside the work.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

from regauge_runtime.errors import Configuration, StepError
from regauge_runtime.lineage.events import RunEvents
from regauge_runtime.lineage.kafka_headers import VARIABLE, LineageHeaders
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step
from regauge_runtime.trace import now
from regauge_runtime.values import Values
from regauge_runtime.web_post import post_json, web_address

# How long an event may take, and how often one of an end is tried.
SECONDS = 5.0
TRIES = 2
FILE = "lineage.jsonl"
PATH = "/api/v1/lineage"


class LineageTeller:
    """Tells of one attempt; of nothing where the product does not ask for it."""

    def __init__(self, step: Step) -> None:
        settings: JsonObject = step.plan.lineage or {}
        self._is_on = bool(settings.get("enabled")) and settings["transport"] != "noop" and step.phase is None
        self._start: threading.Thread | None = None
        if not self._is_on:
            return
        self._step = step
        self._transport = str(settings["transport"])
        self._login = {"Authorization": f"Bearer {settings['apiKey']}"} if settings.get("apiKey") else {}
        self._has_headers = bool(settings["kafkaHeaders"])
        self._events = RunEvents(step, settings)
        self._values = Values({}, None)
        try:
            # Now: a step's secrets leave the environment before its end is told.
            self._values = Values.load(step.home)
            self._bus = self._resolved_bus(settings) if self._transport == "kafka" else {}
            self._topic = str(settings.get("topic") or "")
            self._place = self._resolved(settings.get("endpoint"))
        except Exception as error:  # noqa: BLE001 - what is wrong here is no failure of the step
            self._is_on = False
            self._say(str(error) if isinstance(error, StepError) else f"{type(error).__name__}: {error}")

    def lead(self) -> None:
        """Puts the headers into the environment that name the attempt in the messages that its code sends."""
        if self._is_on and self._has_headers:
            os.environ[VARIABLE] = json.dumps(LineageHeaders.of_event(self._events.start(now())).texts())

    def began(self) -> None:
        """Tells that the attempt has begun, in a thread: the step's limit counts from the same moment."""
        if self._is_on:
            event = self._events.start(now())
            self._start = threading.Thread(target=self._send, args=(event, 1), daemon=True)
            self._start.start()

    def ended(self, result: JsonObject) -> None:
        """Tells how the attempt ended."""
        if not self._is_on:
            return
        if self._start is not None:
            self._start.join()
        try:
            events = self._events.end(now(), result)
        except Exception as error:  # noqa: BLE001 - as above
            self._say(f"the end of {self._step.key} could not be told: {type(error).__name__}: {error}")
            return
        for event in events:
            self._send(event, TRIES)

    def _resolved_bus(self, settings: JsonObject) -> dict[str, str]:
        name = str(settings["resource"])
        return self._values.resolve_texts(self._step.plan.resource(name).get("config", {}), f"lineage: resource {name}")

    def _resolved(self, endpoint: object) -> str:
        if self._transport in ("console", "kafka"):
            return ""
        if self._transport == "file":
            path = FILE if endpoint is None else str(self._values.resolve(endpoint, "lineage: endpoint"))
            return str(self._step.data_dir / path)
        if self._transport != "http":
            raise Configuration(f"lineage: transport {self._transport} is not supported")
        if endpoint is None:
            raise Configuration("lineage: transport http has no endpoint")
        address = web_address(str(self._values.resolve(endpoint, "lineage: endpoint")), "lineage: its endpoint")
        # As other senders of OpenLineage do: the address of the server is enough.
        return address if urlsplit(address).path.strip("/") else address.rstrip("/") + PATH

    def _send(self, event: JsonObject, tries: int) -> None:
        hidden: JsonObject = self._values.hidden_in(event)
        for number in range(1, tries + 1):
            try:
                self._write(hidden)
                return
            except Exception as error:  # noqa: BLE001 - who listens does not make a step fail
                if number == tries:
                    why = "it took too long" if isinstance(error, TimeoutError) else str(error)
                    self._say(f"{event['eventType']} of {self._step.key} could not be told: {why}")

    def _write(self, event: JsonObject) -> None:
        if self._transport == "http":
            post_json(self._place, event, self._login, SECONDS)
            return
        line = json.dumps(event).encode() + b"\n"
        if self._transport == "kafka":
            self._write_to_topic(event, line)
            return
        if self._transport == "console":
            sys.stderr.write(line.decode())
            sys.stderr.flush()
            return
        Path(self._place).parent.mkdir(parents=True, exist_ok=True)
        # One write to a file opened for appending: events of several processes do not mix their lines.
        descriptor = os.open(self._place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _write_to_topic(self, event: JsonObject, line: bytes) -> None:
        """Sends an event under its run's id, so that a run's events keep their order."""
        from regauge_runtime.bus.kafka_client import DataProducer
        from regauge_runtime.bus.settings import DataBus

        headers = LineageHeaders.of_event(event)
        with DataProducer(DataBus(self._bus, "lineage"), lineage=headers, seconds=SECONDS) as producer:
            producer.send_raw(self._topic, [(headers.run_id.encode(), line.rstrip(), headers.encode())])

    def _say(self, text: str) -> None:
        sys.stderr.write(f"lineage: {self._values.hide(text)}\n")
        sys.stderr.flush()
