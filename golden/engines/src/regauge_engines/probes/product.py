"""Two products of one engine made of all its probes: one as they are, one with each probe's leaf taken out.

Both lie side by side in one engine, with equal inner names, as two teams' products would.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from regauge_engines.cli import generate, regauge
from regauge_engines.probes.probe import FOLDER, Part, Probe, ProbeWrong

VARIANTS = ("probes", "counter")
ENVIRONMENT = "probing"
# A job whose ticks show that the engine's clock goes: what has not fired while it did twice does not fire.
WITNESS = "witness"
_WITNESS: Part = {
    "assets": [{"key": f"{WITNESS}/minute", "run": {"command": ["true"]}}],
    "jobs": [{"name": WITNESS, "select": [f"{WITNESS}/minute"], "triggers": [{"cron": "* * * * *"}]}],
}


def product_of(probes: Sequence[Probe], variant: str) -> Part:
    """Returns the product of the probes as they are (`probes`) or with their leaves taken out (`counter`)."""
    whole: Part = {
        "apiVersion": "regauge.dev/v1",
        "kind": "DataProduct",
        "metadata": {"name": variant, "domain": "proof"},
        "code": {"paths": ["src"]},
        "catalogs": {
            "lake": {
                "type": "jdbc", "uri": {"env": uri(variant)}, "warehouse": {"env": warehouse(variant)}, "default": True,
            },
        },
        "environments": {ENVIRONMENT: {"namespace": "probes"}},
    }  # fmt: skip
    parts = {probe.name: probe.part if variant == "probes" else probe.counter() for probe in probes}
    for name, part in parts.items():
        for block, value in part.items():
            _merge(whole, block, value, name)
    if any(job.get("triggers") for probe in probes for job in probe.part.get("jobs", [])):
        for block, value in _WITNESS.items():
            _merge(whole, block, value, WITNESS)
    return whole


def write(probes: Sequence[Probe], variant: str, folder: Path) -> Path:
    """Writes the product with all code into a folder and returns it."""
    code = folder / "src"
    shutil.copytree(FOLDER / "steps", code / "probe_steps", ignore=shutil.ignore_patterns("__pycache__"))
    for probe in probes:
        if (own := probe.folder / "src").is_dir():
            shutil.copytree(own, code, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    product = product_of(probes, variant)
    if services := product.pop("services", []):
        product["include"] = ["services/*.yaml"]
        (folder / "services").mkdir()
        for service in services:
            (folder / f"services/{service['metadata']['name']}.yaml").write_text(json.dumps(service, indent=1), "utf-8")
    (folder / "product.yaml").write_text(json.dumps(product, indent=1), "utf-8")
    return folder


def bundles(probes: Sequence[Probe], target: str, folder: Path) -> dict[str, Path]:
    """Generates both products for a target; returns variant → bundle folder."""
    return {
        variant: generate(write(probes, variant, folder / variant), folder / f"{variant}-out", target)[target]
        for variant in VARIANTS
    }


def local_homes(probes: Sequence[Probe], folder: Path) -> dict[str, Path]:
    """Returns variant → the home that `regauge run` makes of both products: it knows what no engine's bundle has."""
    homes = {}
    for variant in VARIANTS:
        product = write(probes, variant, folder / variant)
        regauge("run", str(product), "--freshness")  # runs nothing
        homes[variant] = product / ".regauge/home"
    return homes


def uri(variant: str) -> str:
    """Returns the variable that says where a variant's catalog is."""
    return f"{variant.upper()}_CATALOG_URI"


def warehouse(variant: str) -> str:
    """Returns the variable that says where a variant's tables lie."""
    return f"{variant.upper()}_WAREHOUSE"


def _merge(whole: Part, block: str, value: Any, name: str) -> None:
    if isinstance(value, list):
        whole.setdefault(block, []).extend(value)
        return
    place = whole.setdefault(block, {})
    for key, item in value.items():
        if isinstance(item, dict) and isinstance(place.get(key), dict):
            _merge(place, key, item, name)
        elif place.setdefault(key, item) != item:
            raise ProbeWrong(f"{name}: another probe says {block}.{key} otherwise; begin its name with the probe's")
