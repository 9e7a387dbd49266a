"""Argo's semantics, seen on the real controller: what the adapter may rely on, and what our evidence says of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from regauge_engines.argo.api import ApiError
from regauge_engines.argo.bundle import put_config_map
from regauge_engines.argo.cluster import Cluster
from regauge_engines.argo.workflows import Node, Run, Workflows
from regauge_engines.processes import PATIENCE, wait_until

Deploy = Callable[..., Workflows]


def test_a_dag_runs_with_items_retries_conditions_and_an_exit_handler(cluster: Cluster, deployed: Deploy) -> None:
    workflows = deployed("line")
    put_config_map(cluster, workflows.namespace, "values", {"colour": "blue"})
    run = workflows.wait(workflows.submit("line", {"count": "3"}))
    assert run.phase == "Succeeded", run.summary()
    assert run.node("total").outputs == {"total": "14"}
    assert run.node("list").result == "[1, 2, 3]"
    squares = [run.node(f"square({index}:{index + 1})") for index in range(3)]
    assert [square.outputs["square"] for square in squares] == ["1", "4", "9"]
    flaky = run.attempts(run.node("flaky"))
    assert [(attempt.phase, attempt.exit_code) for attempt in flaky] == [("Failed", 75), ("Succeeded", 0)]
    assert workflows.logs(run.name, "flaky") == ["attempt 0 in /var\n", "attempt 1 in /var\n"]
    assert run.node("never").phase == "Skipped"
    bye = run.node(f"{run.name}.onExit")
    assert "ended Succeeded" in workflows.log(run.name, bye)
    times = [(node.started, node.finished) for node in [run.node("list"), *squares, run.node("total")]]
    assert all(began and ended and began <= ended for began, ended in times)
    assert all(times[0][1] <= square.started for square in squares) and times[-1][0] >= max(s.finished for s in squares)


@pytest.mark.parametrize(("code", "attempts"), [(0, 1), (70, 1), (75, 3)])
def test_an_exit_code_decides_whether_a_step_is_tried_again(deployed: Deploy, code: int, attempts: int) -> None:
    workflows = deployed("codes")
    run = workflows.wait(workflows.submit("codes", {"code": str(code)}))
    step = run.node("step")
    assert [attempt.exit_code for attempt in run.attempts(step)] == [code] * attempts, run.summary()
    expected = ("Succeeded", "Succeeded", "Succeeded") if code == 0 else ("Failed", "Failed", "Omitted")
    assert (run.phase, step.phase, run.node("after").phase) == expected, run.summary()


@pytest.mark.parametrize(("under", "most"), [("mutex", 1), ("semaphore", 2)])
def test_no_more_steps_run_at_once_than_the_lock_lets(deployed: Deploy, under: str, most: int) -> None:
    workflows = deployed("locks")
    name = workflows.submit(under)
    held = 0
    while not workflows.get(name).is_ended:
        held = max(held, workflows.holders(name))
        time.sleep(0.1)
    run = workflows.get(name)
    assert run.phase == "Succeeded", run.summary()
    # Argo gives the slots out together, but a busy machine may start their pods seconds apart.
    assert held == most and _most_at_once(workflows, run) <= most


def test_a_mutex_holds_between_workflows(deployed: Deploy) -> None:
    workflows = deployed("locks")
    names = [workflows.submit("mutex") for _ in range(2)]
    runs = [workflows.wait(name) for name in names]
    assert [run.phase for run in runs] == ["Succeeded"] * 2, "\n".join(run.summary() for run in runs)
    assert _most_at_once(workflows, *runs) == 1


def _most_at_once(workflows: Workflows, *runs: Run) -> int:
    """Returns how many of the runs' steps ran together at most, by what they printed themselves."""
    changes: list[tuple[float, int]] = []
    for run in runs:
        for index, item in enumerate("abcd"):
            began, ended = map(float, workflows.log(run.name, run.node(f"step({index}:{item})")).split())
            changes += [(began, 1), (ended, -1)]
    running = most = 0
    for _, change in sorted(changes):
        running += change
        most = max(most, running)
    return most


def test_a_killed_container_spends_an_attempt(cluster: Cluster, deployed: Deploy) -> None:
    workflows = deployed("slow")
    name = workflows.submit("slow")
    attempt = workflows.wait_for_node(name, "slow(0)", "Running")
    wait_until(lambda: "begun" in _log(workflows, name, attempt), PATIENCE, "the step has begun")
    cluster.kill_container(workflows.pods(name)[attempt.id])
    run = workflows.wait(name)
    attempts = run.attempts(run.node("slow"))
    assert [(a.phase, a.exit_code) for a in attempts] == [("Failed", 137), ("Succeeded", 0)], run.summary()
    assert run.phase == "Succeeded"


def test_an_evicted_pod_spends_an_attempt(cluster: Cluster, deployed: Deploy) -> None:
    workflows = deployed("slow")
    name = workflows.submit("slow")
    attempt = workflows.wait_for_node(name, "slow(0)", "Running")
    pod = workflows.pods(name)[attempt.id]["metadata"]["name"]
    # A pod that is gone within ten seconds of its start is one that the controller has yet to see: it makes it anew.
    time.sleep(11)
    cluster.kubectl("--namespace", workflows.namespace, "delete", "pod", pod, "--grace-period=10")
    run = workflows.wait(name)
    attempts = run.attempts(run.node("slow"))
    # The pod's object goes as soon as it has ended: the controller may have seen how, that it is gone, or both.
    assert attempts[0].phase in ("Failed", "Error"), run.summary()
    assert attempts[0].exit_code in (143, None), run.summary()
    assert [(a.phase, a.exit_code) for a in attempts[1:]] == [("Succeeded", 0)], run.summary()


@pytest.fixture
def slow_to_miss_pods(cluster: Cluster) -> Iterator[None]:
    """A controller that takes a pod as recently started for longer than Argo's ten seconds, which pass quickly here."""
    cluster.stop_controller()
    cluster.start_controller(variables={"RECENTLY_STARTED_POD_DURATION": "1h"})
    yield
    cluster.stop_controller()
    cluster.start_controller()


@pytest.mark.usefixtures("slow_to_miss_pods")
def test_a_pod_deleted_by_force_runs_again_as_the_same_attempt(cluster: Cluster, deployed: Deploy) -> None:
    workflows = deployed("slow")
    name = workflows.submit("slow")
    attempt = workflows.wait_for_node(name, "slow(0)", "Running")
    wait_until(lambda: "begun" in _log(workflows, name, attempt), PATIENCE, "the step has begun")
    pod = workflows.pods(name)[attempt.id]["metadata"]
    cluster.kubectl("--namespace", workflows.namespace, "delete", "pod", pod["name"], "--force", "--grace-period=0")
    wait_until(lambda: _uid(workflows, name, attempt) not in (None, pod["uid"]), PATIENCE, "the pod is there again")
    wait_until(lambda: "begun" in _log(workflows, name, attempt), PATIENCE, "the step has begun again")
    assert len(workflows.get(name).attempts(workflows.get(name).node("slow"))) == 1
    cluster.kill_container(workflows.pods(name)[attempt.id])
    run = workflows.wait(name)
    attempts = run.attempts(run.node("slow"))
    assert [(a.phase, a.exit_code) for a in attempts] == [("Failed", 137), ("Succeeded", 0)], run.summary()


def _log(workflows: Workflows, name: str, node: Node) -> str:
    """Returns what a step has printed, nothing while its container has yet to begin."""
    try:
        return workflows.log(name, node)
    except ApiError:
        return ""


def _uid(workflows: Workflows, name: str, node: Node) -> str | None:
    pod = workflows.pods(name).get(node.id)
    return None if pod is None else str(pod["metadata"]["uid"])


def test_terminate_ends_the_running_step_and_nothing_follows(deployed: Deploy) -> None:
    workflows = deployed("slow")
    name = workflows.submit("slow")
    attempt = workflows.wait_for_node(name, "slow(0)", "Running")
    wait_until(lambda: "begun" in _log(workflows, name, attempt), PATIENCE, "the step has begun")
    workflows.terminate(name)
    run = workflows.wait(name)
    assert run.phase == "Failed" and "Terminate" in run.message, run.summary()
    (ended,) = run.attempts(run.node("slow"))
    assert (ended.phase, ended.message) == ("Failed", "workflow shutdown with strategy:  Terminate")
    # The controller does not wait for the pod, so its exit code is not in the node.
    wait_until(lambda: _exit_code(workflows, name, ended) == 143, PATIENCE, "the step was told to end and has obeyed")
    assert "told to end" in workflows.log(name, ended)
    assert not run.named("after") or run.node("after").phase == "Omitted"


def _exit_code(workflows: Workflows, name: str, node: Node) -> int | None:
    containers = workflows.pods(name)[node.id]["status"]["containerStatuses"]
    ended = next(container["state"] for container in containers if container["name"] == "main").get("terminated")
    return None if ended is None else int(ended["exitCode"])


def test_a_pod_without_the_right_to_report_is_an_error(deployed: Deploy) -> None:
    workflows = deployed("codes", has_rights=False)
    template = {"workflowTemplateRef": {"name": "codes"}, "serviceAccountName": "default"}
    arguments = {"parameters": [{"name": "code", "value": "0"}]}
    name = workflows.create({"metadata": {"name": "without"}, "spec": {**template, "arguments": arguments}})
    run = workflows.wait(name)
    assert run.phase == "Error", run.summary()
    account = f"system:serviceaccount:{workflows.namespace}:default"
    assert "workflowtaskresults" in run.summary() and "forbidden" in run.summary() and account in run.summary()


def test_a_controller_that_was_away_goes_on_where_it_was(cluster: Cluster, deployed: Deploy) -> None:
    workflows = deployed("codes")
    name = workflows.submit("codes", {"code": "0"})
    cluster.stop_controller()
    cluster.start_controller()
    run = workflows.wait(name)
    assert run.phase == "Succeeded" and len(run.attempts(run.node("step"))) == 1, run.summary()


def test_a_cron_workflow_fires_at_the_minute(ticking: Workflows) -> None:
    selector = "workflows.argoproj.io/cron-workflow=tick"
    wait_until(lambda: bool(ticking.find(selector)), PATIENCE, "the CronWorkflow has fired", pause=0.5)
    run = ticking.wait(ticking.find(selector)[0].name)
    assert run.phase == "Succeeded", run.summary()
    node = run.node(run.name)
    assert node.started is not None and ticking.log(run.name, node).startswith("tick 20")
