"""The keys of dynamic partition sets: the product's own records, so that every engine and runner knows the same ones.

A key is added by a sensor's hit, by a function that returns `Result(adds=...)`, or by a person. It stays: what was once
a partition has records. The order of a set is the order in which its keys were added.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from regauge_runtime.errors import Configuration, StepError
from regauge_runtime.partitions import NO_PARTITION, can_be_key, has_added_keys
from regauge_runtime.plan import JsonObject, Plan
from regauge_runtime.records import PASSED, Record
from regauge_runtime.step import Step, data_dir
from regauge_runtime.store import Store
from regauge_runtime.trace import now
from regauge_runtime.values import Values

PARTITIONS_TABLE = "regauge.partitions"


class KeyBook:
    """The keys of a product's dynamic sets, read once."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan = plan
        self._store = store
        self._records: list[Record] | None = None

    def keys(self, name: str) -> list[str]:
        """Returns a set's keys, in the order in which they were added."""
        mine = [record for record in self._all() if record.asset == _place(name)]
        return list(dict.fromkeys(key for record in reversed(mine) for key in json.loads(record.inputs["keys"])))

    def add(self, name: str, keys: Iterable[str], by: str) -> list[str]:
        """Adds the keys that a set lacks, in one record, and returns them; ValueError for a text that can be no key."""
        require_dynamic(self._plan, name)
        known = set(self.keys(name))
        new = [key for key in dict.fromkeys(keys) if key not in known]
        for key in new:
            if not can_be_key(key):
                raise ValueError(f"{key!r} can be no partition of {name}: {FORM}")
        if new:
            inputs = {"keys": json.dumps(new), "by": by}
            place, records = _place(name), self._all()
            # Two who add at once leave two records; what both say counts once.
            digest = hashlib.sha256("\0".join([now(), by, *new]).encode()).hexdigest()[:20]
            key = f"{self._plan.product}/{place}/{digest}"
            record = Record(key, self._plan.scope, place, NO_PARTITION, 1, "", PASSED, inputs, published_at=now())
            self._store.note_without_table(PARTITIONS_TABLE, record)
            records.insert(0, record)
        return new

    def _all(self) -> list[Record]:
        if self._records is None:
            self._records = list(self._store.records(PARTITIONS_TABLE))
        return self._records


FORM = "write a text on one line without | and ..., other than -, at most 128 characters"


def dynamic_sets(plan: Plan) -> list[str]:
    """Returns the names of the plan's dynamic partition sets."""
    sets: dict[str, JsonObject] = plan.tree.get("partitionSets", {})
    return sorted(name for name, one in sets.items() if one["kind"] == "dynamic")


def require_dynamic(plan: Plan, name: str) -> None:
    """Raises ValueError for a set that is not there or gets no keys while the product runs."""
    if name not in dynamic_sets(plan):
        known = ", ".join(dynamic_sets(plan)) or "none"
        raise ValueError(f"{name} is no dynamic partition set; the product has {known}")


def require_added(step: Step) -> None:
    """Raises Configuration when the step's partition is a key that nobody has added."""
    sets = step.plan.partitions_of(step.asset)
    if sets is not None and has_added_keys(sets) and step.partition is not None:
        try:
            sets.window(step.partition)
        except ValueError as error:
            raise Configuration(str(error)) from None


def main(argv: list[str]) -> int:
    """`partitions`: prints the keys of each dynamic set as a JSON list, after adding some where asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m regauge_runtime partitions", description="Prints the keys of dynamic partition sets."
    )
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--add", action="append", default=[], metavar="SET=KEY", help="a key for a set; repeatable")
    parser.add_argument("--look", action="store_true", help="ask the sensors first that add keys")
    parser.add_argument("--words", action="store_true", help="for people: a line for each set")
    options = parser.parse_args(argv)
    try:
        found = listed(options.home.absolute(), options.add, looks=options.look)
    except (StepError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return getattr(error, "exit_code", 78)
    lines = "".join(f"{one['set']}: {', '.join(one['keys']) or 'no keys'}\n" for one in found)
    sys.stdout.write(
        (lines or "the product has no dynamic partition set\n") if options.words else json.dumps(found) + "\n"
    )
    return 0


def listed(home: Path, adds: list[str], *, looks: bool) -> list[JsonObject]:
    """Adds keys, each written as SET=KEY, and returns every dynamic set with its keys."""
    from regauge_runtime.stores import Stores

    plan = Plan.load(home)
    by_set: dict[str, list[str]] = {}
    for text in adds:
        name, equals, key = text.partition("=")
        if not equals:
            raise ValueError(f"--add {text}: write SET=KEY")
        require_dynamic(plan, name)
        by_set.setdefault(name, []).append(key)
    if looks:
        from regauge_runtime.poll import look_for_keys

        look_for_keys(plan, home)
    if not dynamic_sets(plan):
        return []
    book = Stores(plan, Values.load(home), data_dir(home)).keys
    for name, keys in by_set.items():
        book.add(name, keys, "person")
    return [{"set": name, "keys": book.keys(name)} for name in dynamic_sets(plan)]


def _place(name: str) -> str:
    """What notes of a set's keys are filed under; no asset's key has a colon."""
    return f"partitions:{name}"
