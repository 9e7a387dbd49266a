"""OpenLineage events of a step, in the form of its specification 2-0-2; standard library only.

Each attempt is a run of the job that is called as the asset with dots; its parent is the run of the engine's job. The
namespace of jobs and tables is the product's, that of a table behind another product's port is the other product's, so
that both tell of one dataset. What the checks found is told of a run beside it, whose input is the table: among an
asset's own inputs its table would be an edge to itself.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from regauge_runtime.ingest.outcome import KINDS
from regauge_runtime.lineage.kafka_headers import LineageHeaders
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step

SPEC = "https://openlineage.io/spec"
RUN_EVENT = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
# Who says it when the product names nobody: a URI is needed.
PRODUCER = "urn:regauge:runtime"
VERSIONS = {
    "columnLineage": "1-2-0/ColumnLineageDatasetFacet",
    "dataQualityAssertions": "1-1-0/DataQualityAssertionsDatasetFacet",
    "errorMessage": "1-0-1/ErrorMessageRunFacet",
    "outputStatistics": "1-0-2/OutputStatisticsOutputDatasetFacet",
    "ownership": "1-0-1/OwnershipJobFacet",
    "parent": "1-2-0/ParentRunFacet",
    "schema": "1-2-0/SchemaDatasetFacet",
    "sql": "1-1-0/SQLJobFacet",
}
# A facet of ours: it has the form of a run's facet, and two or three members more.
OWN_RUN_FACET = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunFacet"
ENDS = {"success": "COMPLETE", "blocked": "ABORT", "skipped": "ABORT"}


class RunEvents:
    """The events of one attempt."""

    def __init__(self, step: Step, settings: JsonObject) -> None:
        self._step = step
        self._settings = settings
        self._namespace = str(settings["namespace"])
        self._producer = str(settings.get("producer") or PRODUCER)
        self._name = step.key.replace("/", ".")
        self._run = _run_id(step.run_key, step.key, str(step.attempt))

    def start(self, instant: str) -> JsonObject:
        """Returns the event of the attempt's beginning."""
        return self._event("START", instant, self._run_facets(), self._inputs(), self._outputs({}))

    def end(self, instant: str, result: JsonObject) -> list[JsonObject]:
        """Returns the event of its end and, where checks ran, the one of what they found."""
        kind = ENDS.get(str(result["status"]), "FAIL")
        outputs = self._outputs(result.get("rows", {})) if kind == "COMPLETE" else []
        events = [self._event(kind, instant, self._run_facets(result), self._inputs(), outputs)]
        checks = [check for check in result.get("checks", []) if check["status"] != "skipped"]
        tables = self._step.asset.get("outputs", [])
        if checks and tables and "dataQualityAssertions" in self._settings["facets"]:
            events.append(self._checked(instant, checks, str(tables[0]["table"])))
        return events

    def _checked(self, instant: str, checks: list[JsonObject], table: str) -> JsonObject:
        # Most checks look at what the step made; one that says its table is about that of several.
        found: dict[str, list[JsonObject]] = {}
        for check in checks:
            found.setdefault(str(check.get("table") or table), []).append(
                {
                    "assertion": str(check.get("kind") or "custom"),
                    "name": str(check["name"]),
                    "success": check["status"] == "passed",
                    "severity": {"block": "error"}.get(check["onFail"], check["onFail"]),
                }
            )
        parent = self._facet("parent", {"run": {"runId": self._run}, "job": self._job_name(self._name)})
        event = self._event("COMPLETE", instant, {"parent": parent}, [], [])
        event["run"]["runId"] = _run_id(self._step.run_key, self._step.key, str(self._step.attempt), "checks")
        event["job"] = self._job_name(f"{self._name}.checks") | {"facets": {}}
        event["inputs"] = [
            self._dataset(about, self._namespace)
            | {"inputFacets": {"dataQualityAssertions": self._facet("dataQualityAssertions", {"assertions": made})}}
            for about, made in found.items()
        ]
        return event

    def _event(
        self, kind: str, instant: str, facets: JsonObject, inputs: list[JsonObject], outputs: list[JsonObject]
    ) -> JsonObject:
        return {
            "eventType": kind,
            "eventTime": instant,
            "producer": self._producer,
            "schemaURL": RUN_EVENT,
            "run": {"runId": self._run, "facets": facets},
            "job": self._job_name(self._name) | {"facets": self._job_facets()},
            "inputs": inputs,
            "outputs": outputs,
        }

    def _job_name(self, name: str) -> JsonObject:
        return {"namespace": self._namespace, "name": name}

    def _run_facets(self, result: JsonObject | None = None) -> JsonObject:
        step = self._step
        whole = {"run": {"runId": _run_id(step.run_key)}, "job": self._job_name(f"{step.plan.product}.{step.job}")}
        facets: JsonObject = {"parent": whole}
        error: dict[str, Any] = (result or {}).get("error") or {}
        if error:
            language = "SQL" if step.asset["run"]["kind"] == "sql" else "python"
            facets["errorMessage"] = {"message": str(error["message"]), "programmingLanguage": language}
            if step.asset["run"]["kind"] in KINDS:
                told = {"category": error["category"], "code": error["code"]}
                waits = {"retryAfterSeconds": error["retryAfter"]} if "retryAfter" in error else {}
                facets["ingestionError"] = told | waits
        return self._chosen(facets)

    def _job_facets(self) -> JsonObject:
        run: JsonObject = self._step.asset["run"]
        facets: JsonObject = {}
        if run["kind"] == "sql":
            facets["sql"] = {"query": str(run["query"])}
        owners = self._step.asset.get("owners", [])
        if owners:
            facets["ownership"] = {"owners": [{"name": str(owner)} for owner in owners]}
        return self._chosen(facets)

    def _inputs(self) -> list[JsonObject]:
        entries = [entry for entry in self._step.asset.get("inputs", []) if "table" in entry]
        names = {str(entry["table"]): self._namespace_of(entry) for entry in entries}
        return [self._dataset(table, namespace) for table, namespace in sorted(names.items())]

    def _namespace_of(self, entry: JsonObject) -> str:
        outside = self._step.plan.tree.get("external", {}).get(entry.get("external"), {})
        port = outside.get("port")
        return f"{port['domain']}.{port['product']}" if port else self._namespace

    def _outputs(self, rows: JsonObject) -> list[JsonObject]:
        tables = sorted(str(output["table"]) for output in self._step.asset.get("outputs", []) if "table" in output)
        outputs = []
        for table in tables:
            counted = {"outputStatistics": {"rowCount": int(rows[table])}} if table in rows else {}
            facets = {name: self._facet(name, members) for name, members in counted.items()}
            outputs.append(self._dataset(table) | {"outputFacets": facets})
        return outputs

    def _dataset(self, table: str, namespace: str | None = None) -> JsonObject:
        plan: JsonObject = self._step.plan.tree.get("tables", {}).get(table, {})
        facets: JsonObject = {}
        if plan.get("columns"):
            facets["schema"] = {"fields": [_field(column) for column in plan["columns"]]}
        is_output = namespace is None
        if is_output and plan.get("columnLineage") and self._settings["columnLineage"]:
            fields = {name: {"inputFields": self._sources(of)} for name, of in plan["columnLineage"].items()}
            facets["columnLineage"] = {"fields": fields}
        return {"namespace": namespace or self._namespace, "name": table, "facets": self._chosen(facets)}

    def _sources(self, columns: list[str]) -> list[JsonObject]:
        read = {str(entry["table"]): self._namespace_of(entry) for entry in self._step.asset.get("inputs", [])}
        sources = []
        for column in columns:
            table, _, field = column.rpartition(".")
            sources.append({"namespace": read.get(table, self._namespace), "name": table, "field": field})
        return sources

    def _chosen(self, facets: JsonObject) -> JsonObject:
        chosen = self._settings["facets"]
        return {name: self._facet(name, members) for name, members in facets.items() if name in chosen}

    def _facet(self, name: str, members: JsonObject) -> JsonObject:
        version = VERSIONS.get(name)
        url = OWN_RUN_FACET if version is None else f"{SPEC}/facets/{version}.json#/$defs/{version.split('/')[1]}"
        return {"_producer": self._producer, "_schemaURL": url} | members


def headers_of(step: Step) -> LineageHeaders:
    """Returns the headers of the messages that an attempt sends, or of its job's run where it is no asset's."""
    settings: JsonObject = step.plan.lineage or {}
    words = [step.run_key, *([step.key, str(step.attempt)] if step.key else [])]
    return LineageHeaders(
        namespace=str(settings.get("namespace") or step.plan.product),
        job_name=step.key.replace("/", ".") if step.key else f"{step.plan.product}.{step.job}",
        run_id=_run_id(*words),
        event_time=datetime.now(UTC),
        producer=str(settings.get("producer") or PRODUCER),
        schema_url=RUN_EVENT,
    )


def _field(column: JsonObject) -> JsonObject:
    field = {"name": str(column["name"]), "type": str(column["type"])}
    return field | ({"description": str(column["doc"])} if column.get("doc") else {})


def _run_id(*words: str) -> str:
    """Returns the id of a run: a name's UUID, so that all who know of the run have the same one (semantics 7)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "regauge:" + " ".join(words)))
