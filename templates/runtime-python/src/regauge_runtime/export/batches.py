"""Sends rows in batches to a sink, each with a key by which the other side knows it again; standard library only.

A sink is the built-in `rest_api` or the product's own module `sinks.<name>` with `send(rows, config, key)`. A batch
that is refused for good keeps the others from nothing; one that fails for a while, or whose right is denied, ends the
attempt.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import Configuration, Permanent, Validation, failure_error, failure_of, http_status_of
from regauge_runtime.export.rest_sink import BUILT_IN, RestSink
from regauge_runtime.values_returned import Result

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Send = Callable[[list[Row], dict[str, Any], str], Any]
# Not the rows' fault, so that no other batch would fare better.
_DENIED = (401, 403, 404, 405)


def send_all(rows: pa.Table | list[Row], sink: str, config: dict[str, Any], batch_size: int, run: str) -> Result:
    """Sends all rows; what is refused makes the result partial, and if nothing was taken the last refusal is raised.

    `run` is what the batches' keys stand for: the same rows sent again by it have the same keys.
    """
    send = sender(sink)
    batches = sent = refused = 0
    last: Exception | None = None
    for batch in in_batches(rows, batch_size):
        key = key_of(run, batch)
        try:
            send(batch, config, key)
        except Exception as error:
            failure = failure_of(error)
            if failure.category not in ("PERMANENT", "VALIDATION") or not _is_of_rows(error):
                raise failure_error(failure) from error
            refused, last = refused + len(batch), error
            continue
        batches, sent = batches + 1, sent + len(batch)
    if last is not None and not sent:
        raise failure_error(failure_of(last)) from last
    partial = None if last is None else f"{refused} of {refused + sent} rows were refused, the last of them: {last}"
    return Result({"export": {"batches": batches, "refused": refused}}, {sink: sent}, partial=partial)


def sender(sink: str) -> Send:
    """Returns what sends a batch; Configuration when the product has no such sink."""
    if sink == BUILT_IN:
        return RestSink().send
    name = f"sinks.{sink}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in ("sinks", name):
            raise
        raise Configuration(f"sink {sink}: the product's code has no module {name}; {BUILT_IN} is built in") from None
    send = getattr(module, "send", None)
    if not callable(send):
        raise Configuration(f"sink {sink}: the module {name} has no function send(rows, config, key)")
    found: Send = send
    return found


def in_batches(rows: pa.Table | list[Row], size: int) -> Iterator[list[Row]]:
    """Yields rows as JSON can say them, at most `size` at once."""
    # In a user's environment without pyarrow they are rows already.
    count = len(rows) if isinstance(rows, list) else rows.num_rows
    for start in range(0, count, size):
        some = rows[start : start + size] if isinstance(rows, list) else rows.slice(start, size).to_pylist()
        yield [{name: plain(name, value) for name, value in row.items()} for row in some]


def plain(name: str, value: Any) -> Any:
    """Returns a value as JSON: decimals and times as text, bytes in base 64; Validation for what JSON lacks."""
    import base64
    import datetime as dt
    import decimal
    import math

    match value:
        case None | bool() | int() | str():
            return value
        case float():
            if not math.isfinite(value):
                raise Validation(f"column {name} has the value {value}, which JSON cannot say")
            return value
        case decimal.Decimal():
            return str(value)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return value.total_seconds()
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {key: plain(name, part) for key, part in value.items()}
        case list() | tuple():
            return [plain(name, part) for part in value]
    raise Permanent(f"column {name} has values of type {type(value).__name__}, which cannot be sent")


def key_of(run: str, batch: list[Row]) -> str:
    """Returns a batch's key: 32 hex digits that stand for the run and these very rows."""
    text = json.dumps(batch, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{run}\0{text}".encode()).hexdigest()[:32]


def _is_of_rows(error: Exception) -> bool:
    """Whether another batch may fare better: the other side has judged these rows, not who sends them or where to."""
    status = http_status_of(error)
    return isinstance(error, Validation) or (status is not None and status not in _DENIED)
