"""A generated bundle on Argo's real controller: waits, attempts, gates, limits, locks, ticks and names."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.kubectl import KubectlFailed
from regauge_engines.argo.lint import lint
from regauge_engines.argo.workflows import ENDED, Node, Run
from regauge_engines.argo_evidence import events_of
from regauge_engines.argo_run import ArgoBundle, ArgoRun
from regauge_engines.cli import generate
from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.processes import PATIENCE, wait_until

PRODUCT = Path(__file__).parent / "argo_products"
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Site:
    """Two products with equal inner names in one namespace."""

    runs: ArgoRun
    bundle: ArgoBundle
    twin: ArgoBundle
    values: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("argo")
    postgres, store, cluster = Postgres(), ObjectStore(folder / "store"), Cluster()
    postgres.start()
    store.start()
    try:
        cluster.start()
        runs = ArgoRun(cluster, "semantics")
        bundles = [ArgoBundle(_generate(folder / name, name)) for name in ("limits", "limits-twin")]
        common = {"PG_DSN": postgres.url("postgres"), **store.variables()}
        values = [
            {"CATALOG_URI": postgres.database(name, "psycopg2"), "WAREHOUSE": store.bucket(name), **common}
            for name in ("one", "two")
        ]
        for bundle, of_bundle in zip(bundles, values, strict=True):
            runs.install(bundle, of_bundle)
        yield Site(runs, *bundles, values[0])
    finally:
        cluster.stop()
        store.stop()
        postgres.stop()


def _generate(folder: Path, name: str) -> Path:
    shutil.copytree(PRODUCT, folder / "product")
    file = folder / "product/limits.yaml"
    file.rename(folder / "product/product.yaml")
    text = (folder / "product/product.yaml").read_text("utf-8")
    (folder / "product/product.yaml").write_text(text.replace("name: limits,", f"name: {name},"), "utf-8")
    return generate(folder / "product", folder / "out", "argo")["argo"]


def attempts(run: Run, task: str) -> list[Node]:
    return run.attempts(run.node(task))


def asset_events(bundle: ArgoBundle, run: Run) -> list[dict[str, Any]]:
    return [event for event in events_of(bundle.plan, run) if event["kind"] == "asset"]


def gap(before: Node, after: Node) -> timedelta:
    assert before.finished and after.started
    return after.started - before.finished


def test_argo_takes_the_documents(site: Site) -> None:
    verdicts = lint([site.bundle.folder / "manifests"])
    ours = [verdict for verdict in verdicts if verdict.kind in ("WorkflowTemplate", "CronWorkflow")]
    assert [verdict for verdict in ours if verdict.error] == []
    assert len(ours) > len(site.bundle.plan["jobs"])


def test_an_attempt_follows_after_the_plans_wait_and_no_sooner(site: Site) -> None:
    run = site.runs.run(site.bundle, "flaky", params={"fails": "1:TRANSIENT,2:TRANSIENT,3:TRANSIENT"})
    tries = attempts(run, "flaky--step")
    assert [node.exit_code for node in tries] == [75, 75, 75, 0]
    for before, after, wait in zip(tries, tries[1:], (2, 3, 3), strict=False):
        # Argo knows an end to the second, cut off; a busy controller may come later, but not sooner.
        assert (wait - 1) * SECOND <= gap(before, after) <= (wait + 120) * SECOND
    polite = attempts(run, "polite--step")
    assert [node.exit_code for node in polite] == [75, 0]
    assert polite[0].started and polite[1].started
    # The step itself kept what Retry-After asked beyond Argo's one second.
    assert polite[1].started - polite[0].started >= 6 * SECOND
    events = [event for event in asset_events(site.bundle, run) if event["asset"] == "flaky/step"]
    assert [event["attempt"] for event in events] == [1, 2, 3, 4]


def test_only_the_listed_categories_are_tried_again(site: Site) -> None:
    run = site.runs.run(site.bundle, "flaky", params={"fails": "1:VALIDATION"})
    assert [node.exit_code for node in attempts(run, "flaky--step")] == [72]
    assert run.node("flaky--step").phase == "Failed"


def test_a_killed_process_spends_the_same_budget(site: Site) -> None:
    name = site.runs.submit(site.bundle, "held")
    site.runs.workflows.wait_for_node(name, "held--step", "Running")
    _kill_running(site, name)
    run = site.runs.workflows.wait(name)
    first, second = attempts(run, "held--step")
    assert (first.phase, first.exit_code, second.phase) == ("Failed", 137, "Succeeded")
    states = [event["status"] for event in asset_events(site.bundle, run)]
    assert states == ["killed", "success"]


def _kill_running(site: Site, name: str) -> None:
    def killed() -> bool:
        for pod in site.runs.workflows.pods(name).values():
            for container in pod["status"].get("containerStatuses", []):
                if container["name"] == "main" and "running" in container["state"]:
                    # The server may know of it a moment before the kubelet has noted its process.
                    with contextlib.suppress(FileNotFoundError):
                        site.runs.cluster.kill_container(pod)
                        return True
        return False

    wait_until(killed, PATIENCE, "the step runs")


def test_a_failed_blocking_check_ends_its_step_and_blocks_readers_in_every_run(site: Site) -> None:
    bad = site.runs.run(site.bundle, "chain", "2025-01-02", {"value": -1})
    assert [node.exit_code for node in attempts(bad, "raw--values")] == [21]
    assert {name: bad.node(name).phase for name in ("clean--values", "report--values")} == dict.fromkeys(
        ("clean--values", "report--values"), "Omitted"
    )
    other = site.runs.run(site.bundle, "lone", "2025-01-02")
    assert (other.phase, other.node("lone--reader").outputs["status"]) == ("Succeeded", "blocked")
    assert [event["status"] for event in asset_events(site.bundle, other)] == ["blocked"]
    # Another partition is not held up, and a passed run lets the readers in again.
    assert site.runs.run(site.bundle, "chain", "2025-01-03", {"value": 1}).phase == "Succeeded"
    assert site.runs.run(site.bundle, "chain", "2025-01-02", {"value": 1}).phase == "Succeeded"
    assert site.runs.run(site.bundle, "lone", "2025-01-02").node("lone--reader").outputs["status"] == "success"


def test_nothing_runs_after_a_blocked_step(site: Site) -> None:
    site.runs.run(site.bundle, "chain", "2025-01-04", {"value": -1})
    tail = site.runs.run(site.bundle, "tail", "2025-01-04")
    assert (tail.node("clean--values").phase, tail.node("clean--values").outputs["status"]) == ("Succeeded", "blocked")
    assert (tail.phase, tail.node("report--values").phase) == ("Succeeded", "Skipped")
    states = {event["asset"]: event["status"] for event in asset_events(site.bundle, tail)}
    assert states == {"clean/values": "blocked", "report/values": "not_run"}


@pytest.mark.parametrize("task", ["stubborn--swallows", "stubborn--sleeps"])
def test_a_step_that_cannot_be_stopped_from_within_ends_at_max_runtime(site: Site, task: str, stubborn: Run) -> None:
    (node,) = attempts(stubborn, task)
    assert (node.phase, node.exit_code, node.outputs["status"]) == ("Failed", 75, "killed")
    assert node.started and node.finished
    # By itself it would go on for an hour; a busy machine may need minutes to start the pod.
    assert 3 * SECOND <= node.finished - node.started <= 600 * SECOND


@pytest.fixture(scope="module")
def stubborn(site: Site) -> Run:
    return site.runs.run(site.bundle, "stubborn")


def test_a_pool_of_one_slot_holds_one_step_at_once(site: Site) -> None:
    run = site.runs.run(site.bundle, "pooled")
    assert run.phase == "Succeeded"
    # A node that waits for a lock has begun for Argo; its container has not.
    states = [
        container["state"]["terminated"]
        for pod in site.runs.workflows.pods(run.name).values()
        for container in pod["status"]["containerStatuses"]
        if container["name"] == "main"
    ]
    first, second = sorted((state["startedAt"], state["finishedAt"]) for state in states)
    assert second[0] >= first[1]


def test_a_queue_loses_nothing_and_keeps_the_order(site: Site) -> None:
    names = []
    for day in range(3):
        names.append(site.runs.submit(site.bundle, "queued", f"2025-01-1{day}"))
        _await_its_place(site, names[-1])
    runs = [site.runs.workflows.wait(name) for name in names]
    assert [run.phase for run in runs] == ["Succeeded"] * 3
    nodes = [attempts(run, "queued--step")[0] for run in runs]
    for before, after in pairwise(nodes):
        assert before.finished and after.started and after.started >= before.finished - SECOND


def _await_its_place(site: Site, name: str) -> None:
    """Waits until a run holds the lock or is in its queue, and the second of its creation is over.

    Argo orders the queue by creation times, which are whole seconds: runs of one second come in any order.
    """

    def has_a_place() -> bool:
        status = _object(site, name).get("status", {})
        return bool(status.get("synchronization", {}).get("mutex")) or status.get("phase") in ENDED

    wait_until(has_a_place, PATIENCE, f"{name} holds its lock or waits for it")
    wait_until(lambda: datetime.now(UTC) >= _created(site, name) + SECOND, PATIENCE, "the next second")


def test_a_backfill_runs_its_range_oldest_first_without_unpartitioned_assets(site: Site) -> None:
    run = site.runs.backfill(site.bundle, "chain", "2025-01-20", "2025-01-22")
    assert run.phase == "Succeeded"
    assert run.named("report--values") == []
    events = asset_events(site.bundle, run)
    days = [event["partition"]["day"] for event in events if event["asset"] == "raw/values"]
    assert days == ["2025-01-20", "2025-01-21", "2025-01-22"]
    ends = {event["partition"]["day"]: event["end"] for event in events if event["asset"] == "clean/values"}
    starts = {event["partition"]["day"]: event["start"] for event in events if event["asset"] == "raw/values"}
    assert ends["2025-01-20"] <= starts["2025-01-21"] and ends["2025-01-21"] <= starts["2025-01-22"]
    assert all(event["runKey"] == f"limits/chain/{event['partition']['day']}/backfill:{run.name}" for event in events)


def test_a_tick_runs_what_is_due_at_it(site: Site) -> None:
    for job in ("ticking", "regional"):
        site.runs.set_cron(site.bundle, job, "* * * * *")
    found = {job: site.runs.cron_runs(site.bundle, job, 1)[0] for job in ("ticking", "regional")}
    for job in found:
        site.runs.set_cron(site.bundle, job, None)
    run = site.runs.workflows.wait(found["ticking"].name)
    (event,) = asset_events(site.bundle, run)
    tick = datetime.fromisoformat(event["runKey"].partition("/tick:")[2])
    complete = tick.astimezone(ZoneInfo("Pacific/Kiritimati")).date() - timedelta(days=1)
    assert (event["status"], event["partition"]) == ("success", {"today": complete.isoformat()})
    assert (tick.second, 0 <= (_created(site, run.name) - tick).total_seconds() < 600) == (0, True)
    regional = site.runs.workflows.wait(found["regional"].name)
    events = asset_events(site.bundle, regional)
    states = [(event["partition"]["region"], event["status"]) for event in events]
    assert states == [("eu", "success"), ("us", "success")]


def test_catch_up_requests_what_lacks_a_passed_record_oldest_first(site: Site) -> None:
    assert site.runs.run(site.bundle, "caught", "2025-01-02").phase == "Succeeded"
    # Days 1 and 3 are missing, and 4; two of them are caught up at once, and the tick's own day comes last.
    run = site.runs.tick(site.bundle, "caught", "2025-01-06T06:00:00Z")
    events = asset_events(site.bundle, run)
    assert [event["partition"]["few"] for event in events] == ["2025-01-01", "2025-01-03", "2025-01-05"]
    assert {event["status"] for event in events} == {"success"}
    # Before the first day is complete a tick requests nothing, and that is no failure.
    early = site.runs.tick(site.bundle, "caught", "2025-01-01T06:00:00Z")
    assert (early.phase, asset_events(site.bundle, early)) == ("Succeeded", [])


def _created(site: Site, name: str) -> datetime:
    return datetime.fromisoformat(_object(site, name)["metadata"]["creationTimestamp"])


def _object(site: Site, name: str) -> dict[str, Any]:
    path = f"/apis/argoproj.io/v1alpha1/namespaces/{site.runs.namespace}/workflows/{name}"
    return dict(site.runs.cluster.api.get(path))


def test_two_products_with_equal_inner_names_do_not_meet(site: Site) -> None:
    run = site.runs.run(site.twin, "chain", "2025-01-05", {"value": -5})
    assert [node.exit_code for node in attempts(run, "raw--values")] == [21]
    # What blocks the twin's readers does not block ours.
    assert site.runs.run(site.bundle, "chain", "2025-01-05", {"value": 5}).phase == "Succeeded"
    assert site.runs.run(site.bundle, "lone", "2025-01-05").node("lone--reader").outputs["status"] == "success"
    keys = {event["runKey"].split("/")[0] for event in events_of(site.twin.plan, run)}
    assert keys == {"limits-twin"}


def test_a_limit_that_an_operator_changed_survives_a_redeploy(site: Site) -> None:
    kubectl, name = site.runs.cluster.kubectl, "proof-limits-twin-pool-narrow"
    where = ["--namespace", site.runs.namespace, "configmap", name]
    kubectl("patch", *where, "--field-manager=kubectl-edit", "--type=merge", "-p", json.dumps({"data": {"slots": "7"}}))
    with pytest.raises(KubectlFailed, match="conflict"):
        site.runs.install(site.twin, site.values)
    assert kubectl("get", *where, "-o", "jsonpath={.data.slots}") == "7"
