[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: src/<package>/step.py. --]
"""What the plugin's step does."""

from __future__ import annotations

[#if isQuality]

def check() -> bool:
    """Returns whether the data are fine."""
    return True
[#else]

def rows() -> list[dict[str, int]]:
    """Returns the rows that the asset gets."""
    return [{"n": 1}]
[/#if]
