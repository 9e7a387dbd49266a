"""Debian packages without installing them: downloaded with the machine's own sources, unpacked into folders of ours."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

_SOURCES = Path("/etc/apt")


class PackagesUnavailable(Exception):
    """apt could not find or fetch packages; the message holds what it printed."""


def codename() -> str:
    """Returns the release of this machine, such as `bookworm`."""
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.partition("=")[2].strip('"')
    raise PackagesUnavailable("this machine is no Debian: /etc/os-release names no release")


def download(packages: list[str], folder: Path, with_dependencies: bool) -> list[Path]:
    """Downloads packages as files into `folder` and returns them, the packages' dependencies among them when asked for.

    Dependencies are counted from nothing, not from what this machine has installed. apt's own state is not touched.
    """
    with tempfile.TemporaryDirectory(prefix="regauge-apt-") as scratch:
        apt = _Apt(Path(scratch))
        apt.run("update")
        if with_dependencies:
            apt.run("--no-install-recommends", "--download-only", "--yes", "install", *packages)
        else:
            apt.run("--yes", "download", *packages, cwd=apt.archives)
        folder.mkdir(parents=True, exist_ok=True)
        return [file.replace(folder / file.name) for file in sorted(apt.archives.glob("*.deb"))]


def unpack(package: Path, folder: Path) -> None:
    """Unpacks a package's files over `folder`; links to folders in it (`/bin` to `usr/bin`) stay links."""
    files = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE)
    try:
        subprocess.run(["tar", "-x", "-C", str(folder), "--keep-directory-symlink"], stdin=files.stdout, check=True)
    finally:
        if files.stdout is not None:
            files.stdout.close()
    if files.wait() != 0:
        raise PackagesUnavailable(f"{package.name} is damaged")


class _Apt:
    """apt-get with lists, archives and an empty installed set in a folder of its own."""

    def __init__(self, scratch: Path) -> None:
        self.archives = scratch / "archives"
        for part in ("lists/partial", "archives/partial"):
            (scratch / part).mkdir(parents=True)
        (scratch / "status").touch()
        (scratch / "own.list").write_text("".join(f"{line}\n" for line in _debian_sources()))
        settings = {
            "Dir::Etc::sourcelist": scratch / "own.list",
            "Dir::Etc::sourceparts": "-",
            "Dir::State::lists": scratch / "lists",
            "Dir::State::status": scratch / "status",
            "Dir::Cache::archives": self.archives,
            "Dir::Cache::pkgcache": "",
            "Dir::Cache::srcpkgcache": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "APT::Keep-Downloaded-Packages": "true",
            "APT::Sandbox::User": "root",
        }
        self._flags = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]

    def run(self, *arguments: str, cwd: Path | None = None) -> None:
        """Runs apt-get to its end."""
        variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
        done = subprocess.run(
            ["apt-get", "-q", *self._flags, *arguments], cwd=cwd, env=variables, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise PackagesUnavailable(f"apt-get {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def _debian_sources() -> Iterator[str]:
    """Yields the machine's sources of its own release as one-line entries; other vendors' may be broken or slow."""
    release = codename()
    suites = {release, f"{release}-updates", f"{release}-security"}
    files = [_SOURCES / "sources.list", *sorted((_SOURCES / "sources.list.d").glob("*"))]
    for file in filter(Path.is_file, files):
        text = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".sources":
            yield from _from_stanzas(text, suites)
        else:
            for line in text.splitlines():
                words = line.split("]")[-1].split()
                if line.startswith("deb ") and suites & set(words[:3]):
                    yield line


def _from_stanzas(text: str, suites: set[str]) -> Iterator[str]:
    for stanza in text.split("\n\n"):
        lines = [line for line in stanza.splitlines() if not line.startswith("#")]
        fields = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if "deb" not in fields.get("Types", "").split():
            continue
        key = f"[signed-by={fields['Signed-By']}] " if fields.get("Signed-By", "").startswith("/") else ""
        for uri in fields.get("URIs", "").split():
            for suite in fields.get("Suites", "").split():
                if suite in suites:
                    yield f"deb {key}{uri} {suite} {fields.get('Components', 'main')}"
