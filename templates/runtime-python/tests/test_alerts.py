"""Alerts of freshness: whoever listens is told once, also when that fails at first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_freshness import seen, watched
from test_triggers import make

from support import Home, Json

CODE = """
import json, os
from pathlib import Path
def told(event):
    if Path('broken').exists():
        raise ConnectionError('nobody there')
    event['named'] = os.environ['REGAUGE_ALERT']
    with open('told.txt', 'a') as file:
        file.write(json.dumps(event) + '\\n')
"""


def alert(home: Home, *, events: tuple[str, ...] = ("freshness.failed",), assets: tuple[str, ...] = ("a/b",)) -> None:
    home.code("alerts_code", CODE)
    action = {"kind": "python", "entrypoint": "alerts_code:told"}
    home.plan["alerts"] = {
        "oncall": {
            "name": "oncall",
            "events": list(events),
            "assets": list(assets),
            "owner": "team:a",
            "action": action,
        }
    }
    home.save()


def told(home: Home) -> list[Json]:
    file = home.path / "code" / "told.txt"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_it_is_told_of_the_breach_and_of_the_recovery_once_each(home: Home) -> None:
    watched(home)
    alert(home)
    make(home, "daily", "2024-03-02")
    seen(home, hours=27)
    assert told(home) == [], "nobody is told of a warning"
    seen(home, hours=31)
    seen(home, hours=32)
    (breach,) = told(home)
    expected = {
        "version": "1.0", "event_type": "freshness.failed", "product": "shop", "owner": "team:a", "asset_key": "a/b",
        "partition_key": "2024-03-02", "status": "failed", "named": "oncall",
    }  # fmt: skip
    assert {name: breach[name] for name in expected} == expected
    assert breach["metrics"]["limit_seconds"] == 30 * 3600 and breach["metrics"]["age_seconds"] >= 31 * 3600 - 60
    make(home, "daily", "2024-03-03")
    seen(home)
    seen(home)
    assert [event["event_type"] for event in told(home)] == ["freshness.failed", "freshness.recovered"]


def test_who_could_not_be_told_is_told_by_the_next_look(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    watched(home, partitioned=False)
    alert(home)
    make(home, "daily")
    broken: Path = home.path / "code" / "broken"
    broken.touch()
    seen(home, hours=31)
    assert told(home) == [] and "alert oncall at freshness.failed: " in capfd.readouterr().err
    broken.unlink()
    seen(home, hours=31)
    seen(home, hours=31)
    assert [event["event_type"] for event in told(home)] == ["freshness.failed"]


def test_others_are_not_told(home: Home) -> None:
    watched(home, partitioned=False)
    alert(home, events=("run.failed",))
    make(home, "daily")
    seen(home, hours=31)
    alert(home, assets=("c/d",))
    seen(home, hours=31)
    assert told(home) == []
