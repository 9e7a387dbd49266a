"""Executes a page of the docs as its reader would: writes its files, runs its commands, compares what they print.

A fenced block is one of these, told by its info string:

- ``yaml title="shop/product.yaml"`` (any language): a file, written into the reader's folder;
- ``sh`` or ``sh exit=8``: commands for ``bash -eu`` in that folder, with the exit code they must end with;
- ``text`` right after commands: lines that their output must hold, in this order. ``…`` stands for anything, a
  duration such as ``1.5 s`` for any duration, and the end of a line may be left out.

Everything else is prose.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DURATION = re.compile(r"\d+\.\d+ s\b")


class PageIsWrong(AssertionError):
    """A page of the docs says something else than what happens."""


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its title (a file's path), its exit code, its text and its line in the page."""

    language: str
    title: str | None
    exit: int
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """Returns the page's fenced blocks in order."""
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', match[2])
        code = re.search(r"exit=(\d+)", match[2])
        line = text.count("\n", 0, match.start()) + 1
        yield Block(match[1], title[1] if title else None, int(code[1]) if code else 0, match[3], line)


class Reader:
    """Somebody who does what a page says, in a folder of their own, with the given commands on the PATH."""

    def __init__(self, folder: Path, commands: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}

    def follow(self, page: Path) -> int:
        """Follows the page; returns how many blocks of commands ran. Raises PageIsWrong at the first difference."""
        printed: str | None = None
        ran = 0
        for block in blocks(page):
            where = f"{page.name}:{block.line}"
            if block.title:
                target = self.folder / block.title
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
                printed = None
            elif block.language == "sh":
                printed = self._run(block, where)
                ran += 1
            elif block.language == "text" and printed is not None:
                missing = first_missing(block.text, printed)
                if missing is not None:
                    raise PageIsWrong(
                        f"{where}: the output has no line (in this order)\n  {missing}\nbut is\n{printed}"
                    )
                printed = None
        return ran

    def _run(self, block: Block, where: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.text],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != block.exit:
            raise PageIsWrong(f"{where}: ended with {done.returncode}, not {block.exit}:\n{block.text}\n{done.stdout}")
        return done.stdout


def first_missing(expected: str, printed: str) -> str | None:
    """Returns the first expected line that the output lacks in its order, or None."""
    lines = iter(printed.splitlines())
    for wanted in expected.splitlines():
        pattern = _pattern(wanted)
        if wanted.strip() and wanted.strip() != "…" and not any(pattern.match(line) for line in lines):
            return wanted
    return None


def _pattern(wanted: str) -> re.Pattern[str]:
    """Returns what a line must begin with: gaps of any width, durations of any length."""
    kept = (DURATION.split(part) for part in wanted.rstrip().split("…"))
    text = ".*".join(r"\d+\.\d+ s".join(re.escape(piece) for piece in part) for part in kept)
    return re.compile(re.sub(r"(\\ )+", r"\\s+", text))
