"""Golden products for an older line of an engine: the same product file, with `version` at the target."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from regauge_engines.cli import ROOT, regauge


def golden_products(engine: str) -> list[str]:
    """Returns the golden cases that have an approved bundle for an engine."""
    return sorted(folder.parents[1].name for folder in ROOT.glob(f"golden/cases/*/expected/{engine}"))


def bundle_of_line(case: str, engine: str, line: str, folder: Path) -> Path:
    """Generates a golden case into `folder` as it would be for a line of the engine ("3.2"); returns the bundle."""
    product = folder / case
    shutil.copytree(ROOT / "golden/cases" / case, product, ignore=shutil.ignore_patterns("expected"))
    file = product / "product.yaml"
    file.write_text(for_line(file.read_text("utf-8"), engine, line), "utf-8")
    regauge("generate", str(file), "--target", engine, "-o", str(folder / "out"))
    return folder / "out" / engine


def for_line(product: str, engine: str, line: str) -> str:
    """Returns a product's text with the line at its target for the engine, which is added when there is none."""
    text, found = re.subn(rf"\badapter: {engine}\b", f'adapter: {engine}, version: "{line}"', product)
    if found:
        return text
    if re.search(r"^targets:", product, re.MULTILINE):
        raise ValueError(f"the product has targets, but none for {engine}")
    return f'{product}\ntargets: [{{adapter: {engine}, version: "{line}"}}]\n'
