"""What operators call their kinds, from their own Go modules; none of the operators is run.

External Secrets' main module is published, the modules of its providers are not, so nobody outside can build it.
CloudNativePG runs containers, which there are none of here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry

_RECIPE = "1"


@dataclass(frozen=True)
class Operator:
    """Where an operator's definitions are: a Go module, pinned in a folder `pins` beside this file."""

    pins: str
    module: str
    bases: str
    group: str
    kinds: tuple[str, ...]

    def resource_definitions(self) -> list[Path]:
        """Returns the files of the kinds that our objects are of or name; they are fetched when not in the cache."""
        cached = entry(self.pins.replace("_", "-"), content_key(_RECIPE, self._folder, *self.kinds), self._fetch)
        return [cached / name for name in self._names]

    @property
    def _folder(self) -> Path:
        return Path(__file__).parent / self.pins

    @property
    def _names(self) -> list[str]:
        return [f"{self.group}_{kind}.yaml" for kind in self.kinds]

    def _fetch(self, into: Path) -> None:
        go = shutil.which("go")
        if go is None:
            raise ToolsNotBuilt(
                "the operator's definitions are in a Go module and there is no `go` on PATH (1.25 or newer)"
            )
        variables = {**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
        command = [go, "mod", "download", "-json", self.module]
        done = subprocess.run(command, cwd=self._folder, env=variables, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ToolsNotBuilt(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        bases = Path(json.loads(done.stdout)["Dir"]) / self.bases
        for name in self._names:
            shutil.copy(bases / name, into)


EXTERNAL_SECRETS = Operator(
    pins="secrets_operator",
    module="github.com/external-secrets/external-secrets",
    bases="config/crds/bases",
    group="external-secrets.io",
    kinds=("externalsecrets", "secretstores", "clustersecretstores"),
)
CLOUDNATIVE_PG = Operator(
    pins="postgres_operator",
    module="github.com/cloudnative-pg/cloudnative-pg",
    bases="config/crd/bases",
    group="postgresql.cnpg.io",
    kinds=("clusters", "databases", "scheduledbackups"),
)
