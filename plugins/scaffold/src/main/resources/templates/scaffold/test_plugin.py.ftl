[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: tests/test_plugin.py. --]
"""What the plugin says of itself, and what its step does."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

SOURCES = Path(__file__).parent.parent / "src"
sys.path.insert(0, str(SOURCES))


class PluginTest(unittest.TestCase):
    """The plugin [=name]."""

    def test_it_says_who_it_is(self) -> None:
        text = (SOURCES / "[=step]_plugin" / "regauge-plugin.yaml").read_text()
        self.assertIn("name: [=name]\n", text)
[#if isCoded]

    def test_its_step_answers(self) -> None:
        from [=step]_plugin import step

[#if isQuality]
        self.assertTrue(step.check())
[#else]
        self.assertEqual([{"n": 1}], step.rows())
[/#if]
[/#if]


if __name__ == "__main__":
    unittest.main()
