"""`alert`: tells of a failed run, of those of its steps that ended without a word, and of a job that pauses by it.

An engine calls it once it has marked a run as failed, and says how the run's steps ended; it may call it again. Of a
job whose ends matter to others (`run_book`) it says the end of every run.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from regauge_runtime.alerts import ASSET_FAILED, JOB_PAUSED, RUN_FAILED, AlertBook, Alerts, Place, Telling, subject_of
from regauge_runtime.alerts_of_packs import PACK_FAILED
from regauge_runtime.errors import EXIT_CONFIGURATION, EXIT_TRANSIENT, Configuration
from regauge_runtime.partitions import NO_PARTITION, format_instant, parse_instant
from regauge_runtime.pauses import Pause, pause_of
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.run_book import RunEnd, ends_of, is_noted, run_book
from regauge_runtime.trace import now
from regauge_runtime.values import Values

# The engines' words, in any case, for a step that failed or whose process was lost.
BROKEN = frozenset({"failed", "failure", "error", "killed", "lost", "in_progress"})


# What `--status` may say: `steps` = as its steps ended, by an engine that tells how they did and not how the run will.
FAILED, SUCCESS, STEPS = "failed", "success", "steps"


@dataclass(frozen=True)
class EndedRun:
    """A run that an engine has marked as ended.

    `ends`: how its steps ended, by the key or identifier of their asset. `run`: the engine's name of it, under which
    nobody is told twice; None where the engine calls once. `began`: what was told before is of an earlier try.
    `others`: the newest ended runs of the job, this one among them, by an engine that keeps them; None by one that does
    not. `is_paused_by_engine`: the engine itself pauses the job.
    """

    job: str
    cause: str
    partition: str | None = None
    ends: dict[str, str] = field(default_factory=dict)
    run: str | None = None
    began: datetime | None = None
    status: str = FAILED
    ended: datetime | None = None
    others: list[RunEnd] | None = None
    is_paused_by_engine: bool = False

    @property
    def has_failed(self) -> bool:
        """Whether the run has failed."""
        if self.status == STEPS:
            return any(end.lower() in BROKEN for end in self.ends.values())
        return self.status == FAILED

    def key(self, product: str) -> str:
        """Returns the run's identity, as its steps have it."""
        return f"{product}/{self.job}/{self.partition or NO_PARTITION}/{self.cause}"


def main(argv: list[str]) -> int:
    """Returns 0, 75 when somebody could not be told, or 78 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime alert", description="Tells whom it concerns of a failed run."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--job", required=True)
    parser.add_argument("--cause", required=True, help="what started the run, as its steps are told")
    parser.add_argument("--partition", default="", help="the run's partition; '-' or empty = none")
    parser.add_argument("--ends", default="{}", help="JSON: an asset's key or identifier to how its step ended")
    parser.add_argument("--run", help="the engine's name of the run: of one nobody is told twice")
    parser.add_argument("--began", default="", help="when the run began: RFC 3339, or seconds since 1970")
    parser.add_argument("--ended", default="", help="when the run ended, in the same forms; now by default")
    statuses = (FAILED, SUCCESS, STEPS)
    parser.add_argument(
        "--status", choices=statuses, default=FAILED, help="how the run ended; steps = as its steps did"
    )
    parser.add_argument("--runs", help="JSON: the newest ended runs of the job, as `due` takes them")
    parser.add_argument("--engine-pauses", action="store_true", help="the engine itself pauses the job")
    options = parser.parse_args(argv)
    try:
        home = options.home.absolute()
        partition = None if options.partition in ("", NO_PARTITION) else options.partition
        began = _instant(options.began)
        others = None if options.runs is None else ends_of(options.runs)
        run = EndedRun(
            options.job,
            options.cause,
            partition,
            json.loads(options.ends),
            options.run,
            began,
            options.status,
            _instant(options.ended),
            others,
            options.engine_pauses,
        )
        return 0 if tell_of_run(Plan.load(home), home, run) else EXIT_TRANSIENT
    except (Configuration, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return EXIT_CONFIGURATION


def tell_of_run(plan: Plan, home: Path, run: EndedRun) -> bool:
    """Notes how a run ended; of a failed one it tells all whom it concerns, and whether all could be told."""
    job = plan.job(run.job)
    if plan.telemetry is not None:
        from regauge_runtime.telemetry.of_run import ToldRun, tell_of_run_end

        key = run.key(plan.product)
        tell_of_run_end(plan, home, ToldRun(run.job, key, run.partition, run.began, run.ended, run.has_failed))
    # Before anybody is told, which takes time: the job's next tick may come meanwhile.
    pause = _note(plan, home, job, run) if is_noted(plan, job) else None
    if not run.has_failed or not plan.tree.get("alerts"):
        return True
    values = Values.load(home)
    alerts, book = Alerts(plan, home, values), AlertBook(plan, home, values)
    is_failure_told = _tell_of_failure(plan, run, alerts, book)
    return (pause is None or _tell_of_pause(plan, job, pause, alerts, book)) and is_failure_told


def _note(plan: Plan, home: Path, job: JsonObject, run: EndedRun) -> Pause | None:
    """Notes the end of a run, and returns whether its job is paused now."""
    ends = run.others
    if ends is None:
        # One that is tried again under its name is another run in the row.
        tried = "" if run.began is None else format_instant(run.began)
        name = f"{run.run or ''} {tried}".strip() or now()
        ended = now() if run.ended is None else format_instant(run.ended)
        ends = [RunEnd(run.job, run.cause, run.partition or NO_PARTITION, name, run.has_failed, ended)]
    runs = run_book(plan, home)
    runs.note(ends, by_engine=run.is_paused_by_engine)
    pause = pause_of(runs, job, by_engine=run.is_paused_by_engine)
    if pause is not None and not run.is_paused_by_engine:
        sys.stderr.write(pause.sentence() + "\n")
    return pause


def _tell_of_pause(plan: Plan, job: JsonObject, pause: Pause, alerts: Alerts, book: AlertBook) -> bool:
    """Tells that a job pauses, once for each run by which it does."""
    subject = f"{pause.runKey} {pause.since}"
    names = [name for name, alert in plan.tree["alerts"].items() if _hears_of_pause(alert, job)]
    known = book.told(JOB_PAUSED, [subject] if names else [], None).get(subject, set())
    members = {
        "event_type": JOB_PAUSED,
        "run_id": pause.runKey,
        "job": pause.job,
        "status": "paused",
        "failures": pause.failures,
        "since": pause.since,
    }
    place = Place(None, pause.job, "pause")
    return _tell(alerts, book, [Telling(name, members, place, subject) for name in names if name not in known])


def _hears_of_pause(alert: JsonObject, job: JsonObject) -> bool:
    return JOB_PAUSED in alert["events"] and not set(alert["assets"]).isdisjoint(job["assets"])


def _tell_of_failure(plan: Plan, run: EndedRun, alerts: Alerts, book: AlertBook) -> bool:
    job = plan.job(run.job)
    broken = _broken(plan, run, book)
    subject = f"{run.key(plan.product)} {run.run}"
    names = list(job.get("onFailure", []))
    asked = [subject] if names and run.run else []
    known = book.told(RUN_FAILED, asked, run.began).get(subject, set())
    members = {
        "event_type": RUN_FAILED,
        "run_id": run.key(plan.product),
        "job": run.job,
        "status": "failed",
        "asset_keys": [asset["key"] for asset in broken],
    }
    place = Place(None, run.job, run.cause, 1, run.partition, run.partition)
    noted = subject if run.run else None
    of_run = [Telling(name, members, place, noted) for name in names if name not in known]
    # The run first: of its steps somebody may have been told already.
    return all([_tell(alerts, book, of_run), _tell(alerts, book, _of_steps(plan, alerts, book, run, broken))])


def _tell(alerts: Alerts, book: AlertBook, tellings: list[Telling]) -> bool:
    """Tells and notes who was told, and returns whether all were."""
    went_well = alerts.tell_all(tellings)
    for telling, is_told in zip(tellings, went_well, strict=True):
        if is_told and telling.subject is not None:
            book.note(telling.members["event_type"], telling.subject, telling.alert, 1)
    return all(went_well)


def _of_steps(plan: Plan, alerts: Alerts, book: AlertBook, run: EndedRun, broken: list[JsonObject]) -> list[Telling]:
    """What is told of the steps that failed and have not done so themselves."""
    hearing = [(asset, alerts.of(ASSET_FAILED, asset["key"])) for asset in broken]
    subjects = {asset["key"]: subject_of(run.key(plan.product), asset["key"]) for asset, names in hearing if names}
    known = book.told(ASSET_FAILED, subjects.values(), run.began)
    tellings: list[Telling] = []
    for asset, names in hearing:
        members = {
            "event_type": ASSET_FAILED,
            "run_id": run.key(plan.product),
            "job": run.job,
            "status": "killed",
            "error": {"category": "TRANSIENT", "code": "LOST", "message": "the step ended without a word"},
        }
        partition = run.partition if asset.get("partitionSet") else None
        place = Place(asset, run.job, run.cause, 1, run.partition, partition)
        for name in names:
            subject = subjects[asset["key"]]
            if name not in known[subject]:
                tellings.append(Telling(name, members, place, subject))
    return tellings


def _broken(plan: Plan, run: EndedRun, book: AlertBook) -> list[JsonObject]:
    """The assets whose steps failed, in the plan's order; setup, teardown and an engine's own steps are none.

    Of a pack that left no word of its assets all count as failed: it was lost, and how far it came nobody knows.
    """
    failed = {name for name, end in run.ends.items() if end.lower() in BROKEN}
    for pack in plan.job(run.job).get("packs", []):
        if pack["identifier"] in failed:
            subject = subject_of(run.key(plan.product), pack["identifier"])
            failed |= book.told(PACK_FAILED, [subject], run.began)[subject] or set(pack["assets"])
    return [asset for asset in plan.assets if {asset["key"], asset["identifier"]} & failed]


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except ValueError:
        return parse_instant(text)
