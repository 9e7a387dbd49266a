"""The product's command line, as the tests call it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]


def command() -> list[str]:
    """Returns the words that start the command line: those of REGAUGE_CLI, else the launcher in the checkout's root."""
    built = os.environ.get("REGAUGE_CLI")
    return shlex.split(built) if built else [str(ROOT / "regauge")]


def regauge(*arguments: str, expect: int | tuple[int, ...] = 0) -> str:
    """Runs the command line and returns its data; another exit code than `expect` raises with its words."""
    codes = (expect,) if isinstance(expect, int) else expect
    done = subprocess.run([*command(), *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        said = f"{done.stdout[-3000:]}{done.stderr[-5000:]}"
        raise AssertionError(f"regauge {shlex.join(arguments)} ended with {done.returncode}, not {codes}:\n{said}")
    return done.stdout


def generate(product: Path, out: Path, *targets: str) -> dict[str, Path]:
    """Generates the bundles of a product; returns target → bundle folder."""
    regauge("generate", str(product), *(word for target in targets for word in ("--to", target)), "-o", str(out))
    return {
        folder.name: folder for folder in sorted(out.iterdir()) if folder.is_dir() and not folder.name.startswith(".")
    }


def differences(plan: Path, *traces: Path) -> list[dict[str, Any]]:
    """Returns what `regauge compare` finds: subject, aspect and both values; empty when the traces are equal."""
    return list(json.loads(regauge("compare", "--json", "--plan", str(plan), *map(str, traces), expect=(0, 3))))
