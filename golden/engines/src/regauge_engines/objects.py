"""Objects of Kubernetes as programs read them."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML


def documents(text: str) -> list[dict[str, Any]]:
    """Returns the documents of a YAML text; empty ones are left out."""
    return [each for each in YAML(typ="safe", pure=True).load_all(text) if each]
