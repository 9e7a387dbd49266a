"""Adapters of outsiders (`examples/adapter-*`): built with Maven from the published jars, and used as plugins."""

from __future__ import annotations

import shutil
from pathlib import Path

from regauge_engines.cli import ROOT, regauge
from regauge_engines.published import local_repository, maven


def built_adapter(name: str, folder: Path) -> Path:
    """Builds an adapter's project, its tests included, as somebody outside would; returns the jar."""
    return _made(name, folder, "verify")


def packaged_adapter(name: str, folder: Path) -> Path:
    """Returns the jar alone, for a test beside the one of the adapter's own tests."""
    return _made(name, folder, "-DskipTests", "package")


def _made(name: str, folder: Path, *goals: str) -> Path:
    project = folder / f"adapter-{name}"
    shutil.copytree(ROOT / "examples" / f"adapter-{name}", project, ignore=shutil.ignore_patterns("target"))
    maven(project, local_repository(folder / "repository"), "-q", *goals)
    return next((project / "target").glob(f"regauge-adapter-{name}-*.jar"))


def generated(name: str, product: Path, jar: Path, folder: Path) -> Path:
    """Generates a product's bundle with the jar as a plugin, in a process of its own; returns it."""
    copy = folder / "product"
    shutil.copytree(product, copy, ignore=shutil.ignore_patterns("expected", ".regauge"))
    (copy / "regauge.yaml").write_text("plugins: {from: [plugins], limits: {seconds: 120}}\n", "utf-8")
    (copy / "plugins").mkdir()
    shutil.copy(jar, copy / "plugins")
    regauge("generate", str(copy), "--to", name, "-o", str(folder / "out"))
    return folder / "out" / name
