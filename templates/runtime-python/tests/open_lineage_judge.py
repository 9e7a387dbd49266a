"""Judges OpenLineage events by the classes of OpenLineage's own client: a member too many or too few is an error."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import openlineage.client.generated as generated
from openlineage.client import event_v2

from support import Json

CLASSES = {
    name: cls
    for module in pkgutil.iter_modules(generated.__path__)
    for name, cls in vars(importlib.import_module(f"{generated.__name__}.{module.name}")).items()
    if isinstance(cls, type) and name.endswith("Facet")
}
PARTS = {
    "ColumnLineageDatasetFacet": {"fields": "Fields"},
    "DataQualityAssertionsDatasetFacet": {"assertions": "Assertion"},
    "OwnershipJobFacet": {"owners": "Owner"},
    "ParentRunFacet": {"run": "Run", "job": "Job"},
    "SchemaDatasetFacet": {"fields": "SchemaDatasetFacetFields"},
}


def judge(event: Json) -> None:
    """Raises what OpenLineage's client says of an event."""
    run = event_v2.Run(event["run"]["runId"], _facets(event["run"]["facets"]))
    job = event_v2.Job(event["job"]["namespace"], event["job"]["name"], facets=_facets(event["job"]["facets"]))
    inputs = [_dataset(event_v2.InputDataset, one, "inputFacets") for one in event["inputs"]]
    outputs = [_dataset(event_v2.OutputDataset, one, "outputFacets") for one in event["outputs"]]
    made = event_v2.RunEvent(
        eventType=event_v2.RunState(event["eventType"]),
        eventTime=event["eventTime"],
        producer=event["producer"],
        run=run,
        job=job,
        inputs=inputs,
        outputs=outputs,
    )
    assert made.schemaURL == event["schemaURL"]
    assert set(event) == {"eventType", "eventTime", "producer", "schemaURL", "run", "job", "inputs", "outputs"}


def _dataset(cls: Any, dataset: Json, more: str) -> Any:
    assert set(dataset) <= {"namespace", "name", "facets", more}
    facets = {more: _facets(dataset.get(more, {})), "facets": _facets(dataset["facets"])}
    return cls(dataset["namespace"], dataset["name"], **facets)


def _facets(facets: Json) -> Json:
    return {name: _facet(members) for name, members in facets.items()}


def _facet(members: Json) -> Any:
    name = members["_schemaURL"].rsplit("/", 1)[-1]
    own = {key: value for key, value in members.items() if not key.startswith("_")}
    if name == "RunFacet":  # one of ours: any members are allowed
        return event_v2.RunState.OTHER
    cls = CLASSES[name]
    module = importlib.import_module(cls.__module__)
    for field, part in PARTS.get(name, {}).items():
        whole = next((found for key, found in vars(module).items() if key.endswith(part)), None)
        assert whole is not None, f"{name} has no {part}"
        own[field] = _parts(whole, own[field])
    made = cls(**own, producer=members["_producer"])
    assert made._schemaURL == members["_schemaURL"], (made._schemaURL, members["_schemaURL"])
    return made


def _parts(cls: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [cls(**one) for one in value]
    if cls.__name__ == "Fields":
        return {name: cls(**one) for name, one in value.items()}
    return cls(**value)
