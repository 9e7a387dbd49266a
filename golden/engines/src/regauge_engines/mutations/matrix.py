"""The matrix: each written value changed by itself, what of it the engines' loaded objects show, and what was declared.

`python -m regauge_engines.mutations.matrix [--each N] [--only NAME] [--declare] [--write]`
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regauge_engines.cli import ROOT
from regauge_engines.mutations.loaded import ENGINES, Lines, Loader, maker
from regauge_engines.mutations.places import changed, flat
from regauge_engines.mutations.specs import Leaf, Spec, changes, compact_specs, leaves, owner

FOLDER = ROOT / "golden/mutations"
_REFUSED = "RG-FEAT-"
# So many values are tried until one gives a sound product.
_TRIES = 14


@dataclass
class Row:
    """What was seen of one kind of value on one engine, over all the products that have it."""

    places: set[str] = field(default_factory=set)
    loaded: int = 0
    refused: int = 0
    nothing: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Seen = dict[str, dict[str, Row]]


def run(
    specs: Sequence[Spec],
    each: int,
    engines: Sequence[str] = ENGINES,
    load_by: type[Loader] = Loader,
    kinds: Sequence[str] = (),
) -> tuple[Seen, dict[str, int]]:
    """Changes each kind of value, or those kinds alone, in at most `each` products.

    Returns engine → kind → what was seen, and of each kind how many changes gave no sound product.
    """
    seen: Seen = {engine: defaultdict(Row) for engine in engines}
    values: dict[str, list[Any]] = defaultdict(list)
    for spec in compact_specs():
        for leaf in leaves(spec.tree):
            if leaf.value not in values[leaf.schema]:
                values[leaf.schema].append(leaf.value)
    tried: dict[str, int] = defaultdict(int)
    if kinds:
        tried |= {kind: each for kind in values if kind not in kinds}
    unsound: dict[str, int] = defaultdict(int)
    loaders = {engine: load_by(engine) for engine in engines}
    with tempfile.TemporaryDirectory(prefix="regauge-mutations-") as scratch, maker() as make:
        for spec in specs:
            _of_spec(spec, each, values, tried, unsound, seen, loaders, make, Path(scratch))
    for loader in loaders.values():
        loader.close()
    return seen, dict(unsound)


def _of_spec(
    spec: Spec,
    each: int,
    values: dict[str, list[Any]],
    tried: dict[str, int],
    unsound: dict[str, int],
    seen: Seen,
    loaders: dict[str, Loader],
    make: Lines,
    scratch: Path,
) -> None:
    wanted = [leaf for leaf in _one_of_a_kind(spec) if tried[leaf.schema] < each]
    if not wanted:
        return
    bench = _Bench(spec, loaders, make, scratch / "one")
    base = {engine: bench.made(spec.tree, engine) for engine in loaders}
    for leaf in wanted:
        products = list(changes(spec, leaf, values))
        same: dict[str, Made] | None = None
        for product in products[: _TRIES - 1] + products[-1:]:
            found = {engine: bench.made(product, engine) for engine in loaders if base[engine].places}
            if any(not made.codes or made.is_refused for made in found.values()):
                if any(made.places != base[engine].places for engine, made in found.items()):
                    _note(spec, leaf, base, found, seen)
                    break
                same = found  # what is written may be the default, and the next value tells more
        else:
            if same is None:
                unsound[leaf.schema] += 1
                continue
            _note(spec, leaf, base, same, seen)
        tried[leaf.schema] += 1
    bench.close()


def _note(spec: Spec, leaf: Leaf, base: dict[str, Made], found: dict[str, Made], seen: Seen) -> None:
    for engine, made in found.items():
        row = seen[engine][leaf.schema]
        where = f"{spec.name}: {'.'.join(map(str, leaf.path))}"
        if made.is_refused:
            row.refused += 1
        elif made.error:
            row.errors.append(f"{where}: {made.error}")
        elif not made.codes:
            row.loaded += 1
            places = changed(base[engine].places, made.places, owner(spec, leaf))
            row.places |= places
            if not places:
                row.nothing.append(where)


def _one_of_a_kind(spec: Spec) -> Iterator[Leaf]:
    kinds = set()
    for leaf in leaves(spec.tree):
        if leaf.schema not in kinds:
            kinds.add(leaf.schema)
            yield leaf


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


class _Bench:
    """Makes and loads variants of one product, in a copy of its folder."""

    def __init__(self, spec: Spec, loaders: dict[str, Loader], make: Lines, folder: Path) -> None:
        self._folder, self._loaders, self._make = folder, loaders, make
        shutil.copytree(spec.folder, folder, ignore=shutil.ignore_patterns("expected", "product.yaml"))
        if spec.name.startswith("probes/"):
            shutil.copytree(ROOT / "golden/probes/steps", folder / "src/probe_steps", dirs_exist_ok=True)

    def made(self, product: Any, engine: str) -> Made:
        """Generates for one engine and has the engine load it."""
        out = self._folder.with_name("out")
        shutil.rmtree(out, ignore_errors=True)
        file = self._folder / "product.yaml"
        file.write_text(json.dumps(product, default=str), "utf-8")
        if codes := self._make.ask(f"{engine}\t{file}\t{out}"):
            return Made(codes)
        loaded = self._loaders[engine].load(out)
        return Made("", str(loaded.get("error", "")), flat(loaded))

    def close(self) -> None:
        """Leaves the folder empty for the next product."""
        shutil.rmtree(self._folder)


def declared(engine: str) -> dict[str, set[str]]:
    """Returns kind of value → places that its change may show in; `refused` where the target refuses it."""
    file = FOLDER / "declared" / f"{engine}.txt"
    rows = [line.split(": ", 1) for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {schema: set(places.split(", ")) for schema, places in rows}


def findings(engine: str, rows: dict[str, Row], table: dict[str, set[str]]) -> list[str]:
    """Returns what is wrong: a change that shows nowhere, where nobody declared it, or not where it was declared."""
    found = []
    for schema, row in sorted(rows.items()):
        allowed = table.get(schema, set())
        found += [f"{engine}: {schema} shows undeclared in {place}" for place in sorted(row.places - allowed)]
        found += [f"{engine}: {schema} changes nothing in {where}" for where in row.nothing if "nothing" not in allowed]
        found += [f"{engine}: {schema} cannot be loaded, {error}" for error in row.errors]
        if row.refused and "refused" not in allowed:
            found.append(f"{engine}: {schema} is refused, which nobody declared")
    return found


def lost(engine: str, rows: dict[str, Row], table: dict[str, set[str]]) -> list[str]:
    """Returns the declared places in which no change showed, for kinds of values that were changed and loaded."""
    return [
        f"{engine}: {schema} does not show in {place}"
        for schema, row in sorted(rows.items())
        if row.loaded
        for place in sorted(table.get(schema, set()) - row.places - {"refused", "nothing"})
    ]


def table_of(rows: dict[str, Row]) -> dict[str, set[str]]:
    """Returns what was seen as a table of declarations, to be read before it is committed."""
    return {
        schema: row.places | ({"refused"} if row.refused else set()) | ({"nothing"} if row.nothing else set())
        for schema, row in rows.items()
        if row.loaded or row.refused
    }


def write_table(engine: str, table: dict[str, set[str]]) -> None:
    """Writes the declarations of an engine."""
    lines = [f"{schema}: {', '.join(sorted(places))}" for schema, places in sorted(table.items())]
    head = "# kind of value: where in the loaded object its change may show (golden/mutations/README.md)\n"
    (FOLDER / "declared").mkdir(exist_ok=True)
    (FOLDER / "declared" / f"{engine}.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """Runs the matrix as asked, prints what is wrong, and returns 1 when anything is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=20, help="in how many products each kind of value is changed")
    options.add_argument("--only", action="append", help="a product by name, for example probes/retry_waits")
    options.add_argument("--kind", action="append", default=[], help="a kind of value; what is known of others is kept")
    options.add_argument("--declare", action="store_true", help="write what was seen as the declarations")
    options.add_argument("--write", action="store_true", help="write results.json and docs/mutation-matrix.md")
    asked = options.parse_args()
    began, specs = time.monotonic(), compact_specs()
    if asked.only:
        specs = [spec for spec in specs if spec.name in asked.only]
    seen, unsound = run(specs, asked.each, kinds=asked.kind)
    wrong: list[str] = []
    for engine, rows in seen.items():
        if asked.declare:
            write_table(engine, (declared(engine) if asked.kind else {}) | table_of(rows))
        table = declared(engine)
        wrong += findings(engine, rows, table)
        if not asked.only:
            wrong += lost(engine, rows, table)
    if asked.write:
        from regauge_engines.mutations.page import write

        write(seen, unsound, len(specs), asked.each, asked.kind)
    print("\n".join(wrong))
    print(f"{len(specs)} products, {time.monotonic() - began:.0f} s, {len(wrong)} findings", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
