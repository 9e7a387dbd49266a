"""How long the other side may make a step wait, whatever it says."""

from __future__ import annotations

import json

import pytest

from regauge_runtime.errors import Transient, failure_of, retry_after_seconds
from regauge_runtime.result import failed_result

DAY = 86_400.0


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("1e300", DAY),
        ("9" * 400, None),
        ("inf", None),
        ("-inf", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:00:00 -0000", None),
    ],
)
def test_a_header_is_a_wait_of_at_most_a_day(said: str, seconds: float | None) -> None:
    assert retry_after_seconds(said) == seconds


@pytest.mark.parametrize(
    ("own", "waited"), [(float("inf"), 60.0), (float("nan"), 60.0), (10**400, DAY), (-1, 60.0), (90, 90.0)]
)
def test_a_failures_own_wait_is_bounded_and_can_be_told(own: float, waited: float) -> None:
    policy = {"waitSeconds": [60.0], "categories": ["TRANSIENT"]}
    result = failed_result({"attempt": 1}, failure_of(Transient("busy", retry_after=own)), policy)
    assert result["retry"] == {"again": True, "waitSeconds": waited}
    json.dumps(result, allow_nan=False)
