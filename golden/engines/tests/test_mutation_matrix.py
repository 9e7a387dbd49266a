"""A sample of the mutation matrix, whether its committed results are those of this corpus, and whether it can fail."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.mutations.loaded import ENGINES, Loader
from regauge_engines.mutations.matrix import Row, Seen, declared, findings, lost, run
from regauge_engines.mutations.page import PAGE, RESULTS, fewer, page, reason, reasons
from regauge_engines.mutations.places import changed, flat
from regauge_engines.mutations.specs import Spec, compact_specs, grafted, hosts, leaves

SAMPLE = ("probes/max_concurrent", "probes/pool", "probes/retry_waits")
# Places that a change must show in, of values that the engines themselves are told.
TOLD = {
    "airflow": {
        "assets[].retry.max": "dags/*/tasks/self/__var/retries",
        "jobs[].maxConcurrent": "dags/self/max_active_tasks",
        "assets[].pool": "dags/self/tasks/self/__var/pool",
    },
    "argo": {
        "assets[].retry.max": "manifests/WorkflowTemplate/*/spec/templates/self/retryStrategy/limit",
        "jobs[].maxConcurrent": "manifests/WorkflowTemplate/self/spec/templates/*/parallelism",
    },
    "dagster": {
        "jobs[].maxConcurrent": "jobs/self/limits/config/max_concurrent",
        "assets[].pool": "steps/self/pool",
    },
}


def sample() -> list[Spec]:
    return [spec for spec in compact_specs() if spec.name in SAMPLE]


@pytest.fixture(scope="module")
def seen() -> Seen:
    return run(sample(), 1)


def test_the_sample_shows_what_was_declared(seen: Seen) -> None:
    assert [finding for engine in ENGINES for finding in findings(engine, seen[engine], declared(engine))] == []
    for engine, rows in TOLD.items():
        for kind, place in rows.items():
            assert place in seen[engine][kind].places, (engine, kind, seen[engine][kind])


def test_the_results_are_of_this_corpus() -> None:
    """A kind of value that a probe or case has and the results lack was never tried: run the matrix again."""
    results = json.loads(RESULTS.read_text("utf-8"))
    kinds = {leaf.schema for spec in compact_specs() for leaf in leaves(spec.tree)}
    tried = {kind for rows in results["engines"].values() for kind in rows} | set(results["neverSound"])
    assert sorted(kinds - tried) == []
    assert PAGE.read_text("utf-8") == page(results)
    for engine, rows in results["engines"].items():
        table = declared(engine)
        assert {kind: sorted(table[kind] - {"refused", "nothing"}) for kind in rows if rows[kind]["loaded"]} == {
            kind: row["places"] for kind, row in rows.items() if row["loaded"]
        }
    assert results["products"] >= 20


def test_a_kind_that_few_products_show_says_why() -> None:
    """Each kind is changed in as many products as asked for, or a reason stands beside it; none is needless."""
    results = json.loads(RESULTS.read_text("utf-8"))
    why, rare = reasons(), fewer(results)
    assert [kind for kind in rare if not reason(kind, why)] == []
    used = {reason(kind, why) for kind in rare}
    assert [beginning for beginning, text in why.items() if text not in used] == []


def test_a_grafted_product_has_what_both_have() -> None:
    """The donor's values stay where they are, so that a change of one is the same change in every host."""
    specs = compact_specs()
    (donor,) = [spec for spec in specs if spec.name == "probes/retry_waits"]
    for host in hosts(specs):
        both = grafted(donor, host)
        for of in (donor, host):
            assert {leaf.schema for leaf in leaves(of.tree)} <= {leaf.schema for leaf in leaves(both.tree)}
        there = {leaf.path: leaf.value for leaf in leaves(both.tree)}
        assert {leaf.path: leaf.value for leaf in leaves(donor.tree)}.items() <= there.items()


class _LosesRetries(Loader):
    """An adapter that writes one retry whatever the product says."""

    def load(self, bundle: Path) -> dict[str, Any]:
        for file in bundle.glob("dags/*.py"):
            text = re.sub(r"retries=[1-9]\d*", "retries=1", file.read_text("utf-8"))
            file.write_text(text, "utf-8")
        return super().load(bundle)


class _TakesTheMostRetries(Loader):
    """An adapter that gives all tasks of a file the retries of the one that has most."""

    def load(self, bundle: Path) -> dict[str, Any]:
        for file in bundle.glob("dags/*.py"):
            text = file.read_text("utf-8")
            most = max((int(number) for number in re.findall(r"retries=(\d+)", text)), default=0)
            file.write_text(re.sub(r"retries=\d+", f"retries={most}", text), "utf-8")
        return super().load(bundle)


class _WritesTheSame(Loader):
    """An adapter that writes the bundle of the first product whatever the next one says."""

    _first: dict[str, Any] | None = None

    def load(self, bundle: Path) -> dict[str, Any]:
        loaded = super().load(bundle)
        if self._first is None:
            self._first = loaded
        return self._first


def test_a_lost_value_is_seen(seen: Seen) -> None:
    kind, place = "assets[].retry.max", TOLD["airflow"]["assets[].retry.max"]
    specs = [spec for spec in sample() if spec.name == "probes/retry_waits"]
    planted = run(specs, 1, ["airflow"], _LosesRetries)
    assert planted["airflow"][kind].loaded == 1
    assert place not in planted["airflow"][kind].places
    assert f"airflow: {kind} does not show in {place}" in lost("airflow", planted["airflow"], declared("airflow"))


def test_a_value_that_shows_at_another_is_seen() -> None:
    kind, place = "assets[].retry.max", "dags/*/tasks/*/__var/retries"
    specs = [spec for spec in compact_specs() if spec.name == "probes/retry_categories"]
    planted = run(specs, 1, ["airflow"], _TakesTheMostRetries, [kind])
    assert f"airflow: {kind} shows undeclared in {place}" in findings(
        "airflow", planted["airflow"], declared("airflow")
    )


def test_an_adapter_that_writes_the_same_is_seen() -> None:
    specs = [spec for spec in sample() if spec.name == "probes/pool"]
    rows = run(specs, 1, ["argo"], _WritesTheSame)["argo"]
    table = declared("argo")
    found = findings("argo", rows, table)
    assert "argo: pools.* changes nothing in probes/pool: pools.pool_narrow" in found
    found = [finding for finding in found if "changes nothing" in finding]
    assert len(found) == sum(row.loaded for kind, row in rows.items() if "nothing" not in table[kind])


def test_a_value_in_a_place_of_another_is_seen() -> None:
    before = flat({"tasks": [{"task_id": "a", "pool": "x"}, {"task_id": "b", "pool": "x"}]})
    after = flat({"tasks": [{"task_id": "a", "pool": "y"}, {"task_id": "b", "pool": "y"}]})
    places = changed(before, after, "a")
    assert places == {"tasks/self/pool", "tasks/*/pool"}
    rows = {"assets[].pool": Row(places, loaded=1)}
    found = findings("any", rows, {"assets[].pool": {"tasks/self/pool"}})
    assert found == ["any: assets[].pool shows undeclared in tasks/*/pool"]
    assert findings("any", {"x": Row(refused=1)}, {"x": {"plan"}}) == ["any: x is refused, which nobody declared"]
