"""The ended runs of jobs whose ends matter to others: of those that pause by them, and of those that start another job.

An engine that keeps its runs hands the newest of them along with each question; the others tell of each run at its end.
Each is a record in `regauge.runs`, noted once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from regauge_runtime.partitions import NO_PARTITION, format_instant, parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import FAILED, PASSED, Record
from regauge_runtime.step import data_dir
from regauge_runtime.store import Store
from regauge_runtime.trace import now
from regauge_runtime.values import Values

RUNS_TABLE = "regauge.runs"
ENGINE, RESUMED = "engine", "resumed"
RUN_EVENTS = ("jobSucceeded", "scheduleSucceeded")
_TICK = "tick:"


@dataclass(frozen=True)
class RunEnd:
    """How a run of a job ended, whatever started it.

    `run` is the engine's name of it, `ended` RFC 3339 in UTC. What is said twice of one run counts once.
    """

    job: str
    cause: str
    partition: str
    run: str
    failed: bool
    ended: str

    @classmethod
    def of_json(cls, said: JsonObject) -> RunEnd:
        """Reads what an engine said: `{"job", "run", "cause", "partition", "failed", "ended"}`, `ended` in seconds."""
        if missing := sorted({"job", "run", "cause", "failed", "ended"} - set(said)):
            raise ValueError(f"a run that has ended lacks {', '.join(missing)}")
        ended = format_instant(datetime.fromtimestamp(float(said["ended"]), UTC))
        return cls(
            said["job"],
            str(said["cause"]),
            said.get("partition") or NO_PARTITION,
            str(said["run"]),
            said["failed"],
            ended,
        )


class RunBook:
    """The notes of ended runs, read once."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan = plan
        self._store = store
        self._records: list[Record] | None = None

    def note(self, ends: Iterable[RunEnd], *, by_engine: bool = False) -> None:
        """Notes runs that have ended, each once; of a job whose ends concern nobody nothing.

        `by_engine`: the engine itself pauses the job, and lets nothing through then; this is for telling of it only.
        """
        known = {record.run_key for record in self._all()}
        for end in ends:
            key = f"{self._plan.product}/{end.job}/{end.partition}/{end.cause}#{end.run}"
            if key not in known and is_noted(self._plan, self._plan.job(end.job)):
                inputs = {ENGINE: "true"} if by_engine else {}
                self._add(end.job, key, end.partition, FAILED if end.failed else PASSED, inputs, end.ended)

    def resume(self, job: str) -> None:
        """Lets a job go on; it pauses again when the next run fails too."""
        at = now()
        self._add(job, f"{self._plan.product}/{job}/{RESUMED}/{at}", NO_PARTITION, PASSED, {RESUMED: "true"}, at)

    def succeeded(self, job: str, *, ticks_only: bool = False) -> dict[str, datetime]:
        """Returns when a job's last run of each partition that went well ended; `ticks_only`: of those of its crons."""
        found: dict[str, datetime] = {}
        for one in self.ends(job):
            cause = one.run_key.removeprefix(f"{self._plan.product}/{job}/{one.partition}/")
            if one.status == PASSED and (not ticks_only or cause.startswith(_TICK)):
                at = parse_instant(one.published_at)
                found[one.partition] = max(at, found.get(one.partition, at))
        return found

    def ends(self, job: str) -> list[Record]:
        """Returns the notes of a job's runs, the last end first; the run key is followed by `#` and the run's name."""
        mine = [one for one in self._all() if one.asset == _place(job) and RESUMED not in one.inputs]
        return sorted(mine, key=lambda one: parse_instant(one.published_at), reverse=True)

    def resumed(self, job: str) -> datetime | None:
        """Returns when somebody let a job go on for the last time."""
        mine = [one for one in self._all() if one.asset == _place(job) and RESUMED in one.inputs]
        return max((parse_instant(one.published_at) for one in mine), default=None)

    def _all(self) -> list[Record]:
        if self._records is None:
            self._records = list(self._store.records(RUNS_TABLE))
        return self._records

    def _add(self, job: str, key: str, partition: str, status: str, inputs: dict[str, str], at: str) -> None:
        records = self._all()
        record = Record(key, self._plan.scope, _place(job), partition, 1, "", status, inputs, published_at=at)
        self._store.note_without_table(RUNS_TABLE, record)
        records.insert(0, record)


def _place(job: str) -> str:
    return f"job:{job}"


def run_book(plan: Plan, home: Path) -> RunBook:
    """Opens the product's records."""
    from regauge_runtime.stores import Stores

    return RunBook(plan, Stores(plan, Values.load(home), data_dir(home)).default())


def ends_of(runs: str | None) -> list[RunEnd]:
    """Reads a JSON list of runs that an engine knows to have ended; ValueError when it is none."""
    return [RunEnd.of_json(one) for one in json.loads(runs or "[]")]


def limit_of(job: JsonObject) -> int:
    """Returns after how many failed runs in a row a job pauses; 0 = never."""
    return int(job.get("autoPauseAfterFailures", 0))


def leaves(job: JsonObject) -> Iterator[JsonObject]:
    """Yields the triggers other than crons of a job, those inside `all` and `any` in their place."""

    def walk(triggers: list[JsonObject]) -> Iterator[JsonObject]:
        for trigger in triggers:
            if trigger["kind"] in ("all", "any"):
                yield from walk(trigger["of"])
            else:
                yield trigger

    return walk(job.get("otherTriggers", []))


def is_noted(plan: Plan, job: JsonObject) -> bool:
    """Whether the ends of a job's runs are noted: it pauses by failed ones, or another job starts by its success."""
    return limit_of(job) > 0 or any(
        trigger["kind"] == "event" and trigger["event"] in RUN_EVENTS and trigger["target"] == job["name"]
        for other in plan.tree.get("jobs", [])
        for trigger in leaves(other)
    )
