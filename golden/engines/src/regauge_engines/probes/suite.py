"""All probes of one engine: run side by side in both products, then judged by what the engine's store says."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ruamel.yaml import YAML

from regauge_engines.cli import ROOT
from regauge_engines.probes.engines import Hands
from regauge_engines.probes.probe import Probe
from regauge_engines.probes.product import VARIANTS, WITNESS
from regauge_engines.probes.seen import Event, Seen

# Scenario → the probes that it is made of, and where an engine may differ from the local runner.
SCENARIOS = YAML(typ="safe", pure=True).load((ROOT / "golden/scenarios.yaml").read_text("utf-8"))
# What PROBES asks for: some probes by name, separated by commas; "scenarios": those of the scenarios; all, if empty.
ASKED = os.environ.get("PROBES", "")
RESULTS = ROOT / "golden/target/probes"


def chosen() -> list[str]:
    """Returns the names of the probes that are run; none: all."""
    if ASKED == "scenarios":
        return sorted({name for names in SCENARIOS["scenarios"].values() for name in names})
    return [name for name in ASKED.split(",") if name]


class Site(Protocol):
    """One engine that has loaded the two products."""

    engine: str
    hands: dict[str, Hands]

    def version(self) -> str:
        """Returns the engine's version."""

    def plan(self) -> Path:
        """Returns the plan of the product as it is."""


@dataclass(frozen=True)
class Outcome:
    """What one probe showed: `figures` name → value, what the effect's assertion said, and what it said without."""

    probe: Probe
    figures: Mapping[str, Any]
    effect: str
    counter: str

    @property
    def holds(self) -> bool:
        """Whether the effect is there, and not there without the leaf."""
        return self.effect == "" and self.counter != ""


def run_all(site: Site, probes: Sequence[Probe], at_once: int) -> dict[str, Outcome]:
    """Runs the probes in both products, `at_once` of them at a time, and returns name → outcome."""
    began, busy = time.monotonic(), _busy()
    modules = {probe.name: probe.module() for probe in probes}
    with ThreadPoolExecutor(at_once) as pool:
        # Those that wait for the engine's clock first: they take up to a minute whatever else happens.
        order = sorted(probes, key=lambda probe: not any(job.get("triggers") for job in probe.part.get("jobs", [])))
        acts = {
            (probe.name, variant): pool.submit(modules[probe.name].act, site.hands[variant])
            for probe in order
            for variant in VARIANTS
        }
    events = {variant: site.hands[variant].events() for variant in VARIANTS}
    outcomes = {}
    for probe in probes:
        seen = {variant: _seen(site.engine, probe, events[variant], acts[probe.name, variant]) for variant in VARIANTS}
        outcomes[probe.name] = _judge(probe, modules[probe.name], seen)
    _write(site, outcomes, time.monotonic() - began, _busy() - busy)
    _keep(site, events["probes"])
    return outcomes


def _keep(site: Site, events: Sequence[Event]) -> None:
    """Keeps what the engine's store said of the whole product, for `scenarios`."""
    (RESULTS / f"{site.engine}.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")
    shutil.copyfile(site.plan(), RESULTS / f"{site.engine}-plan.json")


def _seen(engine: str, probe: Probe, events: Sequence[Event], act: Future[Any]) -> Seen | str:
    if error := act.exception():
        return f"act: {type(error).__name__}: {error}"
    return Seen(engine, [event for event in events if is_of(event, probe.name)], act.result())


def is_of(event: Event, name: str) -> bool:
    """Tells whether an event is of the probe with that name."""
    if event["kind"] == "table":
        return str(event["table"]).startswith(f"{name}.")
    own = (f"{name}/", f"{name}:", f"{name}_") if event["kind"] == "hook" else (f"{name}/",)
    return str(event["asset"]).startswith(own) and not str(event["asset"]).startswith(f"{WITNESS}/")


def _judge(probe: Probe, module: Any, seen: Mapping[str, Seen | str]) -> Outcome:
    whole, without = seen["probes"], seen["counter"]
    figures: Mapping[str, Any] = {}
    if isinstance(whole, str):
        effect = whole
    else:
        try:
            figures = module.effect(whole) or {}
            effect = ""
        except Exception as error:
            effect = f"{type(error).__name__}: {error}\n{told(whole)}"
    counter = ""
    if isinstance(without, str):
        return Outcome(probe, figures, effect or f"the counter-probe did not run: {without}", counter)
    if not any("start" in event for event in without.assets()) and not getattr(module, "NOTHING_STARTS_WITHOUT", False):
        return Outcome(probe, figures, effect or f"nothing ran in the counter-product\n{told(without)}", counter)
    try:
        module.effect(without)
    except AssertionError as error:
        counter = str(error) or "the assertion fails"
    except Exception as error:
        effect = effect or f"without the leaf no assertion fails, but {type(error).__name__}: {error}\n{told(without)}"
    if counter and hasattr(module, "instead"):
        try:
            module.instead(without)
        except Exception as error:
            effect = effect or f"instead: {type(error).__name__}: {error}\n{told(without)}"
    return Outcome(probe, figures, effect, counter)


def told(seen: Seen) -> str:
    """Returns the evidence, a line an event, for messages."""
    lines = [f"  {json.dumps({k: v for k, v in e.items() if k not in ('v', 'runner', 'source')})}" for e in seen.events]
    return "\n".join([f"{seen.engine}, {len(seen.events)} events, notes {seen.notes!r}:", *lines[:40]])[:6000]


def check(outcome: Outcome) -> None:
    """Raises what is wrong with a probe on an engine."""
    assert outcome.effect == "", f"{outcome.probe.name}: the effect is not there: {outcome.effect}"
    assert outcome.counter, f"{outcome.probe.name}: the effect is there without the leaf too: the probe shows nothing"


def _busy() -> float:
    """CPU seconds that the machine has spent since its start, other work too: an engine is many processes."""
    user, nice, system = map(int, Path("/proc/stat").read_text("ascii").split(maxsplit=4)[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


def _write(site: Site, outcomes: Mapping[str, Outcome], seconds: float, busy: float) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{site.engine}.json"
    probes = {
        name: {
            "covers": list(one.probe.covers),
            "holds": one.holds,
            "version": site.version(),
            "figures": dict(one.figures),
        }
        for name, one in sorted(outcomes.items())
    }
    if chosen() and file.exists():
        # A run of some probes leaves what the others showed, with the version of the engine that showed it.
        before = json.loads(file.read_text("utf-8"))
        probes = {name: {"version": before["version"]} | one for name, one in before["probes"].items()} | probes
    result = {"engine": site.engine, "version": site.version(), "seconds": round(seconds), "probes": probes}
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    for _, one in sorted(outcomes.items()):
        for feature in one.probe.covers:
            figures = ", ".join(f"{key} {value}" for key, value in one.figures.items())
            print(f"{feature:32} {site.engine:8} {site.version():10} {'holds' if one.holds else 'FAILS':6} {figures}")
    print(f"{site.engine}: {len(outcomes)} probes in both products, {seconds:.0f} s, {busy:.0f} CPU s of the machine")
    return file
