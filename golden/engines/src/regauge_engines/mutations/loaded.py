"""What engines make of bundles: one process for each engine reads them all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from regauge_engines.cli import ROOT
from regauge_engines.venvs import adapter_lock, environment

ENGINES = ("airflow", "argo", "dagster")
_ANSWER = "loaded "
# What an engine reads of a bundle when it loads it; plan.json is the steps'.
_READ_BY_ENGINES = ("dags", "plugins", "src", "manifests", "env")
# So many objects are held for bundles that say the same to the engine: the base's, and those of the last changes.
_HELD = 4
_HERE = Path(__file__).parent


class Lines:
    """A process that answers each line with one line."""

    def __init__(self, command: Sequence[str], prefix: str = "") -> None:
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "PYTHON", "DAGSTER"))}
        self._prefix = prefix
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=variables
        )

    def ask(self, line: str) -> str:
        """Sends a line and returns the answer without its prefix; other lines are the engine's own talk."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        for answer in self._process.stdout:
            if answer.startswith(self._prefix):
                return answer.removeprefix(self._prefix).rstrip("\n")
        raise RuntimeError(f"{self._process.args} ended with {self._process.wait()} at {line!r}")

    def close(self) -> None:
        """Ends the process by the end of its input."""
        self._process.communicate()


@contextmanager
def maker() -> Iterator[Lines]:
    """Yields the process that makes bundles: it takes adapters, product and folder, and answers with error codes.

    The order `schema` it answers with the JSON Schema of a product.
    """
    java = os.environ.get("REGAUGE_JAVA", "java")
    quick = ["-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
    lines = Lines(
        [
            java,
            *quick,
            "-cp",
            str(ROOT / "adapters/cli/target/app/*"),
            str(ROOT / "golden/mutations/MakeBundles.java"),
        ]
    )
    try:
        yield lines
    finally:
        lines.close()


class Loader:
    """Reads bundles of one engine; the engine's own process is started once."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._held: dict[str, dict[str, Any]] = {}
        self._inside = None
        if engine != "argo":
            python = environment(adapter_lock(engine)) / "bin/python"
            self._inside = Lines([str(python), str(_HERE / f"inside_{engine}.py")], _ANSWER)

    def load(self, bundle: Path) -> dict[str, Any]:
        """Returns what the engine holds, and beside it `plan` (what steps read), `pools` and `env`.

        A bundle whose files for the engine are, byte by byte, those of one of the last is not read again.
        """
        written = _written(bundle)
        if written not in self._held:
            if len(self._held) == _HELD:
                del self._held[next(iter(self._held))]
            self._held[written] = json.loads(self._inside.ask(str(bundle))) if self._inside else _manifests(bundle)
        engine = self._held[written]
        if "error" in engine:
            return engine
        beside = {"plan": json.loads((bundle / "plan.json").read_text("utf-8"))}
        if self._engine != "argo":
            beside["env"] = {file.stem: json.loads(file.read_text("utf-8")) for file in bundle.glob("env/*.json")}
            beside["pools"] = json.loads((bundle / "pools.json").read_text("utf-8"))
        return engine | beside

    def close(self) -> None:
        """Ends the engine's process."""
        if self._inside:
            self._inside.close()


def _written(bundle: Path) -> str:
    digest = hashlib.sha256()
    for folder in _READ_BY_ENGINES:
        for file in sorted((bundle / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(bundle)}\n".encode() + file.read_bytes() + b"\n")
    return digest.hexdigest()


def _manifests(bundle: Path) -> dict[str, Any]:
    """Returns the objects of manifests and overlays by kind and name, their annotations' JSON read."""
    found: dict[str, Any] = {}
    for file in sorted([*bundle.glob("manifests/**/*.yaml"), *bundle.glob("env/**/*.yaml")]):
        for document in _documents(file.read_text("utf-8")):
            where = file.relative_to(bundle).parts[0]
            name = document.get("metadata", {}).get("name", file.stem)
            found.setdefault(where, {}).setdefault(document["kind"], {})[f"@{name}"] = _read(document)
    return found


@lru_cache(maxsize=400)
def _documents(text: str) -> list[Any]:
    return list(YAML(typ="safe").load_all(text))


def _read(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _read(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_read(value) for value in node]
    if isinstance(node, str) and node.startswith("{") and '":' in node:
        try:
            return json.loads(node)
        except ValueError:
            return node
    return node
