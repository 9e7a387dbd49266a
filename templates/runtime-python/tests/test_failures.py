"""Categories, exit codes and the retry decision (semantics 16, 18)."""

from __future__ import annotations

import errno
import urllib.error
from email.message import Message
from pathlib import Path

import duckdb
import pytest

from regauge_runtime.errors import (
    Blocked,
    CheckFailed,
    Configuration,
    Partial,
    Permanent,
    Resource,
    Transient,
    Validation,
    failure_of,
    failure_of_exit,
)
from regauge_runtime.result import failed_result, result_in, retry_decision, write_outputs
from support import retry


class Own(Exception):
    regauge_category = "RESOURCE"


def http(status: int, **headers: str) -> urllib.error.HTTPError:
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return urllib.error.HTTPError("http://x", status, "no", message, None)


@pytest.mark.parametrize(
    ("error", "category", "code"),
    [
        (Transient("x"), "TRANSIENT", 75),
        (Resource("x"), "RESOURCE", 71),
        (Validation("x"), "VALIDATION", 72),
        (Permanent("x"), "PERMANENT", 70),
        (Partial("x"), "PERMANENT", 65),
        (Configuration("x"), "PERMANENT", 78),
        (Blocked("x"), "PERMANENT", 20),
        (CheckFailed("x"), "VALIDATION", 21),
        (Own("x"), "RESOURCE", 71),
        (ValueError("x"), "TRANSIENT", 75),
        (ConnectionError("x"), "TRANSIENT", 75),
        (MemoryError(), "RESOURCE", 71),
        (OSError(errno.ENOSPC, "full"), "RESOURCE", 71),
        (ImportError("x"), "PERMANENT", 70),
        (NotImplementedError("x"), "PERMANENT", 70),
        (http(503), "TRANSIENT", 75),
        (http(429), "TRANSIENT", 75),
        (http(404), "PERMANENT", 70),
        (duckdb.ParserException("x"), "PERMANENT", 70),
        (duckdb.ConversionException("x"), "VALIDATION", 72),
        (duckdb.IOException("x"), "TRANSIENT", 75),
    ],
)
def test_categories(error: BaseException, category: str, code: int) -> None:
    failure = failure_of(error)
    assert (failure.category, failure.exit_code) == (category, code)


@pytest.mark.parametrize(
    ("exit_code", "category", "code"),
    [(65, "PERMANENT", 65), (70, "PERMANENT", 70), (71, "RESOURCE", 71), (72, "VALIDATION", 72), (75, "TRANSIENT", 75),
     (78, "PERMANENT", 78), (1, "TRANSIENT", 75), (20, "TRANSIENT", 75), (-9, "TRANSIENT", 75)],
)  # fmt: skip
def test_exit_codes_of_commands(exit_code: int, category: str, code: int) -> None:
    failure = failure_of_exit(exit_code, "it")
    assert (failure.category, failure.exit_code) == (category, code)


def test_a_retry_takes_the_planned_wait() -> None:
    policy = retry(1.0, 2.5)
    failure = failure_of(Transient("x"))
    assert retry_decision(policy, 1, failure) == {"again": True, "waitSeconds": 1.0}
    assert retry_decision(policy, 2, failure) == {"again": True, "waitSeconds": 2.5}
    assert retry_decision(policy, 3, failure) == {"again": False, "waitSeconds": 0.0}


def test_only_listed_categories_are_tried_again() -> None:
    assert not retry_decision(retry(1.0), 1, failure_of(Validation("x")))["again"]
    assert retry_decision(retry(1.0, categories=["VALIDATION"]), 1, failure_of(Validation("x")))["again"]
    assert not retry_decision(retry(1.0, categories=["PERMANENT"]), 1, failure_of(Blocked("x")))["again"]


def test_retry_after_is_uncapped_and_can_be_ignored() -> None:
    slow = failure_of(Transient("x", retry_after=7200))
    assert retry_decision(retry(1.0), 1, slow)["waitSeconds"] == 7200
    assert retry_decision(retry(1.0, honorRetryAfter=False), 1, slow)["waitSeconds"] == 1.0
    assert retry_decision(retry(9.0), 1, failure_of(Transient("x", retry_after=2)))["waitSeconds"] == 9.0
    assert failure_of(http(429, Retry_After="30")).retry_after == 30.0
    assert failure_of(http(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")).retry_after == 0.0


def test_full_jitter_is_uniform_in_the_wait() -> None:
    waits = [
        retry_decision(retry(10.0, jitter="full"), 1, failure_of(Transient("x")))["waitSeconds"] for _ in range(400)
    ]
    assert 0 <= min(waits) < 1 and 9 < max(waits) <= 10 and 4 < sum(waits) / len(waits) < 6


def test_outputs_and_the_last_line(tmp_path: Path) -> None:
    result = failed_result(
        {"runKey": "k", "asset": "a", "partition": None, "attempt": 1}, failure_of(Blocked("up")), retry(1.0)
    )
    write_outputs(tmp_path / "out", result)
    assert (tmp_path / "out" / "status").read_text() == "blocked"
    assert (tmp_path / "out" / "checks.json").read_text() == "[]"
    assert result_in('log\nREGAUGE_RESULT={"a":1}\n') == {"a": 1}
    assert result_in("log\n") is None
