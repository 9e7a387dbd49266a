"""A generated bundle's folder: what the ones of all engines have."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Bundle:
    """A bundle's folder, as generated."""

    folder: Path

    @property
    def plan(self) -> dict[str, Any]:
        """The bundle's plan."""
        return dict(json.loads((self.folder / "plan.json").read_text("utf-8")))


@dataclass(frozen=True)
class HomeBundle(Bundle):
    """A bundle whose folder is also its product home; `make-env.sh` has been run there by `prepared`."""

    @classmethod
    def prepared(cls, folder: Path) -> Self:
        """Makes the environments of the steps."""
        subprocess.run(["sh", str(folder / "make-env.sh"), str(folder)], check=True, stdout=subprocess.DEVNULL)
        return cls(folder)
