"""Runs of kind airbyte against a server with the jobs of Airbyte's public API."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import Any

import pyarrow as pa
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from regauge_engines.airbyte_server import AirbyteServer
from regauge_engines.processes import PATIENCE

from regauge_runtime.ingest.airbyte_run import api_base
from support import Home, retry

CONNECTION = "18dccc91-0ab1-4f72-9ed7-0b8fc27c5826"


def asset(home: Home, server: AirbyteServer, **run: Any) -> None:
    known = {"kind": "airbyte", "connectionId": CONNECTION, "workspaceUrl": server.url, "pollSeconds": 0.05}
    home.asset("bronze/customers", known | {"timeoutSeconds": 60} | run, partitioned=False)
    home.plan["assets"][-1]["retry"] = retry(1.0, 2.0)
    home.save()


def test_a_sync_is_started_and_waited_for_and_its_rows_are_checked(home: Home) -> None:
    def written() -> None:
        # The table is Airbyte's own work, made beside the step.
        (home.data / "warehouse").mkdir(parents=True, exist_ok=True)
        uri, warehouse = f"sqlite:///{home.data}/catalog.db", f"file://{home.data}/warehouse"
        catalog = SqlCatalog("local", uri=uri, warehouse=warehouse)
        catalog.create_namespace_if_not_exists("bronze")
        table = catalog.create_table("bronze.customers", schema=pa.schema([("id", pa.int64())]))
        table.append(pa.table({"id": [1, 2, 3]}))

    with AirbyteServer(["running", "running", "succeeded"], token="t0ken", at_end=written) as server:
        token = {"secretRef": {"name": "airbyte", "key": "token", "source": "kubernetes"}}
        asset(home, server, apiToken=token)
        home.plan["assets"][-1]["checks"] = [
            {"name": "all", "test": {"kind": "row_count", "min": 3, "max": 3}, "onFail": "block"}
        ]
        home.save()
        home.env["REGAUGE_SECRET_AIRBYTE_TOKEN"] = "t0ken"
        result = home.step("bronze/customers")
    assert result["status"] == "success", result
    assert result["rows"] == {"bronze.customers": 3} and result["checks"][0]["status"] == "passed"
    assert result["metadata"]["airbyte"]["jobId"] == 1
    assert [method for method, path in server.asked if path == "/jobs"] == ["GET", "GET", "POST"]
    assert len(server.jobs) == 1


@pytest.mark.parametrize(
    ("story", "more", "code", "exit_code", "again"),
    [
        (["running", "cancelled"], {}, "SYNC_CANCELLED", 70, False),
        (["incomplete"], {}, "PARTIAL_SYNC", 65, False),
        (["failed"], {}, "SYNC_FAILED", 70, False),
        (["failed"], {"failureReason": "401 Unauthorized"}, "AUTH_FAILED", 70, False),
        (["failed"], {"failureReason": "Rate limit exceeded"}, "RATE_LIMITED", 75, True),
    ],
)
def test_how_a_sync_ends(
    home: Home, story: list[str], more: dict[str, Any], code: str, exit_code: int, again: bool
) -> None:
    with AirbyteServer(story, **more) as server:
        asset(home, server)
        result = home.step("bronze/customers")
    assert (result["error"]["code"], result["exitCode"], result["retry"]["again"]) == (code, exit_code, again), result
    assert all(method != "DELETE" for method, _ in server.asked)


def test_an_incomplete_sync_that_goes_on_is_no_end(home: Home) -> None:
    with AirbyteServer(["incomplete", "running", "succeeded"]) as server:
        asset(home, server)
        assert home.step("bronze/customers")["status"] == "success"


def test_a_sync_that_takes_too_long_is_cancelled_and_tried_again(home: Home) -> None:
    with AirbyteServer(["running"]) as server:
        asset(home, server, timeoutSeconds=0.5)
        result = home.step("bronze/customers")
        assert (result["error"]["code"], result["exitCode"]) == ("TIMEOUT", 75), result
        assert result["retry"] == {"again": True, "waitSeconds": 1.0}
        assert server.jobs[1]["status"] == "cancelled" and ("DELETE", "/jobs/1") in server.asked
        server.story = ["succeeded"]
        assert home.step("bronze/customers", attempt=2)["status"] == "success" and len(server.jobs) == 2


def test_a_sync_that_goes_on_is_taken_over(home: Home) -> None:
    with AirbyteServer(["running", "succeeded"]) as server:
        server.start(CONNECTION)
        server.start("another")
        server.jobs[1]["status"] = "running"
        asset(home, server)
        result = home.step("bronze/customers")
    assert result["metadata"]["airbyte"]["jobId"] == 1 and len(server.jobs) == 2


def test_lost_answers_while_a_sync_goes_on_are_borne_and_refusals_are_not(home: Home) -> None:
    with AirbyteServer(["running", "succeeded"]) as server:
        asset(home, server)
        server.refusals = [(429, {"Retry-After": "9"})]
        limited = home.step("bronze/customers")
        assert limited["error"]["code"] == "RATE_LIMITED" and limited["retry"] == {"again": True, "waitSeconds": 9.0}
        server.start(CONNECTION)
        server.jobs[1]["status"] = "running"
        real, polls = server.move, []

        def flaky(number: int) -> dict[str, Any]:
            polls.append(number)
            return {"jobId": number, "status": "running"} if len(polls) < 3 else real(number)

        server.move = flaky  # type: ignore[method-assign]
        assert home.step("bronze/customers", attempt=2)["status"] == "success"
    with AirbyteServer(["running"], token="x") as closed:
        asset(home, closed, apiToken="y")
        home.plan["assets"].pop(0)
        home.save()
        result = home.step("bronze/customers", cause="manual:2")
    assert (result["error"]["code"], result["exitCode"]) == ("AUTH_FAILED", 70)


@pytest.mark.slow
def test_a_step_that_is_told_to_stop_cancels_its_sync(home: Home) -> None:
    with AirbyteServer(["running"]) as server:
        asset(home, server)
        process = subprocess.Popen(home.command("bronze/customers"), env=home.environment(), stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not any(method == "GET" and path == "/jobs/1" for method, path in server.asked):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(PATIENCE) == 75
        assert server.jobs[1]["status"] == "cancelled"


def test_where_the_api_is() -> None:
    assert api_base("https://api.airbyte.com") == "https://api.airbyte.com/v1"
    assert api_base("http://airbyte:8001/") == "http://airbyte:8001/api/public/v1"
    assert api_base("http://airbyte:8001/v1/") == "http://airbyte:8001/v1"
