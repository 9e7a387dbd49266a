"""Run by Dagster's own interpreter: prints, for each case on stdin, a line of JSON with the keys that a key maps to."""

from __future__ import annotations

import datetime as real
import json
import sys
import warnings
from typing import Any

from dagster import (
    AllPartitionMapping,
    DimensionPartitionMapping,
    IdentityPartitionMapping,
    LastPartitionMapping,
    MultiPartitionKey,
    MultiPartitionMapping,
    MultiPartitionsDefinition,
    MultiToSingleDimensionPartitionMapping,
    PartitionMapping,
    PartitionsDefinition,
    StaticPartitionMapping,
    StaticPartitionsDefinition,
    TimeWindowPartitionMapping,
    TimeWindowPartitionsDefinition,
)
from dagster._core.definitions.partitions.context import partition_loading_context

warnings.simplefilter("ignore")


def partitions(case: dict[str, Any]) -> PartitionsDefinition:
    """Returns Dagster's own set for ours."""
    if "values" in case:
        return StaticPartitionsDefinition(case["values"])
    if "dimensions" in case:
        return MultiPartitionsDefinition({name: partitions(one) for name, one in case["dimensions"].items()})
    return TimeWindowPartitionsDefinition(
        start=real.datetime.fromisoformat(case["start"]),
        fmt=case["format"],
        timezone=case["timezone"],
        cron_schedule=case["cron"],
    )


def mapping(case: dict[str, Any], down: dict[str, Any], up: dict[str, Any]) -> PartitionMapping:
    """Returns Dagster's own mapping for ours."""
    kind = case["kind"]
    if kind == "window":
        return TimeWindowPartitionMapping(start_offset=case["start"], end_offset=case["end"])
    if kind == "static":
        return StaticPartitionMapping(case["static"])
    if kind == "dims":
        dims = {name: mapping(one, down, up) for name, one in case["dims"].items()}
        if "dimensions" in down and "dimensions" in up:
            return MultiPartitionMapping({name: DimensionPartitionMapping(name, one) for name, one in dims.items()})
        # It takes no mapping of the dimension: it has the same key, of time sets the windows that overlap.
        (name,) = dims
        return MultiToSingleDimensionPartitionMapping(partition_dimension_name=name)
    return {"identity": IdentityPartitionMapping, "all": AllPartitionMapping, "last": LastPartitionMapping}[kind]()


def key(text: str, of: dict[str, Any]) -> str:
    """Returns a key as Dagster takes it."""
    if "dimensions" not in of:
        return text
    return MultiPartitionKey(dict(zip(sorted(of["dimensions"]), text.split("|"), strict=True)))


def mapped(case: dict[str, Any]) -> list[str]:
    """Returns the keys that exist at the case's `now`, in the order of their set."""
    down, up, now = partitions(case["down"]), partitions(case["up"]), real.datetime.fromisoformat(case["now"])
    rule = mapping(case["mapping"], case["down"], case["up"])
    is_up = case["way"] == "up"
    with partition_loading_context(now):
        subset = (down if is_up else up).subset_with_partition_keys([key(case["key"], case["down" if is_up else "up"])])
        if is_up:
            found = rule.get_upstream_mapped_partitions_result_for_partitions(subset, down, up, now).partitions_subset
        else:
            found = rule.get_downstream_partitions_for_partitions(subset, up, down, now)
        keys = set(found.get_partition_keys())
        return [one for one in (up if is_up else down).get_partition_keys(now) if one in keys]


for line in sys.stdin:
    try:
        print(json.dumps(mapped(json.loads(line))))
    except Exception as error:
        print(json.dumps([f"{type(error).__name__}: {error}"]))
