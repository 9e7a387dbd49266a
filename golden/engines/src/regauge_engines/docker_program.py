"""A program `docker` for tests, where no engine of containers can be had: it keeps what Compose is asked for.

It answers as Docker's command line does, for those of its commands that `regauge services` uses, of containers that are
files of a folder; it runs none.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = """#!{python}
import json, pathlib, sys

here = pathlib.Path({folder!r})
words = sys.argv[1:]
with (here / "asked").open("a") as file:
    file.write(" ".join(words) + "\\n")

def containers():
    return sorted((here / "containers").glob("*.json"))

if words[:2] == ["container", "ls"]:
    label = words[-1].removeprefix("label=")
    for file in containers():
        name, _, value = label.partition("=")
        if json.loads(file.read_text())["Config"]["Labels"].get(name) == value:
            print(file.stem)
elif words[:2] == ["container", "inspect"]:
    print(json.dumps([json.loads((here / "containers" / f"{{one}}.json").read_text()) for one in words[2:]]))
elif words[:2] == ["container", "stop"]:
    for one in words[2:]:
        file = here / "containers" / f"{{one}}.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {{"State": {{"Status": "exited"}}}}))
elif words[:1] == ["compose"] and "up" in words:
    if (here / "fails").exists():
        sys.exit(1)
    for name in words[words.index("--wait") + 1:]:
        labels = {{"com.docker.compose.project.config_files": words[2], "com.docker.compose.service": name}}
        one = {{"Id": f"id-{{name}}", "Name": f"/shop-{{name}}-1", "State": {{"Status": "running"}}}}
        (here / "containers" / f"id-{{name}}.json").write_text(json.dumps(one | {{"Config": {{"Labels": labels}}}}))
"""


class DockerProgram:
    """The program in a folder that goes in front of a PATH, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "containers").mkdir(parents=True)
        (folder / "docker").write_text(_PROGRAM.format(python=sys.executable, folder=str(folder)), "utf-8")
        (folder / "docker").chmod(0o755)

    def fail(self) -> None:
        """Lets Compose fail from now on."""
        (self.folder / "fails").touch()

    def asked(self) -> list[str]:
        """Returns what was asked of it that changes something."""
        file = self.folder / "asked"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return [line for line in lines if " up " in line or line.startswith("container stop")]
