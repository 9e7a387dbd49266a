"""The asset's cursor as a REST source of dlt asks for it: `{incremental.start_value}` in a resource's settings.

dlt takes that placeholder only where the resource has a cursor of its own. The asset has said its cursor already, and
its bounds come from the step: so the resource gets the asset's, and with it how an instant is asked for.
"""

from __future__ import annotations

import re
from typing import Any

# An offset without its colon, as Salesforce and others write instants, and as few take them back.
_SHORT_OFFSET = re.compile(r"(T[0-9:.]+[+-][0-9]{2})([0-9]{2})$")


def rest_config(config: dict[str, Any], resource: str, incremental: dict[str, Any] | None) -> dict[str, Any]:
    """Returns the settings with the resource in them; one without resources asks for the path of that name."""
    entries: list[Any] = list(config.get("resources", [resource]))
    if incremental is not None:
        entries = [_with_cursor(entry, resource, incremental) for entry in entries]
    return config | {"resources": entries}


def asked(value: Any) -> Any:
    """Returns a bound as it stands in a request: an instant's offset gets its colon (RFC 3339)."""
    return _SHORT_OFFSET.sub(r"\1:\2", value) if isinstance(value, str) else value


def _with_cursor(entry: Any, resource: str, incremental: dict[str, Any]) -> Any:
    endpoint = entry.get("endpoint") if isinstance(entry, dict) and entry.get("name") == resource else None
    if not isinstance(endpoint, dict) or "incremental" in endpoint:
        return entry
    cursor = {"cursor_path": incremental["cursor"], "convert": asked}
    if "initialValue" in incremental:
        cursor["initial_value"] = incremental["initialValue"]
    return entry | {"endpoint": endpoint | {"incremental": cursor}}
