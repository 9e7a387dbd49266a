"""One probe as its folder says it: the part of a product, what is taken out of it, and the functions of `probe.py`."""

from __future__ import annotations

import copy
import importlib.util
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ruamel.yaml import YAML

from regauge_engines.cli import ROOT

FOLDER = ROOT / "golden/probes"
ENGINES = ("local", "dagster", "airflow", "argo")
PARTS = frozenset(
    {
        "params",
        "pools",
        "resources",
        "partitions",
        "environments",
        "tables",
        "assets",
        "jobs",
        "secrets",
        "sensors",
        "external",
        "services",
    }
    | {"qualityGate", "hooks", "alerts", "observability", "code", "secretStores", "catalogs"}
)
# A word of a path: `.name`, or `[item]` of a list.
_SEGMENT = re.compile(r"\.?([^.\[\]]+)|\[([^\[\]]+)\]")

Part = dict[str, Any]


class ProbeWrong(Exception):
    """A probe's folder does not hold what the README asks for."""


@dataclass(frozen=True)
class Probe:
    """A probe: `covers` are names of features, `without` path → None (removed) or another value."""

    folder: Path
    covers: tuple[str, ...]
    engines: tuple[str, ...]
    without: Mapping[str, Any]
    part: Part

    @property
    def name(self) -> str:
        """The folder's name, with which all that the probe names begins."""
        return self.folder.name

    def counter(self) -> Part:
        """Returns the part with the leaf taken out."""
        part = copy.deepcopy(self.part)
        for path, value in self.without.items():
            replace(part, path, value)
        return part

    def module(self) -> ModuleType:
        """Returns `probe.py`, loaded: `act(engine)`, `effect(seen)` and perhaps `instead(seen)`."""
        spec = importlib.util.spec_from_file_location(f"probe_{self.name}", self.folder / "probe.py")
        if spec is None or spec.loader is None:
            raise ProbeWrong(f"{self.folder}/probe.py is not there")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def has(self, name: str) -> bool:
        """Tells whether a job or an asset is named as the probe's own."""
        return name == self.name or name.startswith((f"{self.name}/", f"{self.name}_"))


def probes(engine: str, names: Sequence[str] = ()) -> list[Probe]:
    """Returns the probes of an engine, by name; `names` chooses some."""
    folders = sorted(file.parent for file in FOLDER.glob("*/probe.yaml"))
    found = [probe(folder) for folder in folders if not names or folder.name in names]
    return [one for one in found if engine in one.engines]


def probe(folder: Path) -> Probe:
    """Returns the probe of a folder; what is wrong in it is raised."""
    said, part = _yaml(folder / "probe.yaml"), _yaml(folder / "product.yaml")
    if unknown := sorted(set(said) - {"covers", "engines", "without"}):
        raise ProbeWrong(f"{folder}/probe.yaml: unknown {unknown}")
    engines = tuple(said.get("engines", ENGINES))
    if wrong := sorted(set(engines) - set(ENGINES)):
        raise ProbeWrong(f"{folder}/probe.yaml: unknown engines {wrong}")
    made = Probe(folder, tuple(said["covers"]), engines, said["without"], part)
    if unknown := sorted(set(part) - PARTS):
        raise ProbeWrong(f"{folder}/product.yaml: {unknown} is not of a probe's part")
    for among, member in (("assets", "key"), ("jobs", "name"), ("hooks", "name")):
        for item in part.get(among, []):
            if not made.has(item[member]):
                raise ProbeWrong(f"{folder}/product.yaml: {item[member]} does not begin with {made.name}")
    if made.counter() == part:
        raise ProbeWrong(f"{folder}/probe.yaml: without changes nothing")
    return made


def replace(part: Part, path: str, value: Any) -> None:
    """Replaces the value at a path such as `assets[a/b].retry.max` or `jobs[daily].triggers[0]`; None removes it.

    An item of a list is found by its key or name, or by its position.
    """
    words = [word or item for word, item in _SEGMENT.findall(path)]
    place: Any = part
    for word in words[:-1]:
        place = place[_index(place, word, path)]
    last = _index(place, words[-1], path, is_last=True)
    if value is None:
        del place[last]
    else:
        place[last] = value


def _index(place: Any, word: str, path: str, is_last: bool = False) -> Any:
    if isinstance(place, dict):
        if word not in place and not is_last:
            raise ProbeWrong(f"no {word} of {path}; there are {sorted(place)}")
        return word
    for number, item in enumerate(place):
        if isinstance(item, dict) and word in (item.get("key"), item.get("name"), item.get("metadata", {}).get("name")):
            return number
    if word.isdigit() and int(word) < len(place):
        return int(word)
    raise ProbeWrong(f"no {word} of {path}")


def _yaml(file: Path) -> Part:
    if not file.is_file():
        raise ProbeWrong(f"{file} is not there")
    return dict(YAML(typ="safe", pure=True).load(file.read_text("utf-8")))
