"""A pod of a CronJob knows its tick by the name of its Job; the rest is shown on a cluster (test_charts.py)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regauge_runtime.cron_job import tick_of


@pytest.mark.parametrize(
    ("run", "tick"),
    [
        ("shop-daily-29600640", datetime(2026, 4, 13, 0, 0, tzinfo=UTC)),
        ("shop-daily--2-29600640", None),
        ("shop-daily-1", None),
        ("shop-daily-2026", None),
        ("mine", None),
        ("shop-dailyx29600640", None),
    ],
)
def test_only_the_controllers_names_have_a_tick(run: str, tick: datetime | None) -> None:
    assert tick_of("shop-daily", run) == tick


def test_a_single_run_has_none() -> None:
    assert tick_of(None, "shop-daily-29600640") is None
