"""The check of what is read of others: the table's columns against those that its contract promises.

It is asked before the step reads, for a query on a column that is gone says less than this does. Where the contract is
strict, the step is blocked, and its result has the outcome all the same: who watches the checks shall hear of it. Where
it warns, the outcome is told with the step's other checks.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from regauge_runtime.checks.outcome import about, judged
from regauge_runtime.checks.schema import columns_query, is_alike
from regauge_runtime.columns import arrow_type
from regauge_runtime.errors import Blocked
from regauge_runtime.plan import JsonObject
from regauge_runtime.step import Step
from regauge_runtime.stores import Stores
from regauge_runtime.trace import now

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 20


def require_promised(step: Step, stores: Stores) -> dict[str, JsonObject]:
    """Returns the outcome of each check of a contract, by what is made outside.

    Raises Blocked, with the results of all these checks, for a table that is not as promised where the check blocks.
    """
    outcomes: dict[str, JsonObject] = {}
    results: list[JsonObject] = []
    broken: list[str] = []
    for check in step.asset.get("checks", []):
        if check["test"]["kind"] != "contract" or not check.get("enabled", True):
            continue
        key = check["test"]["external"]
        outside = step.plan.tree["external"][key]
        result, clock = about(check) | {"startedAt": now()}, time.monotonic()
        outcomes[key] = outcome = _outcome(outside, stores)
        result["durationSeconds"] = round(time.monotonic() - clock, 3)
        results.append(result | judged(check, outcome))
        if outcome["failedCount"] and check["onFail"] == "block":
            contract, found = outside["contract"], "; ".join(_words(one) for one in outcome["sample"])
            broken.append(f"{key} does not keep its contract {contract['id']} {contract['version']}: {found}")
    if broken:
        raise Blocked(". ".join(broken), results)
    return outcomes


def _outcome(outside: JsonObject, stores: Stores) -> JsonObject:
    table, promised = outside["table"], outside["contract"]["columns"]
    store = stores.of_table(table)
    # A table that is not there has none of its columns.
    schema = store.schema(table) if store.exists(table) else None
    # SQL asks for a column by its name whatever its case, and so does the planner's rule.
    found = {} if schema is None else {field.name.casefold(): field.type for field in schema}
    sample = []
    for column in promised:
        name, types = column["name"], column["types"]
        kind = found.get(name.casefold())
        if kind is None:
            sample.append({"column": name, "declared": " or ".join(types), "found": None})
        elif not any(_keeps(kind, one) for one in types):
            sample.append({"column": name, "declared": " or ".join(types), "found": str(kind)})
    query = columns_query(table)
    counts = {"failedCount": len(sample), "totalCount": len(promised)}
    return counts | {"query": query, "reproSql": query, "sample": sample[:SHOWN]}


def _words(broken: JsonObject) -> str:
    if broken["found"] is None:
        return f"it has no column {broken['column']}"
    return f"{broken['column']} is {broken['found']}, not {broken['declared']}"


def _keeps(found: pa.DataType, promised: str) -> bool:
    """Tells whether a type keeps a promise; one without brackets stands for all types of its kind."""
    import pyarrow as pa

    match promised:
        case "decimal":
            return bool(pa.types.is_decimal(found))
        case "list":
            return bool(pa.types.is_list(found))
        case "map":
            return bool(pa.types.is_map(found))
        case "struct":
            return bool(pa.types.is_struct(found))
        case "fixed":
            return bool(pa.types.is_fixed_size_binary(found))
    return is_alike(found, arrow_type(promised))
