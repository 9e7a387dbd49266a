"""The matrix: each written value changed by itself, what of it the engines' loaded objects show, and what was declared.

`python -m regauge_engines.mutations.matrix [--each N] [--only NAME] [--declare] [--write]`
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from regauge_engines.cli import ROOT
from regauge_engines.mutations.bench import Bench, Made, bench
from regauge_engines.mutations.changes import Choices, put, without
from regauge_engines.mutations.loaded import ENGINES, Loader
from regauge_engines.mutations.places import changed
from regauge_engines.mutations.specs import Leaf, Spec, compact_specs, grafted, hosts, leaves, owner

FOLDER = ROOT / "golden/mutations"
# So many values are tried until one gives a sound product.
_TRIES = 20


@dataclass
class Row:
    """What was seen of one kind of value on one engine, over all the products that have it."""

    places: set[str] = field(default_factory=set)
    loaded: int = 0
    refused: int = 0
    nothing: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """In how many products it was changed and loaded, or refused."""
        return self.loaded + self.refused


Seen = dict[str, dict[str, Row]]


@dataclass
class Trial:
    """The run of a matrix: what is wanted of each kind, and what was learned of each product's values."""

    each: int
    kinds: frozenset[str]
    choices: Choices
    bench: Bench
    seen: Seen
    # Of each product's kind the change that told most: it is tried first in the next product with the same part.
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    # A product's kind that no change, or none that shows, is known of.
    hopeless: set[tuple[str, str]] = field(default_factory=set)
    # The products that an engine refuses, and of their kinds the way to take out what it refuses.
    refused: set[tuple[str, str]] = field(default_factory=set)
    ways: dict[tuple[str, str, str], int] = field(default_factory=dict)
    # What was tried since the last product of each part: one product is enough a turn, the smallest.
    turn: set[tuple[str, str]] = field(default_factory=set)

    def alone(self, spec: Spec) -> None:
        """Changes the kinds of value that a product has."""
        if wanted := [leaf for leaf in _one_of_a_kind(spec) if self._wanting(leaf, spec)]:
            self.bench.put(spec)
            base = self.bench.made(spec.tree, self.seen)
            self.refused |= {(spec.name, engine) for engine, made in base.items() if not made.is_loaded}
            for leaf in wanted:
                loading = [engine for engine in self._wanting(leaf, spec) if base[engine].is_loaded]
                if loading:
                    self._change(spec, spec, leaf, base, loading)

    def refusals(self, spec: Spec) -> None:
        """Takes out the kinds of value that an engine refuses in a product and that no other product shows on it."""
        engines = [engine for engine in self.seen if (spec.name, engine) in self.refused]
        wanted = [
            (leaf, without)
            for leaf in _one_of_a_kind(spec)
            if (
                without := [
                    e for e in self._wanting(leaf, spec) if e in engines and not self.seen[e][leaf.schema].loaded
                ]
            )
        ]
        if wanted:
            self.bench.put(spec)
            base = self.bench.made(spec.tree, engines)
            for leaf, without in wanted:
                self._take_out(spec, spec, leaf, base, without)

    def grafted(self, donor: Spec, host: Spec) -> None:
        """Changes the kinds of value of a product in another one that has its parts."""
        wanted = {leaf: engines for leaf in _one_of_a_kind(donor) if (engines := self._grafting(leaf, donor))}
        if not wanted:
            return
        spec = grafted(donor, host)
        self.bench.put(spec)
        base = self.bench.made(spec.tree, sorted({engine for engines in wanted.values() for engine in engines}))
        for leaf, engines in wanted.items():
            self.turn |= {(engine, leaf.schema) for engine in engines}
            loading = [engine for engine in engines if base[engine].is_loaded]
            if loading:
                self._change(spec, donor, leaf, base, loading)
            refusing = [engine for engine in engines if (donor.name, leaf.schema, engine) in self.ways]
            if refusing:
                self._take_out(spec, donor, leaf, base, refusing)

    def _is_never_loaded(self, engine: str, leaf: Leaf) -> bool:
        return not self.seen[engine][leaf.schema].loaded

    def _wanting(self, leaf: Leaf, donor: Spec) -> list[str]:
        if (self.kinds and leaf.schema not in self.kinds) or (donor.name, leaf.schema) in self.hopeless:
            return []
        return [engine for engine, rows in self.seen.items() if rows[leaf.schema].tried < self.each]

    def _grafting(self, leaf: Leaf, donor: Spec) -> list[str]:
        return [
            engine
            for engine in self._wanting(leaf, donor)
            if (engine, leaf.schema) not in self.turn
            and ((donor.name, engine) not in self.refused or (donor.name, leaf.schema, engine) in self.ways)
        ]

    def _change(self, spec: Spec, donor: Spec, leaf: Leaf, base: dict[str, Made], engines: list[str]) -> None:
        known = (donor.name, leaf.schema)
        products = list(self.choices.changes(spec.tree, leaf))
        tries = [*[*range(len(products))][: _TRIES - 1], len(products) - 1]
        if self.told.get(known, len(products)) < len(products):
            tries.insert(0, self.told[known])
        less: tuple[int, dict[str, Made]] | None = None
        for number in tries:
            found = self.bench.made(products[number], engines)
            if any(not made.codes and made.places != base[engine].places for engine, made in found.items()):
                self.told[known] = number
                self._note(spec, leaf, base, found)
                return
            if any(made.is_refused for made in found.values()):
                less = (number, found)  # another value may be one that it takes
                if number == self.told.get(known):
                    break
            elif less is None and any(not made.codes for made in found.values()):
                less = (number, found)  # what is written may be the default, and the next value tells more
        if less is None or not any(made.is_refused for made in less[1].values()):
            self.hopeless.add(known)
        if less is not None:
            self.told[known] = less[0]
            self._note(spec, leaf, base, less[1])

    def _note(self, spec: Spec, leaf: Leaf, base: dict[str, Made], found: dict[str, Made]) -> None:
        for engine, made in found.items():
            row = self.seen[engine][leaf.schema]
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

    def _take_out(self, spec: Spec, donor: Spec, leaf: Leaf, base: dict[str, Made], engines: list[str]) -> None:
        """Counts a refusal where it is gone as soon as the value, or the block that it is of, is taken out."""
        for engine in engines:
            known = (donor.name, leaf.schema, engine)
            ways = list(_without(spec, leaf))
            for number in [self.ways[known]] if known in self.ways else range(len(ways)):
                made = self.bench.made(ways[number], [engine])[engine]
                if made.is_loaded or (made.is_refused and set(made.codes.split()) < set(base[engine].codes.split())):
                    self.seen[engine][leaf.schema].refused += 1
                    self.ways[known] = number
                    break


def _without(spec: Spec, leaf: Leaf) -> Iterator[Any]:
    for length in range(len(leaf.path), max(2, len(leaf.path) - 4), -1):
        yield without(spec.tree, leaf.path[:length])
    if leaf.path[0] == "assets" and leaf.path[2] == "run":
        yield put(spec.tree, leaf.path[:3], {"noop": {}})
    elif leaf.path[0] not in ("assets", "jobs"):
        yield without(spec.tree, leaf.path[:2])


def run(
    specs: Sequence[Spec],
    each: int,
    engines: Sequence[str] = ENGINES,
    load_by: type[Loader] = Loader,
    kinds: Sequence[str] = (),
    is_grafting: bool = False,
    minutes: float = math.inf,
) -> Seen:
    """Changes each kind of value, or those kinds alone, in `each` products.

    Where fewer have it, and grafting is asked for, the parts of those that have it are put into other products, a
    product more for each kind in a turn; after `minutes` no other product is begun.
    Returns engine → kind → what was seen; a kind of which no change was sound has a row in which nothing was tried.
    """
    until = time.monotonic() + minutes * 60
    seen: Seen = {engine: defaultdict(Row) for engine in engines}
    values: dict[str, list[Any]] = defaultdict(list)
    for spec in compact_specs():
        for leaf in leaves(spec.tree):
            if leaf.value not in values[leaf.schema]:
                values[leaf.schema].append(leaf.value)
    with bench(engines, load_by) as place:
        schema = json.loads(place.maker.ask("schema"))
        trial = Trial(each, frozenset(kinds), Choices(values, schema), place, seen)
        for spec in specs:
            trial.alone(spec)
        for spec in specs:
            trial.refusals(spec)
        if is_grafting:
            _graft(trial, specs, until)
    return seen


def _graft(trial: Trial, specs: Sequence[Spec], until: float) -> None:
    """Puts the parts of products into others, another one each turn, until each kind was changed often enough."""
    others = hosts(specs)
    donors = sorted(specs, key=lambda spec: len(list(leaves(spec.tree))))
    for turn in range(len(others)):
        trial.turn.clear()
        for number, donor in enumerate(donors):
            if time.monotonic() > until:
                print(f"stopped in turn {turn + 1}", file=sys.stderr)
                return
            host = others[(number + turn) % len(others)]
            if host.name != donor.name:
                trial.grafted(donor, host)
        print(f"turn {turn + 1}: {len(trial.turn)} changes", file=sys.stderr, flush=True)
        if not trial.turn:
            return


def _one_of_a_kind(spec: Spec) -> Iterator[Leaf]:
    kinds = set()
    for leaf in leaves(spec.tree):
        if leaf.schema not in kinds:
            kinds.add(leaf.schema)
            yield leaf


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
    options.add_argument("--minutes", type=float, default=math.inf, help="begin no further change after so long")
    options.add_argument("--only", action="append", help="a product by name, for example probes/retry_waits")
    options.add_argument("--kind", action="append", default=[], help="a kind of value; what is known of others is kept")
    options.add_argument("--declare", action="store_true", help="write what was seen as the declarations")
    options.add_argument("--write", action="store_true", help="write results.json and docs/mutation-matrix.md")
    asked = options.parse_args()
    began, specs = time.monotonic(), compact_specs()
    if asked.only:
        specs = [spec for spec in specs if spec.name in asked.only]
    seen = run(specs, asked.each, kinds=asked.kind, is_grafting=not asked.only, minutes=asked.minutes)
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

        write(seen, len(specs), asked.each, asked.kind)
    print("\n".join(wrong))
    print(f"{len(specs)} products, {time.monotonic() - began:.0f} s, {len(wrong)} findings", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
