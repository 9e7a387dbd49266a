"""What becomes of a run that did its work in part: `onPartial` is fail, warn or retry (semantics 18)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from regauge_runtime.errors import EXIT_PARTIAL, Partial, StepError, Transient
from regauge_runtime.python_run import Produced
from regauge_runtime.step import Step

if TYPE_CHECKING:
    from regauge_runtime.inputs import LoadedInput

Load = Callable[[], "list[LoadedInput]"]
Run = Callable[[Load], "tuple[Produced, list[LoadedInput]]"]


def partial_as_declared(step: Step, run: Run) -> Run:
    """Returns a run that ends as the asset declares when `run` did a part only.

    fail: it ends with 65 and publishes nothing; retry: the same, but as an error that is TRANSIENT; warn: what it made
    is published, and the result says what was left undone.
    """
    policy = step.asset.get("errors", {}).get("onPartial", "fail")

    def declared(load: Load) -> tuple[Produced, list[LoadedInput]]:
        read: list[LoadedInput] = []
        told: StepError = Partial()

        def remember() -> list[LoadedInput]:
            read.extend(load())
            return list(read)

        try:
            produced, inputs = run(remember)
        except StepError as error:
            if error.exit_code != EXIT_PARTIAL:
                raise
            told = error
            produced, inputs = Produced(partial=str(error)), read
        if produced.partial is None or policy == "warn":
            produced.failed_records = told.failed_records
            return produced, inputs
        kind = Transient if policy == "retry" else Partial
        raise kind(produced.partial, code=told.code, failed_records=told.failed_records)

    return declared
