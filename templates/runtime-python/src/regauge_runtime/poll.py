"""`poll`: the runs that triggers other than crons ask for now; adapters and the local runner only carry them out."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from regauge_runtime.errors import Configuration, StepError
from regauge_runtime.guard import RecordBook
from regauge_runtime.happenings import Happenings
from regauge_runtime.locks import step_lock
from regauge_runtime.news import News
from regauge_runtime.partitions import NO_PARTITION, can_be_key
from regauge_runtime.pauses import holds_back
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.request_book import EVENT, HIT, Request, RequestBook, cause_of
from regauge_runtime.run_book import RunBook, ends_of, limit_of, run_book
from regauge_runtime.sensors import Sensors
from regauge_runtime.step import Step, data_dir
from regauge_runtime.stores import Stores
from regauge_runtime.values import Values


def main(argv: list[str]) -> int:
    """`poll`: prints a JSON list of requests, oldest first for each job."""
    parser = argparse.ArgumentParser(prog="python -m regauge_runtime poll", description="Prints what triggers ask for.")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--job", help="one job; by default all that have such triggers")
    parser.add_argument("--runs", help="JSON: the newest ended runs of the job, by an engine that keeps them")
    options = parser.parse_args(argv)
    try:
        requests = poll(Plan.load(options.home), options.home.absolute(), options.job, options.runs)
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return getattr(error, "exit_code", 78)
    sys.stdout.write(json.dumps([request.as_json() for request in requests]) + "\n")
    return 0


def poll(plan: Plan, home: Path, job_name: str | None = None, runs: str | None = None) -> list[Request]:
    """Returns the requests whose runs have not begun; the same ones again until they have. A paused job has none.

    A request's cause is made of what it answers, so two polls at once, or one after a crash, ask for one run.
    """
    values = Values.load(home)
    jobs = [plan.job(job_name)] if job_name else plan.tree.get("jobs", [])
    jobs = [job for job in jobs if _triggers(job, values)]
    if runs is not None or any(limit_of(job) for job in jobs):
        book = run_book(plan, home)
        book.note(ends_of(runs))
        jobs = [job for job in jobs if not holds_back(book, job)]
    adding = [] if job_name else adding_sensors(plan)
    if not jobs and not adding:
        return []
    with _polling(plan, home, values) as poller:
        for name in adding:
            poller.hits(name)
        return [request for job in jobs for request in poller.requests(job)]


def look_for_keys(plan: Plan, home: Path) -> None:
    """Asks the sensors that add keys to partition sets, whether they start a job or not."""
    if adding := adding_sensors(plan):
        with _polling(plan, home, Values.load(home)) as poller:
            for name in adding:
                poller.hits(name)


@contextlib.contextmanager
def _polling(plan: Plan, home: Path, values: Values) -> Iterator[Poller]:
    """One poll at a time asks the sensors' functions, so that no cursor is used twice."""
    stores = Stores(plan, values, data_dir(home))
    with step_lock(stores.default().lock_dsn, data_dir(home), plan.scope, "poll"):
        yield Poller(plan, home, values, stores)


def adding_sensors(plan: Plan) -> list[str]:
    """Returns the sensors that are on and whose hits become keys of a partition set."""
    sensors: dict[str, JsonObject] = plan.tree.get("sensors", {})
    return sorted(name for name, sensor in sensors.items() if sensor["enabled"] and sensor.get("adds"))


class Poller:
    """One look at all that could start a job."""

    def __init__(self, plan: Plan, home: Path, values: Values, stores: Stores) -> None:
        self._plan = plan
        self._values = values
        self._book = RequestBook(plan, stores)
        self._keys = stores.keys
        self._sensors = Sensors(plan, home, values, self._book, stores)
        self._records = RecordBook(plan, stores)
        self._runs = RunBook(plan, stores.default())
        self._now = datetime.now(UTC)
        self._hits: dict[str, list[str]] = {}

    def requests(self, job: JsonObject) -> list[Request]:
        """Returns what a job's triggers ask for, at most its `maxCatchup` of each."""
        most = int(job.get("maxCatchup", 50))
        found: dict[tuple[str, str], Request] = {}
        for trigger in _triggers(job, self._values):
            asked = self._asked(job, trigger)
            for request, _ in zip(asked, range(most), strict=False):
                found.setdefault((request.partition, request.cause), request)
        return list(found.values())

    def _asked(self, job: JsonObject, trigger: JsonObject) -> Iterator[Request]:
        match trigger["kind"]:
            case "upstream":
                return self._upstream(job, trigger)
            case "sensor":
                return self._sensor(job, trigger)
        return self._happened(job, trigger)

    def _happened(self, job: JsonObject, trigger: JsonObject) -> Iterator[Request]:
        of_job = Happenings(self._plan, job, self._records, self._book, self._runs, self.hits)
        for partition in of_job.due(trigger):
            begun = len(self._book.of_job(job["name"], partition))
            yield Request(job["name"], partition, cause_of(self._plan.scope, job["name"], partition, begun))

    def _upstream(self, job: JsonObject, trigger: JsonObject) -> Iterator[Request]:
        news = News(self._plan, job, self._records)
        for partition, tokens in news.due(trigger["which"], trigger["settleSeconds"], self._now).items():
            begun = self._book.of_job(job["name"], partition)
            if begun and all(begun[0].inputs.get(name) == token for name, token in tokens.items()):
                continue
            # As long as this run has not begun, more news for the partition change nothing of the request.
            yield Request(job["name"], partition, cause_of(self._plan.scope, job["name"], partition, len(begun)))

    def _sensor(self, job: JsonObject, trigger: JsonObject) -> Iterator[Request]:
        name = trigger["sensor"]
        if not self._plan.tree["sensors"][name]["enabled"]:
            return
        for hit in self.hits(name):
            request = self._of_hit(job, name, hit)
            if request is not None and not self._book.begun(request.run_key(self._plan.product)):
                yield request

    def hits(self, name: str) -> list[str]:
        """Returns what a sensor has found, after one look; where it adds keys, they are known before anybody acts."""
        if name not in self._hits:
            self._hits[name] = self._sensors.look(name)
            if adds := self._plan.tree["sensors"][name].get("adds"):
                for hit in self._hits[name]:
                    if not can_be_key(hit):
                        sys.stderr.write(f"sensor {name}: {hit!r} can be no partition of {adds}, so it is left\n")
                self._keys.add(adds, filter(can_be_key, self._hits[name]), f"sensor {name}")
        return self._hits[name]

    def _of_hit(self, job: JsonObject, sensor: str, hit: str) -> Request | None:
        partition = NO_PARTITION
        if job.get("partitionSet"):
            if not self._plan.partition_set(job["partitionSet"]).contains(hit):
                sys.stderr.write(f"sensor {sensor}: {hit!r} is no partition of {job['partitionSet']}, so it is left\n")
                return None
            partition = hit
        return Request(job["name"], partition, hit_cause(self._plan, job["name"], sensor, hit))


def hit_cause(plan: Plan, job: str, sensor: str, hit: str) -> str:
    """Returns the cause of the run for a hit."""
    return cause_of(plan.scope, job, "sensor", sensor, hit)


def note_begun(step: Step, values: Values, stores: Stores) -> str | None:
    """Notes, before anything else of a run that an event caused, that it has begun; returns the sensor's hit."""
    if not step.cause.startswith(EVENT):
        return None
    book = RequestBook(step.plan, stores)
    partition = step.run_partition or NO_PARTITION
    if (noted := book.begun(step.run_key)) is not None:
        return noted.inputs.get(HIT)
    job = step.plan.job(step.job)
    sensors = Sensors(step.plan, step.home, values, book, stores)
    for trigger in job.get("otherTriggers", []):
        if trigger["kind"] == "sensor":
            for hit in sensors.known(trigger["sensor"]):
                if hit_cause(step.plan, step.job, trigger["sensor"], hit) == step.cause:
                    book.note_begun(step.job, partition, step.run_key, {HIT: hit})
                    return hit
    records = RecordBook(step.plan, stores)
    tokens = News(step.plan, job, records).tokens(partition)
    runs = RunBook(step.plan, stores.default())
    seen = Happenings(step.plan, job, records, book, runs, sensors.known).seen()
    book.note_begun(step.job, partition, step.run_key, tokens | seen)
    return None


def _triggers(job: JsonObject, values: Values) -> list[JsonObject]:
    """The triggers of a job that are polled and on: the environment switches them together."""
    switched = values.enabled_jobs.get(job["name"])
    found = []
    for trigger in job.get("otherTriggers", []):
        if trigger["kind"] not in ("upstream", "sensor", "event", "all"):
            raise Configuration(f"job {job['name']}: triggers of kind {trigger['kind']} are unknown")
        if trigger["enabled"] if switched is None else switched:
            found.append(trigger)
    return found
