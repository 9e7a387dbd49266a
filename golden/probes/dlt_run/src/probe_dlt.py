"""A source that has one row more each day."""

import os


def orders(step):
    """Yields so many orders as the run's parameter says; `step` comes from the plan."""
    for number in range(1, int(os.environ["REGAUGE_PARAM_DLT_RUN_N"]) + 1):
        yield {"id": number, "qty": number * step, "updated_at": f"2025-01-0{number}T00:00:00Z"}
