"""`regauge schedule preview` against the oracle's clock on the wall."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from wall import Wall, selected, text

from regauge_engines.cli import ROOT

PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {{name: clocks}}
defaults: {{timezone: {zone}}}
partitions:
  day: {{daily: {{start: "2010-01-01", offset: PT2H}}}}
assets:
  - {{key: meter, partitions: day, run: {{sql: "select 1 as n"}}, cron: "{cron}"}}
"""


@pytest.mark.parametrize(
    ("zone", "cron", "change"),
    [
        ("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T15:30:00Z"),
        ("Pacific/Apia", "30 2 * * *", "2011-12-30T10:00:00Z"),
        ("Europe/Dublin", "30 1 * * 0", "2026-10-25T01:00:00Z"),
    ],
)
def test_the_preview_is_what_the_wall_says(zone: str, cron: str, change: str, tmp_path: Path) -> None:
    (tmp_path / "product.yaml").write_text(PRODUCT.format(zone=zone, cron=cron), encoding="utf-8")
    middle = datetime.fromisoformat(change)
    start, until = middle - timedelta(days=8), middle + timedelta(days=8)
    wall = Wall.watched(zone, start - timedelta(days=10), until + timedelta(days=2))
    begins = wall.begins("day", timedelta(hours=2))
    expected = [(text(tick), [selected(begins, tick)]) for tick in wall.ticks(cron) if start <= tick < until]
    regauge = shlex.split(os.environ.get("REGAUGE_CLI") or str(ROOT / "regauge"))
    command = [*regauge, "schedule", "preview", "meter", "-n", "100", "--from", text(start), "--until", text(until)]
    done = subprocess.run([*command, "--json"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(done.stdout)["ticks"]
    assert [(row["at"], row["partitions"]) for row in rows if row["isTick"]] == expected
    assert expected
    assert any(row["differs"] for row in rows), "an engine alone differs at each of these changes"
