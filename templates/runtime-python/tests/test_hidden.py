"""Secrets that a step was handed, in the texts of what it tells others."""

from __future__ import annotations

import json

import pytest

from regauge_runtime.values import Values

REFERENCE = {"secretRef": {"name": "door", "key": "code", "source": "kubernetes"}}


@pytest.mark.parametrize("secret", ['say "friend"', "back\\slash", "zażółć", "two\nlines"])
def test_a_secret_that_json_writes_in_another_way_is_hidden(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("REGAUGE_SECRET_DOOR_CODE", secret)
    values = Values({}, None)
    assert values.resolve(REFERENCE, "here") == secret
    told = values.hidden_in({"a": [f"the code is {secret}!", {secret: 1}], "b": None})
    assert told == {"a": ["the code is ***!", {"***": 1}], "b": None}
    assert json.dumps(secret)[1:-1] not in json.dumps(told)


def test_numbers_are_no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGAUGE_SECRET_DOOR_CODE", "2024")
    values = Values({}, None)
    values.resolve(REFERENCE, "here")
    assert values.hidden_in({"rows": 120249, "at": "2024-01-01", "is": True}) == {
        "rows": 120249,
        "at": "***-01-01",
        "is": True,
    }
