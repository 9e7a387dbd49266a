"""Dagster as it runs in production: a code server for each bundle, webserver and daemon on PostgreSQL, by GraphQL."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from regauge_engines.dagster_run import DagsterBundle, DagsterFailed, DagsterRun
from regauge_engines.postgres import Postgres
from regauge_engines.processes import PATIENCE, Server, free_port, is_listening, wait_until

# The ends of the names of sensors that tell how runs ended, and start none.
TELLS = ("__alerts", "__runs")
SCHEDULE, SENSOR = "Schedule", "Sensor"
_FINISHED = {"SUCCESS", "FAILURE", "CANCELED"}


class DagsterServices:
    """One instance with the code locations of some bundles; a context manager that ends all its processes.

    `variables` reach every step; `of_bundle` adds some for one bundle's code server, by scope. The variable `dsn`, if
    given, holds the URL of the services' PostgreSQL. With `schedules_off` nothing fires until `start_schedule`.
    """

    def __init__(
        self,
        folder: Path,
        bundles: Sequence[DagsterBundle],
        variables: Mapping[str, str],
        of_bundle: Mapping[str, Mapping[str, str]] | None = None,
        dsn: str | None = None,
        schedules_off: bool = False,
    ) -> None:
        self.folder = folder
        self.bundles = list(bundles)
        self.variables = dict(variables)
        self.of_bundle = of_bundle or {}
        self._dsn = dsn
        self._schedules_off = schedules_off
        self.postgres = Postgres()
        self.servers: list[Server] = []
        self.port = free_port()

    def __enter__(self) -> DagsterServices:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts everything and returns when the webserver has loaded each code location."""
        self.postgres.start()
        self.run = DagsterRun(self.folder, self.variables, self.postgres.database("dagster", "psycopg2"))
        self.run.configure(self.bundles[0])
        for bundle in self.bundles:
            self.set_pools(bundle)
        programs = self.bundles[0].python().parent
        locations = [self._code_server(bundle, programs) for bundle in self.bundles]
        workspace = self.folder / "workspace.yaml"
        workspace.write_text(json.dumps({"load_from": [{"grpc_server": location} for location in locations]}), "utf-8")
        web = [str(programs / "dagster-webserver"), "-h", "127.0.0.1", "-p", str(self.port), "-w", str(workspace)]
        self._server("webserver", web).wait_until_ready(self._is_loaded)
        if self._schedules_off:
            for bundle in self.bundles:
                for schedule in self.schedules(bundle):
                    self.stop_schedule(bundle, schedule)
                for sensor in self.sensors(bundle):
                    if not sensor.endswith(TELLS):  # which starts nothing
                        self.stop_sensor(bundle, sensor)
        self._server("daemon", [str(programs / "dagster-daemon"), "run", "-w", str(workspace)])

    def stop(self) -> None:
        """Ends the processes, those that were started last first."""
        for server in reversed(self.servers):
            server.stop()
        self.servers.clear()
        self.postgres.stop()

    def set_pools(self, bundle: DagsterBundle) -> str:
        """Runs the bundle's own script that sets limits; returns what it printed."""
        module = bundle.module.replace(".definitions", ".set_pools")
        return self.run.command(bundle, "-m", module, variables=self.of_bundle.get(bundle.scope))

    def set_limit(self, pool: str, slots: int) -> None:
        """Sets a pool's limit as an operator does."""
        self.query(
            "mutation($k: String!, $n: Int!) { setConcurrencyLimit(concurrencyKey: $k, limit: $n) }", k=pool, n=slots
        )

    def limits(self) -> dict[str, int]:
        """Returns the limits of the instance's pools."""
        found = self.query("{ instance { concurrencyLimits { concurrencyKey slotCount } } }")
        return {one["concurrencyKey"]: one["slotCount"] for one in found["instance"]["concurrencyLimits"]}

    def holders(self, pool: str) -> int:
        """Returns how many steps hold a slot of a pool."""
        found = self.query("{ instance { concurrencyLimits { concurrencyKey activeSlotCount } } }")
        (limit,) = [one for one in found["instance"]["concurrencyLimits"] if one["concurrencyKey"] == pool]
        return int(limit["activeSlotCount"])

    def stop_schedule(self, bundle: DagsterBundle, schedule: str) -> None:
        """Switches a schedule off."""
        self._switch(bundle, SCHEDULE, schedule, "STOPPED")

    def schedules(self, bundle: DagsterBundle) -> list[str]:
        """Returns the names of a bundle's schedules."""
        found = self.query(
            "query($s: RepositorySelector!) { schedulesOrError(repositorySelector: $s) { ... on Schedules {"
            " results { name } } } }",
            s=self._selector(bundle),
        )
        return sorted(one["name"] for one in found["schedulesOrError"]["results"])

    def start_schedule(self, bundle: DagsterBundle, schedule: str) -> None:
        """Switches a schedule on, from now on; one that its bundle declares as stopped stays so.

        Not by Dagster's reset: it forgets since when, and the daemon counts a minutely cron's ticks from 1970 on.
        """
        self._switch(bundle, SCHEDULE, schedule, "RUNNING")

    def sensors(self, bundle: DagsterBundle) -> list[str]:
        """Returns the names of a bundle's sensors."""
        found = self.query(
            "query($s: RepositorySelector!) { sensorsOrError(repositorySelector: $s) { ... on Sensors {"
            " results { name } } } }",
            s=self._selector(bundle),
        )
        return sorted(one["name"] for one in found["sensorsOrError"]["results"])

    def start_sensor(self, bundle: DagsterBundle, sensor: str) -> None:
        """Switches a sensor on; one that its bundle declares as stopped stays so."""
        self._switch(bundle, SENSOR, sensor, "RUNNING")

    def stop_sensor(self, bundle: DagsterBundle, sensor: str) -> None:
        """Switches a sensor off."""
        self._switch(bundle, SENSOR, sensor, "STOPPED")

    def _switch(self, bundle: DagsterBundle, kind: str, name: str, to: str) -> None:
        """Switches until Dagster says that it is so: what a busy code server did not serve has changed nothing."""
        selector = self._selector(bundle) | {f"{kind.lower()}Name": name}
        field, stop = f"{kind.lower()}State", {SCHEDULE: "stopRunningSchedule", SENSOR: "stopSensor"}[kind]

        def state() -> dict[str, Any]:
            found = self.query(
                f"query($s: {kind}Selector!) {{ found: {kind.lower()}OrError({kind.lower()}Selector: $s) {{"
                f" ... on {kind} {{ defaultStatus {field} {{ id status }} }} }} }}",
                s=selector,
            )["found"]
            return dict(found)

        def is_switched() -> bool:
            if to == "RUNNING":
                start = f"start{kind}({kind.lower()}Selector: $s)"
                self.query(f"mutation($s: {kind}Selector!) {{ {start} {{ __typename }} }}", s=selector)
            else:
                self.query(f"mutation($id: String!) {{ {stop}(id: $id) {{ __typename }} }}", id=state()[field]["id"])
            return bool(state()[field]["status"] == to)

        if to != "RUNNING" or state()["defaultStatus"] == "RUNNING":
            self._wait(is_switched, PATIENCE, f"{name} to be {to}")

    def sensor_ticks(self, bundle: DagsterBundle, sensor: str, since: float = 0) -> list[str]:
        """Returns how the looks of a sensor ended that began at an instant (Unix seconds) or later, as SKIPPED."""
        found = self.query(
            "query($s: SensorSelector!) { sensorOrError(sensorSelector: $s) { ... on Sensor {"
            " sensorState { ticks { status timestamp } } } } }",
            s=self._selector(bundle) | {"sensorName": sensor},
        )
        ticks = found["sensorOrError"]["sensorState"]["ticks"]
        return [str(tick["status"]) for tick in ticks if float(tick["timestamp"]) >= since]

    def observations(self, key: Sequence[str]) -> list[dict[str, str]]:
        """Returns the texts among the metadata of an asset's observations, oldest first."""
        found = self.query(
            "query($k: AssetKeyInput!) { assetOrError(assetKey: $k) { ... on Asset { assetObservations {"
            " timestamp metadataEntries { label ... on TextMetadataEntry { text } } } } } }",
            k={"path": list(key)},
        )["assetOrError"].get("assetObservations", [])
        return [
            {entry["label"]: str(entry["text"]) for entry in one["metadataEntries"] if "text" in entry}
            for one in sorted(found, key=lambda one: float(one["timestamp"]))
        ]

    def partition_names(self, bundle: DagsterBundle, job: str) -> list[str]:
        """Returns the partitions of a job in Dagster's own order."""
        found = self.query(
            "query($r: RepositorySelector!, $n: String!) { partitionSetOrError(repositorySelector: $r,"
            " partitionSetName: $n) { ... on PartitionSet { partitionsOrError { ... on Partitions {"
            " results { name } } } } } }",
            r=self._selector(bundle),
            n=f"{bundle.job(job)}_partition_set",
        )
        return [str(one["name"]) for one in found["partitionSetOrError"]["partitionsOrError"]["results"]]

    def query(self, text: str, **variables: Any) -> dict[str, Any]:
        """Returns the data of a GraphQL request; an error of Dagster's is raised."""
        body = json.dumps({"query": text, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            found = json.load(answer)
        if found.get("errors"):
            raise DagsterFailed(json.dumps(found["errors"], indent=1)[:4000])
        return dict(found["data"])

    def launch(
        self, bundle: DagsterBundle, job: str, partition: str | None = None, tags: Mapping[str, str] | None = None
    ) -> str:
        """Asks for a run of a job, as the page's launchpad does, and returns its id."""
        all_tags = dict(self._job_tags(bundle, job)) | dict(tags or {})
        if partition is not None:
            all_tags["dagster/partition"] = partition
        given = {
            "selector": self._selector(bundle) | {"jobName": bundle.job(job)},
            "mode": "default",
            "executionMetadata": {"tags": [{"key": key, "value": value} for key, value in all_tags.items()]},
        }
        data = self.query(
            "mutation($p: ExecutionParams!) { launchRun(executionParams: $p) { __typename"
            " ... on LaunchRunSuccess { run { id } } ... on PythonError { message } ... on Error { message } } }",
            p=given,
        )["launchRun"]
        if data["__typename"] != "LaunchRunSuccess":
            raise DagsterFailed(str(data))
        return str(data["run"]["id"])

    def backfill(self, bundle: DagsterBundle, job: str, partitions: Sequence[str]) -> str:
        """Asks for a backfill of a job, one run for each partition, and returns its id."""
        given = {
            "selector": {
                "repositorySelector": self._selector(bundle),
                "partitionSetName": f"{bundle.job(job)}_partition_set",
            },
            "partitionNames": list(partitions),
        }
        data = self.query(
            "mutation($p: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $p) { __typename"
            " ... on LaunchBackfillSuccess { backfillId } ... on Error { message } } }",
            p=given,
        )["launchPartitionBackfill"]
        if data["__typename"] != "LaunchBackfillSuccess":
            raise DagsterFailed(str(data))
        return str(data["backfillId"])

    def backfill_status(self, backfill_id: str) -> str:
        """Returns for example COMPLETED_SUCCESS."""
        data = self.query(
            "query($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }",
            id=backfill_id,
        )
        return str(data["partitionBackfillOrError"]["status"])

    def terminate(self, run_id: str) -> None:
        """Ends a run as its page does."""
        self.query("mutation($id: String!) { terminateRun(runId: $id) { __typename } }", id=run_id)

    def reexecute(self, run_id: str, strategy: str = "FROM_FAILURE") -> str:
        """Executes a run again and returns the new one's id."""
        data = self.query(
            "mutation($p: ReexecutionParams!) { launchRunReexecution(reexecutionParams: $p) { __typename"
            " ... on LaunchRunSuccess { run { id } } ... on Error { message } } }",
            p={"parentRunId": run_id, "strategy": strategy},
        )["launchRunReexecution"]
        if data["__typename"] != "LaunchRunSuccess":
            raise DagsterFailed(str(data))
        return str(data["run"]["id"])

    def tick(self, bundle: DagsterBundle, schedule: str, timestamp: float) -> dict[str, Any]:
        """Evaluates a schedule in its code server as of an instant; returns what its tick would ask for."""
        data = self.query(
            "mutation($s: ScheduleSelector!, $t: Float) { scheduleDryRun(selectorData: $s, timestamp: $t) { __typename"
            " ... on DryRunInstigationTick { evaluationResult { skipReason error { message }"
            " runRequests { runKey tags { key value } } } } ... on PythonError { message } } }",
            s=self._selector(bundle) | {"scheduleName": schedule},
            t=timestamp,
        )["scheduleDryRun"]
        if "evaluationResult" not in data or data["evaluationResult"]["error"]:
            raise DagsterFailed(str(data))
        return dict(data["evaluationResult"])

    def runs(self, bundle: DagsterBundle) -> list[dict[str, Any]]:
        """Returns the runs of a bundle, newest first: id, status, job and tags."""
        data = self.query(
            "query($f: RunsFilter) { runsOrError(filter: $f) { ... on Runs { results {"
            " id status jobName startTime endTime tags { key value } } } } }",
            f={"tags": [{"key": "regauge/scope", "value": bundle.scope}]},
        )["runsOrError"]["results"]
        return [run | {"tags": {tag["key"]: tag["value"] for tag in run["tags"]}} for run in data]

    def status(self, run_id: str) -> str:
        """Returns a run's status, for example SUCCESS."""
        data = self.query("query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }", id=run_id)
        return str(data["runOrError"]["status"])

    def wait_for_run(self, run_id: str, seconds: float = PATIENCE) -> str:
        """Returns the status in which a run ended."""
        self._wait(lambda: self.status(run_id) in _FINISHED, seconds, f"run {run_id} to end")
        return self.status(run_id)

    def wait_for_backfill(self, backfill_id: str, seconds: float = PATIENCE) -> str:
        """Returns the status in which a backfill ended."""
        over = ("COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED", "COMPLETED")
        self._wait(lambda: self.backfill_status(backfill_id) in over, seconds, f"backfill {backfill_id} to end")
        return self.backfill_status(backfill_id)

    def _wait(self, probe: Any, seconds: float, what: str) -> None:
        try:
            wait_until(probe, seconds, what, pause=0.5)
        except Exception as error:
            logs = "\n".join(f"--- {server.name}\n{server.log_tail(2500)}" for server in self.servers)
            raise DagsterFailed(f"{error}\n{logs}") from error

    def _code_server(self, bundle: DagsterBundle, programs: Path) -> dict[str, Any]:
        port = free_port()
        command = [str(programs / "dagster"), "code-server", "start", "-h", "127.0.0.1", "-p", str(port)]
        command += ["-m", bundle.module, "--location-name", bundle.scope]
        variables = self.run.environment(bundle) | dict(self.of_bundle.get(bundle.scope, {}))
        if self._dsn:
            variables[self._dsn] = self.postgres.url("postgres")
        server = Server(f"code-{bundle.scope}", command, self.folder / "logs" / f"code-{bundle.scope}.log")
        self.servers.append(server)
        server.start(variables, bundle.folder)
        server.wait_until_ready(lambda: is_listening(port))
        return {"host": "127.0.0.1", "port": port, "location_name": bundle.scope}

    def _server(self, name: str, command: list[str]) -> Server:
        server = Server(name, command, self.folder / "logs" / f"{name}.log")
        self.servers.append(server)
        server.start(self.run.environment(), self.folder)
        return server

    def _is_loaded(self) -> bool:
        data = self.query(
            "{ workspaceOrError { ... on Workspace { locationEntries { name loadStatus locationOrLoadError {"
            " __typename ... on PythonError { message } } } } } }"
        )
        entries = data["workspaceOrError"]["locationEntries"]
        for entry in entries:
            if (entry["locationOrLoadError"] or {}).get("__typename") == "PythonError":
                raise DagsterFailed(entry["locationOrLoadError"]["message"])
        return len(entries) == len(self.bundles) and all(entry["loadStatus"] == "LOADED" for entry in entries)

    def _selector(self, bundle: DagsterBundle) -> dict[str, str]:
        return {"repositoryName": "__repository__", "repositoryLocationName": bundle.scope}

    def _job_tags(self, bundle: DagsterBundle, job: str) -> dict[str, str]:
        data = self.query(
            "query($s: PipelineSelector!) { pipelineOrError(params: $s) {"
            " ... on Pipeline { tags { key value } } ... on Error { message } } }",
            s=self._selector(bundle) | {"pipelineName": bundle.job(job)},
        )["pipelineOrError"]
        return {tag["key"]: tag["value"] for tag in data["tags"]}


def seconds_of(instant: str) -> float:
    """Returns an RFC 3339 instant as seconds since the epoch."""
    return datetime.fromisoformat(instant).timestamp()
