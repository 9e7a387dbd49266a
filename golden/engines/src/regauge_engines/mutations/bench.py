"""Where variants of a product are made and loaded, all engines at the same time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from regauge_engines.mutations.loaded import Lines, Loader, maker
from regauge_engines.mutations.places import flat
from regauge_engines.mutations.specs import Spec

_REFUSED = "RG-FEAT-"


@dataclass
class Made:
    """A product on one engine: why it was not made, or what the engine loaded."""

    codes: str = ""
    error: str = ""
    places: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether the target refuses it, and nothing else is wrong."""
        return bool(self.codes) and all(code.startswith(_REFUSED) for code in self.codes.split())

    @property
    def is_loaded(self) -> bool:
        """Whether it was made and the engine could read it."""
        return not self.codes and not self.error


@dataclass
class Bench:
    """The process that makes bundles, and for each engine one that reads them."""

    loaders: dict[str, Loader]
    maker: Lines
    pool: ThreadPoolExecutor
    folder: Path

    def put(self, spec: Spec) -> None:
        """Lays out the files of a product, without the product's own."""
        shutil.rmtree(self.folder / "in", ignore_errors=True)
        (self.folder / "in").mkdir()
        for folder in spec.folders:
            into = self.folder / "in" / ("src/probe_steps" if folder.name == "steps" else "")
            ignored = shutil.ignore_patterns("expected", "product.yaml", "__pycache__")
            shutil.copytree(folder, into, ignore=ignored, dirs_exist_ok=True)

    def made(self, product: Any, engines: Iterable[str]) -> dict[str, Made]:
        """Generates a product for engines, and has each load its bundle."""
        (self.folder / "in/product.yaml").write_text(json.dumps(product, default=str), "utf-8")
        asked = list(engines)
        if codes := self._generate(asked):
            if len(asked) == 1:
                return {asked[0]: Made(codes)}
            # One target may refuse what another makes.
            return {engine: self._one(engine) for engine in asked}
        return dict(zip(asked, self.pool.map(self._loaded, asked), strict=True))

    def _one(self, engine: str) -> Made:
        codes = self._generate([engine])
        return Made(codes) if codes else self._loaded(engine)

    def _generate(self, engines: list[str]) -> str:
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return self.maker.ask(f"{','.join(engines)}\t{self.folder / 'in/product.yaml'}\t{self.folder / 'out'}")

    def _loaded(self, engine: str) -> Made:
        loaded = self.loaders[engine].load(self.folder / "out" / engine)
        return Made("", str(loaded.get("error", "")), flat(loaded))


@contextmanager
def bench(engines: Sequence[str], load_by: type[Loader]) -> Iterator[Bench]:
    """Yields a bench in a folder of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="regauge-mutations-"))
        pool = stack.enter_context(ThreadPoolExecutor(len(engines)))
        loaders = {engine: load_by(engine) for engine in engines}
        for loader in loaders.values():
            stack.callback(loader.close)
        yield Bench(loaders, stack.enter_context(maker()), pool, Path(folder))
