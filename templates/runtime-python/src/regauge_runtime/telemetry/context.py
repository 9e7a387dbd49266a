"""Which trace a run belongs to: one that all who know the run know without asking; standard library only.

A trace's id is the UUID by which OpenLineage knows the run, so that both can be looked up by each other. Whoever starts
a run inside a trace of its own hands it over as a `TRACEPARENT` of W3C's Trace Context.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

TRACEPARENT = "TRACEPARENT"
# The trace that a local run was started in: its steps belong to the run, and only the run to what started it.
RUNS_PARENT = "REGAUGE_TRACEPARENT"
_FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_SAMPLED = 1


@dataclass(frozen=True)
class RunContext:
    """The trace of a run. `outer` is the span in which the run was started, `above` that of which a step is a part."""

    trace_id: str
    run_span: str
    above: str
    outer: str | None
    is_sampled: bool

    @classmethod
    def of(cls, run_key: str, environment: Mapping[str, str]) -> RunContext:
        """Returns the context of the run with this key."""
        run_span = span_id(run_key)
        if (given := _parsed(environment.get(RUNS_PARENT, ""))) is not None:
            return cls(given[0], run_span, run_span, given[1], given[2])
        if (given := _parsed(environment.get(TRACEPARENT, ""))) is not None:
            return cls(given[0], run_span, given[1], given[1], given[2])
        return cls(uuid.uuid5(uuid.NAMESPACE_URL, f"regauge:{run_key}").hex, run_span, run_span, None, True)

    def traceparent(self, span: str) -> str:
        """Returns what joins others' spans to one of this trace."""
        return f"00-{self.trace_id}-{span}-{_SAMPLED if self.is_sampled else 0:02x}"


def span_id(*words: str) -> str:
    """Returns the id of a span: of the same words always the same, so that one that is sent twice is one."""
    return hashlib.sha256("\0".join(("regauge", *words)).encode()).hexdigest()[:16]


def _parsed(text: str) -> tuple[str, str, bool] | None:
    """Returns trace, span and whether it is sampled; None for what W3C's Trace Context says is to be ignored."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    version, trace, span, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not trace.strip("0") or not span.strip("0"):
        return None
    return trace, span, bool(int(flags, 16) & _SAMPLED)
