"""A run of kind `airbyte`: starts a connection's sync by Airbyte's public API and waits for its end.

Airbyte writes the table itself; the step adds its record to it, and its checks look at what came. A sync of the
connection that goes on already is waited for instead of a second one, so that a retry starts nothing twice. When the
time is over, or the step is told to stop, the sync is cancelled. Standard library only.
"""

from __future__ import annotations

import contextlib
import json
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from regauge_runtime.errors import StepError, Transient, retry_after_of
from regauge_runtime.ingest.failures import airbyte_error, http_error, ingestion_error
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import Produced
from regauge_runtime.step import Step
from regauge_runtime.values import Values

REQUEST_SECONDS = 30.0
# An answer that does not come while a sync goes on is no end of it: so many polls in a row may fail.
PATIENT_POLLS = 5


def run_airbyte(step: Step, values: Values) -> Produced:
    """Syncs the connection; raises what its end means in the words of ingestion."""
    run = step.asset["run"]
    token = values.resolve(run["apiToken"], f"{step.key}: apiToken") if "apiToken" in run else None
    url = str(values.resolve(run["workspaceUrl"], f"{step.key}: workspaceUrl"))
    connection = Connection(api_base(url), token, str(run["connectionId"]))
    job = connection.going_on() or connection.start()
    number = int(job["jobId"])
    try:
        with _stopped_by_term():
            job = _await_end(connection, job, float(run["pollSeconds"]), float(run["timeoutSeconds"]))
    except BaseException as error:
        if not isinstance(error, StepError) or error.code == "TIMEOUT":
            with contextlib.suppress(StepError):
                connection.cancel(number)
        raise
    if job["status"] != "succeeded":
        raise airbyte_error(str(job["status"]), f"Airbyte job {number} ended: {json.dumps(job, sort_keys=True)}")
    told = {name: job[name] for name in ("jobId", "rowsSynced", "bytesSynced", "duration") if name in job}
    rows = {output["table"]: int(job.get("rowsSynced", 0)) for output in step.asset.get("outputs", [])}
    return Produced(metadata={"airbyte": told}, rows=rows)


def api_base(url: str) -> str:
    """Returns where the public API is: as written with a path, else where Airbyte Cloud or one's own has it."""
    parts = urlsplit(url)
    if parts.path.strip("/"):
        return url.rstrip("/")
    return url.rstrip("/") + ("/v1" if parts.hostname == "api.airbyte.com" else "/api/public/v1")


@dataclass(frozen=True)
class Connection:
    """A connection of an Airbyte, by its public API."""

    base: str
    token: str | None
    connection: str

    def going_on(self) -> JsonObject | None:
        """Returns the newest sync that has not ended."""
        for status in ("running", "pending"):
            query = {"connectionId": self.connection, "jobType": "sync", "status": status, "limit": "1"}
            found = self._call("GET", "jobs?" + urlencode(query)).get("data") or []
            if found:
                job: JsonObject = found[0]
                return job
        return None

    def start(self) -> JsonObject:
        """Starts a sync."""
        return self._call("POST", "jobs", {"connectionId": self.connection, "jobType": "sync"})

    def job(self, number: int) -> JsonObject:
        """Returns how a job is."""
        return self._call("GET", f"jobs/{quote(str(number))}")

    def cancel(self, number: int) -> JsonObject:
        """Ends a job."""
        return self._call("DELETE", f"jobs/{quote(str(number))}")

    def _call(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/{path}", data=data, headers=headers, method=method)
        what = f"Airbyte, {method} {request.full_url}"
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
                found = json.loads(answer.read())
        except urllib.error.HTTPError as error:
            text = " ".join(error.read().decode(errors="replace").split())[:500]
            raise http_error(error.code, f"{what}: HTTP {error.code} {text}", retry_after_of(error)) from None
        except Exception as error:
            raise ingestion_error(error, what) from error
        if not isinstance(found, dict):
            raise Transient(f"{what}: the answer is no object", code="BROKEN_ANSWER")
        return found


def _await_end(connection: Connection, job: JsonObject, poll: float, limit: float) -> JsonObject:
    """Polls until the job has ended; `incomplete` is an end when it stays, for Airbyte may try again by itself."""
    number, deadline, misses, before = int(job["jobId"]), time.monotonic() + limit, 0, ""
    while True:
        status = str(job["status"])
        if status in ("succeeded", "failed", "cancelled") or (status == "incomplete" and before == status):
            return job
        before = status
        left = deadline - time.monotonic()
        if left <= 0:
            raise Transient(f"Airbyte job {number} took longer than {limit:g} s and was cancelled", code="TIMEOUT")
        time.sleep(min(poll, left))
        try:
            job, misses = connection.job(number), 0
        except StepError as error:
            misses += 1
            if error.regauge_category != "TRANSIENT" or misses >= PATIENT_POLLS:
                raise


class _Told(BaseException):
    """The step was told to stop."""


@contextlib.contextmanager
def _stopped_by_term() -> Iterator[None]:
    """Lets TERM raise, so that the sync is cancelled on the way out."""

    def stop(*_: Any) -> None:
        raise _Told("the step was told to stop")

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
