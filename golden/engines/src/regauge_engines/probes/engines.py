"""What a probe may ask of an engine, the same words for all; the local runner, and what the engines share."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from regauge_engines.independent_reader import IndependentReader
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import VARIANTS, WITNESS, local_homes
from regauge_engines.probes.seen import Event
from regauge_engines.processes import PATIENCE, wait_until

Params = Mapping[str, Any]
# What has not fired while the witness did this often does not fire.
WITNESSED = 2
# What is behind the reference vault/token; the steps know its hash.
SECRET = "kept-by-nobody-6d1f"
SECRET_VARIABLE = "REGAUGE_SECRET_VAULT_TOKEN"


class Hands(Protocol):
    """One product in one engine, as a probe's `act` gets it. Safe to use from several threads."""

    engine: str
    variant: str

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        """Runs a job to its end, however it ends, and returns the run's name in the engine."""

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        """Asks for a run of a job as a person does in the engine's page, and returns its name."""

    def wait(self, *runs: str) -> None:
        """Waits for the end of runs that were started."""

    def backfill(self, job: str, first: str, last: str) -> None:
        """Asks for a range of partitions by the engine's own backfill, and waits for its end."""

    def fires(self, job: str, times: int = 1) -> int:
        """Lets the engine start a job by its triggers, until that often in all, and what it started has ended.

        Returns too when nothing more of the job started while the engine looked twice: a job of each minute, the
        witness, started, or the product's own look for triggers ended. The answer is how often the triggers started
        the job so far.
        """

    def watch(self, times: int = 1) -> list[Event]:
        """Lets the engine look at the age of the product's assets, and returns the changes that it has stored so far.

        Each is an asset and its status, oldest first. Where nobody can ask for looks, it is the engine's own next one.
        """

    def stored(self) -> str:
        """Returns all that the engine has stored so far and a user may read there, as text."""

    def events(self) -> list[Event]:
        """Returns the trace events of all runs so far, and the tables."""


class Local:
    """The bundle's own runner, a process for each run, and a trace for each; there is no clock."""

    engine = "local"

    def __init__(self, variant: str, home: Path, folder: Path) -> None:
        self.variant = variant
        self._home = home
        self._folder = folder
        self._plan = json.loads((home / "plan.json").read_text("utf-8"))
        self._runs: dict[str, subprocess.Popen[bytes]] = {}
        self._fired: dict[str, int] = {}
        self._lock = threading.Lock()
        folder.mkdir(parents=True)
        subprocess.run(["sh", str(home / "make-env.sh"), str(home)], check=True, stdout=subprocess.DEVNULL)

    def run(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        run = self.start(job, partition, params)
        self.wait(run)
        return run

    def start(self, job: str, partition: str | None = None, params: Params | None = None) -> str:
        return self._start(job, ["--partition", partition] if partition else [], params)

    def wait(self, *runs: str) -> None:
        for run in runs:
            if self._runs[run].wait() not in (0, 8):
                raise AssertionError(f"{run} ended with {self._runs[run].returncode}: {self._log(run)}")

    def backfill(self, job: str, first: str, last: str) -> None:
        self.wait(self._start(job, ["--partitions", f"{first}..{last}"], None))

    def fires(self, job: str, times: int = 1) -> int:
        # The runtime's own answer to what is asked for, as of now; the engines' clocks are asked themselves.
        (plan,) = (one for one in self._plan["jobs"] if one["name"] == job)
        asked: list[tuple[str, str]] = []
        if plan.get("otherTriggers"):
            asked += [(run["partition"], run["cause"]) for run in self._answer("poll", "--job", job)]
        elif plan.get("triggers"):  # whatever the cron line says: it is asked as if it were due
            tick = datetime.now(UTC).replace(second=0, microsecond=0).isoformat().replace("+00:00", "Z")
            asked += [(key, f"tick:{tick}") for key in self._answer("due", "--job", job, "--tick", tick)]
        for key, cause in asked:
            self.wait(self._start(job, ["--cause", cause, *(() if key == "-" else ("--partition", key))], None))
        self._fired[job] = self._fired.get(job, 0) + len(asked)
        return self._fired[job]

    def watch(self, times: int = 1) -> list[Event]:
        trace = self._folder / "looks.trace"
        variables = self._variables() | {"REGAUGE_TRACE": str(trace), "REGAUGE_ENV": "probing"}
        for _ in range(times):
            subprocess.run([*self._command("run"), "--freshness"], env=variables, check=True, stdout=subprocess.DEVNULL)
        lines = trace.read_text("utf-8").splitlines() if trace.exists() else []
        return [event for event in map(json.loads, lines) if event["kind"] == "freshness"]

    def _answer(self, *question: str) -> list[Any]:
        """What the runtime says to `due` or `poll`."""
        command = [*self._command(question[0]), *question[1:]]
        done = subprocess.run(command, env=self._variables(), check=True, capture_output=True, text=True)
        return list(json.loads(done.stdout.strip().splitlines()[-1]))

    def stored(self) -> str:
        files = [*self._folder.glob("*.jsonl"), *self._folder.glob("*.log"), *self._home.glob("*.json")]
        return "\n".join(file.read_text("utf-8", "replace") for file in files)

    def events(self) -> list[Event]:
        lines = [line for file in sorted(self._folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
        catalog = self._folder / "catalog.db"
        tables = IndependentReader(f"sqlite:///{catalog}").events(self.engine) if catalog.exists() else []
        return [*map(json.loads, lines), *tables]

    def stop(self) -> None:
        """Ends what a failed probe has left."""
        for process in self._runs.values():
            process.kill()

    def _start(self, job: str, which: Sequence[str], params: Params | None) -> str:
        with self._lock:
            name = f"{job}-{len(self._runs)}"
            command = [
                *self._command("run"),
                "--job",
                job,
                *which,
                "--params",
                json.dumps(params or {}),
                "--keep-going",
            ]
            variables = {"REGAUGE_TRACE": str(self._folder / f"{name}.jsonl"), "REGAUGE_ENV": "probing"}
            with (self._folder / f"{name}.log").open("wb") as log:
                self._runs[name] = subprocess.Popen(
                    command, env=self._variables() | variables, stdout=log, stderr=subprocess.STDOUT
                )
        return name

    def _command(self, act: str) -> list[str]:
        return [str(self._home / "venv/step/bin/python"), "-m", "regauge_runtime", act, "--home", str(self._home)]

    def _variables(self) -> dict[str, str]:
        return {**os.environ, "REGAUGE_DATA": str(self._folder), "REGAUGE_EMBEDDED": "1", SECRET_VARIABLE: SECRET}

    def _log(self, run: str) -> str:
        return (self._folder / f"{run}.log").read_text("utf-8")[-3000:]


class LocalSite:
    """The local runner's two products; a context manager, as every engine's site is."""

    engine = "local"

    def __init__(self, probes: Sequence[Probe], folder: Path) -> None:
        self._homes = local_homes(probes, folder)
        self._folder = folder
        self.hands: dict[str, Hands] = {}

    def __enter__(self) -> LocalSite:
        for variant in VARIANTS:
            self.hands[variant] = Local(variant, self._homes[variant], self._folder / f"{variant}-data")
        return self

    def __exit__(self, *_: object) -> None:
        for hands in self.hands.values():
            hands.stop()  # type: ignore[attr-defined]

    def version(self) -> str:
        """Returns the runtime's version."""
        (wheel,) = (self._homes["probes"] / "wheels").glob("regauge_runtime-*.whl")
        return wheel.name.split("-")[1]

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""
        return self._homes["probes"] / "plan.json"


class Clocked:
    """`fires` for engines with a clock of their own; they say how a job's triggers are let go and what they made."""

    def __init__(self) -> None:
        self._watching = 0
        self._watch = threading.Lock()

    def let_go(self, job: str) -> None:
        """Gives a job's triggers the state that the product declares."""
        raise NotImplementedError

    def hold(self, job: str) -> None:
        """Switches a job's triggers off."""
        raise NotImplementedError

    def keep_held(self, job: str) -> None:
        """Switches off what the engine itself may have switched on again."""

    def ticks(self, job: str) -> dict[str, bool]:
        """Returns the runs that a job's triggers made so far: name → whether it has ended."""
        raise NotImplementedError

    def looks(self, job: str) -> dict[str, bool]:
        """Returns what shows that the engine looked for a job's triggers: name → whether it has ended."""
        return self.ticks(WITNESS)

    def fires(self, job: str, times: int = 1) -> int:
        """Lets the engine start a job by its triggers until that often, and waits until what it started has ended."""
        with self._watch:
            self._watching += 1
            if self._watching == 1:
                self.let_go(WITNESS)
        self.let_go(job)
        before = set(self.looks(job))

        def has_fired_or_will_not() -> bool:
            if len(self.ticks(job)) >= times:
                return True
            return sum(ended for run, ended in self.looks(job).items() if run not in before) >= WITNESSED

        try:
            wait_until(has_fired_or_will_not, PATIENCE, f"{job} fires", pause=2)
        finally:
            self.hold(job)
            with self._watch:
                self._watching -= 1
                if self._watching == 0:
                    self.hold(WITNESS)

        def have_ended() -> bool:
            self.keep_held(job)
            with self._watch:
                if self._watching == 0:
                    self.keep_held(WITNESS)
            return all(self.ticks(job).values())

        wait_until(have_ended, PATIENCE, f"the runs of {job} end", pause=2)
        return len(self.ticks(job))
