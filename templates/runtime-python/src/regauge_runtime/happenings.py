"""Whether the triggers `event` and `all` of a job have happened since it last began, by the product's own records.

An event is something that is noted anyway: a passed record of an asset, the code version that it was made by, the end
of a run. It is news for a partition of ours when it came after the last run of that partition which a trigger started;
where none did, after what we last made of it. Several such events are one request until that run has begun (semantics
14).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from regauge_runtime.errors import Configuration
from regauge_runtime.guard import RecordBook
from regauge_runtime.news import News
from regauge_runtime.partitions import NO_PARTITION, parse_instant
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.reads import in_order
from regauge_runtime.records import PASSED
from regauge_runtime.request_book import RequestBook
from regauge_runtime.run_book import RUN_EVENTS, RunBook, leaves
from regauge_runtime.wall_times import CronTimes

NEVER = datetime.min.replace(tzinfo=UTC)


class Happenings:
    """One look at a job's triggers. `hits` returns what a sensor has found so far."""

    def __init__(
        self,
        plan: Plan,
        job: JsonObject,
        records: RecordBook,
        requests: RequestBook,
        runs: RunBook,
        hits: Callable[[str], list[str]],
    ) -> None:
        self._plan = plan
        self._job = job
        self._records = records
        self._requests = requests
        self._runs = runs
        self._hits = hits
        self._now = datetime.now(UTC)

    @cached_property
    def _news(self) -> News:
        return News(self._plan, self._job, self._records)

    def due(self, trigger: JsonObject) -> list[str]:
        """Returns the partitions for which a trigger has happened, oldest first; `-` for a job without partitions."""
        if self._job.get("partitionSet") is None:
            candidates = [NO_PARTITION]
        else:
            candidates = in_order(
                self._plan.partition_set(self._job["partitionSet"]), self._candidates(trigger) or set()
            )
        return [partition for partition in candidates if self._has_happened(trigger, partition)]

    def seen(self) -> dict[str, str]:
        """Returns what a run that begins now has seen of what has no time of its own, to be noted with it."""
        found = {}
        for trigger in leaves(self._job):
            if trigger["kind"] == "sensor":
                found[f"sensor:{trigger['sensor']}"] = str(len(self._hits(trigger["sensor"])))
            elif trigger["kind"] == "event" and trigger["event"] == "newLogic":
                found[f"logic:{trigger['target']}"] = self._version(trigger["target"])
        return found

    def _candidates(self, trigger: JsonObject) -> set[str] | None:
        """The partitions of ours that a trigger could be for; None when it says nothing of that."""
        match trigger["kind"]:
            case "upstream":
                return set(self._news.due(trigger["which"], trigger["settleSeconds"], self._now))
            case "event":
                if not self._is_of_ours(trigger):
                    return None
                return set(self._times(trigger)) - {NO_PARTITION}
            case "sensor":
                ours = self._plan.partition_set(self._job["partitionSet"])
                return {hit for hit in self._hits(trigger["sensor"]) if ours.contains(hit)}
            case "all":
                named = [found for one in trigger["of"] if (found := self._candidates(one)) is not None]
                return set.intersection(*named) if named else None
            case "any":
                named = [found for one in trigger["of"] if (found := self._candidates(one)) is not None]
                # One that names none goes with the partitions that the others name.
                return set.union(*named) if len(named) == len(trigger["of"]) else None
        return None

    def _has_happened(self, trigger: JsonObject, partition: str) -> bool:
        if not trigger.get("enabled", trigger.get("trigger", {}).get("enabled", True)):
            return False
        match trigger["kind"]:
            case "cron":
                return self._has_ticked(trigger["trigger"], partition)
            case "upstream":
                return self._is_upstream_new(trigger, partition)
            case "event":
                return self._is_event_new(trigger, partition)
            case "sensor":
                hits, seen = self._hits(trigger["sensor"]), self._noted(partition).get(f"sensor:{trigger['sensor']}")
                if self._job.get("partitionSet"):
                    return partition in hits and seen is None
                return len(hits) > int(seen or 0)
            case "all":
                return all(self._has_happened(one, partition) for one in trigger["of"])
            case "any":
                return any(self._has_happened(one, partition) for one in trigger["of"])
            case kind:
                raise Configuration(f"job {self._job['name']}: triggers of kind {kind} are unknown")

    def _has_ticked(self, cron: JsonObject, partition: str) -> bool:
        since = self._since(partition)
        if since == NEVER:
            return True
        wall = since.astimezone(ZoneInfo(cron["timezone"])).replace(tzinfo=None, fold=0)
        tick = CronTimes(cron["cron"]).next(wall)
        return tick is not None and tick <= self._now.astimezone(ZoneInfo(cron["timezone"])).replace(tzinfo=None)

    def _is_upstream_new(self, trigger: JsonObject, partition: str) -> bool:
        if not trigger["assets"]:  # with others in an `all` it says nothing of its own
            return True
        tokens = self._news.due(trigger["which"], trigger["settleSeconds"], self._now).get(partition)
        noted = self._noted(partition)
        return tokens is not None and any(noted.get(name) != token for name, token in tokens.items())

    def _is_event_new(self, trigger: JsonObject, partition: str) -> bool:
        if trigger["event"] == "newLogic":
            version, noted = self._version(trigger["target"]), self._noted(partition).get(f"logic:{trigger['target']}")
            of_ours = [partition] if self._is_of_ours(trigger) else list(self._times(trigger))
            return noted != version and any(key in self._times(trigger) for key in of_ours)
        times = self._times(trigger)
        if self._is_of_ours(trigger):
            return partition in times and times[partition] > self._since(partition)
        return max(times.values(), default=NEVER) > self._since(partition)

    def _times(self, trigger: JsonObject) -> dict[str, datetime]:
        """When an event last happened, by partition of its target; of `newLogic` those made by another code."""
        event, target = trigger["event"], trigger["target"]
        if event in RUN_EVENTS:
            return self._runs.succeeded(target, ticks_only=event == "scheduleSucceeded")
        newest = {name: one for name, one in self._records.newest(target).items() if one.status == PASSED}
        if event == "newLogic":
            version = self._version(target)
            newest = {name: one for name, one in newest.items() if one.code_version != version}
        return {name: parse_instant(one.published_at) for name, one in newest.items()}

    def _version(self, asset: str) -> str:
        return str(self._plan.asset(asset)["codeVersion"])

    def _is_of_ours(self, trigger: JsonObject) -> bool:
        """Whether the target's partitions are ours."""
        ours = self._job.get("partitionSet")
        if ours is None:
            return False
        if trigger["event"] in RUN_EVENTS:
            return bool(self._plan.job(trigger["target"]).get("partitionSet") == ours)
        return bool(self._plan.made(trigger["target"]).get("partitionSet") == ours)

    def _noted(self, partition: str) -> dict[str, str]:
        begun = self._requests.of_job(self._job["name"], partition)
        return begun[0].inputs if begun else {}

    def _since(self, partition: str) -> datetime:
        """When the last run that a trigger started began, or what we made of the partition was published."""
        if begun := self._requests.of_job(self._job["name"], partition):
            return parse_instant(begun[0].published_at)
        times = []
        for key in self._job["assets"]:
            own = partition if self._plan.asset(key).get("partitionSet") else NO_PARTITION
            if (ours := self._records.newest(key).get(own)) is not None:
                times.append(parse_instant(ours.published_at))
        return max(times, default=NEVER)
