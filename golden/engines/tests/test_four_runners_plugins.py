"""The examples of plugins, on Dagster, Airflow, Argo and the local runner: each does its part on all four.

A source, a check and a hook come as wheels, an asset, a model and a service as folders (examples/plugins).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cache import uv
from regauge_engines.cli import ROOT, generate, regauge
from regauge_engines.loopback import EventServer
from regauge_engines.sides import each_side
from regauge_engines.source_server import SourceServer

EXAMPLES = ROOT / "examples/plugins"
WHEELS = ("acme-bell", "acme-rest", "acme-rules")
RUNNERS = ("local", "dagster", "airflow", "argo")
DAY = "2026-03-07"
ROWS: list[dict[str, Any]] = [
    {"id": 1, "day": "2026-03-06", "revenue": 100, "cost": 80},
    {"id": 2, "day": "2026-03-07", "revenue": 200, "cost": 150},
    {"id": 3, "day": "2026-03-07", "revenue": 50, "cost": 60},
]


@pytest.mark.parametrize("plugin", WHEELS)
def test_its_own_tests_pass(plugin: str) -> None:
    command = [sys.executable, "-B", "-m", "unittest", "discover", "-s", "tests"]
    subprocess.run(command, cwd=EXAMPLES / plugin, check=True)


@pytest.fixture(scope="module")
def bell() -> Iterator[EventServer]:
    with EventServer(0) as server:
        yield server


@pytest.fixture(scope="module")
def shop(bell: EventServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The product beside its plugins, which read and ring here."""
    folder = tmp_path_factory.mktemp("plugins")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "wheels"))
    with SourceServer(ROWS) as source:
        replace(folder / "shop/product.yaml", "http://127.0.0.1:8080", source.url)
        replace(folder / "acme-bell/src/acme_bell/handler.py", "http://127.0.0.1:8081", bell.url)
        add_what_fails(folder / "shop/product.yaml", source.url, bell.url)
        for plugin in WHEELS:
            build = [str(uv()), "build", "--quiet", "--wheel", "--out-dir", str(folder / "wheels")]
            subprocess.run([*build, str(folder / plugin)], check=True)
        yield folder / "shop"


def add_what_fails(product: Path, source: str, bell: str) -> None:
    """Adds a job whose source asks for what is not there, and a hook that tells of it."""
    text = product.read_text("utf-8")
    config = f'{{base_url: "{source}", endpoint: /gone}}'
    gone = f"  - {{key: shop/gone, run: {{connector: {{type: rest_api_advanced, config: {config}}}}}}}\n"
    text = text.replace("jobs:\n", f"{gone}jobs:\n  - {{name: broken, select: [shop/gone]}}\n")
    text += f'hooks: [{{name: failed, events: [asset.failed], action: {{webhook: {{url: "{bell}/failed"}}}}}}]\n'
    product.write_text(text, "utf-8")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old} is not in {file}"
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def told(
    shop: Path, bell: EventServer, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, list[dict[str, Any]]]]:
    """What each runner left: its trace, and what rang meanwhile."""
    bundles = generate(shop, tmp_path_factory.mktemp("bundles"))
    left = {}
    for side in each_side(bundles, tmp_path_factory.mktemp("sides")):
        first = len(bell.told)
        side.run("daily", [""])
        side.run("calendar", [DAY])
        side.run("broken", [""])
        left[side.name] = (side.trace(), bell.told[first:])
    return left


def rows(trace: Path, table: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in trace.read_text("utf-8").splitlines()]
    (told,) = [event for event in found if event["kind"] == "table" and event["table"] == table]
    return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_source_reads_all_pages(runner: str, told: dict[str, tuple[Path, list[dict[str, Any]]]]) -> None:
    assert sorted(row["id"] for row in rows(told[runner][0], "shop.orders")) == [1, 2, 3]


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_check_counts_the_rule_that_is_broken(
    runner: str, told: dict[str, tuple[Path, list[dict[str, Any]]]]
) -> None:
    found = [json.loads(line) for line in told[runner][0].read_text("utf-8").splitlines()]
    checks = [(event["check"], event["status"]) for event in found if event["kind"] == "check"]
    assert checks == [("revenue_exceeds_cost", "warned")]


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_hook_rings_once(runner: str, told: dict[str, tuple[Path, list[dict[str, Any]]]]) -> None:
    rung = [(event["asset_key"], event["check_name"]) for event in told[runner][1] if "check_name" in event]
    assert rung == [("shop/orders", "revenue_exceeds_cost")]


@pytest.mark.parametrize("runner", RUNNERS)
def test_what_fails_in_a_plugin_is_told_as_its_own(
    runner: str, told: dict[str, tuple[Path, list[dict[str, Any]]]]
) -> None:
    """The source answers 404, which the plugin's class raises as HTTPError; no engine tries that again."""
    (failed,) = [event for event in told[runner][1] if event.get("event_type") == "asset.failed"]
    error = failed["error"]
    assert (failed["asset_key"], error["category"], error["code"]) == ("shop/gone", "PERMANENT", "SOURCE_NOT_FOUND")
    assert error["message"].startswith("plugin acme-rest 1.0.0: connector rest_api_advanced: ")


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_model_and_the_calendar_are_made(runner: str, told: dict[str, tuple[Path, list[dict[str, Any]]]]) -> None:
    made = rows(told[runner][0], "semantic.revenue_daily")
    assert sorted((str(row["day"]), int(row["revenue"])) for row in made) == [("2026-03-06", 100), ("2026-03-07", 250)]
    assert [(str(row["day"]), row["is_weekend"]) for row in rows(told[runner][0], "calendar.days")] == [(DAY, True)]


def test_the_service_is_one_of_the_platforms(shop: Path) -> None:
    assert "acme-store" in regauge("services", "list", str(shop))
