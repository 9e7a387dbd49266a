"""Commands in a root of their own: writes what `container.py` reads, and starts it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).parent / "container.py"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Bind:
    """A file or folder of the machine that the command sees at `target`."""

    source: Path
    target: str
    is_read_only: bool = False


@dataclass(frozen=True)
class Isolated:
    """A command with its root, what is bound into it, and whom it runs as."""

    root: Path
    argv: Sequence[str]
    env: dict[str, str]
    hostname: str
    workdir: str = "/"
    uid: int = 0
    gid: int = 0
    groups: Sequence[int] = ()
    binds: Sequence[Bind] = ()
    is_throw_away: bool = True
    is_read_only: bool = False
    is_privileged: bool = False
    is_no_new_privileges: bool = False

    def command(self, folder: Path, lifeline: int | None = None) -> list[str]:
        """Writes the spec into `folder` and returns the command that runs it; `folder/pid` will hold its process id."""
        scratch = folder / "root"
        scratch.mkdir(parents=True, exist_ok=True)
        spec = {
            "root": str(self.root),
            "scratch": str(scratch),
            "isThrowAway": self.is_throw_away,
            "isReadOnly": self.is_read_only,
            "isPrivileged": self.is_privileged,
            "isNoNewPrivileges": self.is_no_new_privileges,
            "hostname": self.hostname,
            "binds": [
                {"source": str(bind.source), "target": bind.target, "isReadOnly": bind.is_read_only}
                for bind in self.binds
            ],
            "argv": list(self.argv),
            "env": self.env,
            "workdir": self.workdir,
            "uid": self.uid,
            "gid": self.gid,
            "groups": list(self.groups),
            "pidFile": str(folder / "pid"),
            "lifeline": lifeline,
        }
        file = folder / "spec.json"
        file.write_text(json.dumps(spec), encoding="utf-8")
        return [sys.executable, "-I", "-S", str(PROGRAM), str(file)]


def account(root: Path, user: str) -> tuple[int, int]:
    """Returns uid and gid for what a USER instruction says: `name`, `uid`, `name:group` or `uid:gid`."""
    name, _, group = user.partition(":")
    accounts = _records(root / "etc/passwd")
    if name.isdigit():
        uid = int(name)
        gid = next((int(record[3]) for record in accounts if record[2] == name), 0)
    else:
        record = next((record for record in accounts if record[0] == name), None)
        if record is None:
            raise LookupError(f"the image has no user '{name}'")
        uid, gid = int(record[2]), int(record[3])
    if group.isdigit():
        gid = int(group)
    elif group:
        found = next((record for record in _records(root / "etc/group") if record[0] == group), None)
        if found is None:
            raise LookupError(f"the image has no group '{group}'")
        gid = int(found[2])
    return uid, gid


def home(root: Path, uid: int) -> str:
    """Returns the home of a user as the image's accounts say; `/` for an unknown one."""
    return next((record[5] for record in _records(root / "etc/passwd") if record[2] == str(uid)), "/")


def _records(file: Path) -> list[list[str]]:
    if not file.exists():
        return []
    return [line.split(":") for line in file.read_text(encoding="utf-8").splitlines() if ":" in line]
