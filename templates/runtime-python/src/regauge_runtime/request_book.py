"""What triggers have asked for and what sensors have found: the durable cursor of every poll (semantics 7, 14).

It is a table of records beside the product's own, so it survives the engine, its restart and its clean-ups. A request
is noted when its run begins, by the run's own first step: as long as it is not, every poll asks for it again under the
same cause, and the engine, which knows a run by its cause, starts it once. So nothing is lost, whoever dies between.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regauge_runtime.partitions import NO_PARTITION
from regauge_runtime.plan import Plan
from regauge_runtime.records import PASSED, Record
from regauge_runtime.stores import Stores
from regauge_runtime.trace import now

REQUESTS_TABLE = "regauge.requests"
EVENT = "event:"
HIT = "hit"


@dataclass(frozen=True)
class Request:
    """A run that a trigger asks for; `partition` is `-` for a job without partitions."""

    job: str
    partition: str
    cause: str

    def run_key(self, product: str) -> str:
        """Returns the run's identity."""
        return f"{product}/{self.job}/{self.partition}/{self.cause}"

    def as_json(self) -> dict[str, str]:
        """Returns the request as `regauge_runtime poll` prints it; `id` names the run, the same in each poll."""
        digest = hashlib.sha256("\0".join((self.job, self.partition, self.cause)).encode()).hexdigest()[:16]
        return {"job": self.job, "partition": self.partition, "cause": self.cause, "id": digest}


def cause_of(*parts: object) -> str:
    """Returns the cause that stands for what happened: the same parts, the same cause."""
    return EVENT + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:20]


class RequestBook:
    """The requests whose runs have begun and the hits of sensors, read once."""

    def __init__(self, plan: Plan, stores: Stores) -> None:
        self._plan = plan
        self._store = stores.default()

    @cached_property
    def _records(self) -> list[Record]:
        return list(self._store.records(REQUESTS_TABLE))

    @cached_property
    def _begun(self) -> dict[str, Record]:
        return {record.run_key: record for record in self._records}

    def begun(self, run_key: str) -> Record | None:
        """Returns the note of a run that has begun."""
        return self._begun.get(run_key)

    def of_job(self, job: str, partition: str) -> list[Record]:
        """Returns the notes of a job's runs for a partition that upstream news asked for, newest first."""
        mine = [record for record in self._records if record.asset == job and record.partition == partition]
        # Two steps that began at once may have noted one run twice.
        by_run = {record.run_key: record for record in mine if HIT not in record.inputs}
        return list(by_run.values())

    def note_begun(self, job: str, partition: str, run_key: str, seen: dict[str, str]) -> None:
        """Notes that a run has begun, with what it had before it: tokens of upstream news, or its `hit`."""
        self._note(Record(run_key, self._plan.scope, job, partition, 1, "", PASSED, seen, published_at=now()))

    def sensed(self, sensor: str) -> tuple[Any, list[str]]:
        """Returns a sensor's cursor, None at first, and all its hits so far, oldest first."""
        mine = [record for record in self._records if record.asset == _sensor(sensor)]
        hits = [hit for record in reversed(mine) for hit in json.loads(record.inputs["hits"])]
        return (json.loads(mine[0].inputs["cursor"]) if mine else None), list(dict.fromkeys(hits))

    def note_sensed(self, sensor: str, before: Any, hits: list[str], cursor: Any) -> None:
        """Notes hits and the new cursor at once, so that a crash loses neither."""
        inputs = {"hits": json.dumps(hits), "cursor": json.dumps(cursor)}
        number = sum(record.asset == _sensor(sensor) for record in self._records)
        key = f"{self._plan.product}/{_sensor(sensor)}/{cause_of(number, json.dumps(before), *inputs.values())}"
        place = _sensor(sensor)
        self._note(Record(key, self._plan.scope, place, NO_PARTITION, 1, "", PASSED, inputs, published_at=now()))

    def _note(self, record: Record) -> None:
        self._store.note_without_table(REQUESTS_TABLE, record)
        self._records.insert(0, record)
        self.__dict__.pop("_begun", None)


def _sensor(name: str) -> str:
    return f"sensor:{name}"
