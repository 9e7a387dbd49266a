"""What the build publishes, as an outsider's Maven finds it: a local repository with the jars that the build has made.

`docs/write-an-adapter.md` names the command that publishes the same modules; this does without a second build of them,
and leaves the machine's own repository as it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from regauge_engines.cli import ROOT

# What `mvn -pl adapters/testkit -am deploy` publishes: the modules, and their parent, which has no jar.
MODULES = (".", "spec-model", "templates", "adapters/spi", "plugins/api", "plugins/host", "adapters/engine",
           "adapters/testkit")  # fmt: skip
_POM = "{http://maven.apache.org/POM/4.0.0}"


class NotBuilt(Exception):
    """The build has not packaged what is published."""


def local_repository(folder: Path) -> Path:
    """Returns a local repository for Maven in `folder`: the machine's own, by links, with ours as dev.regauge."""
    own = Path(os.environ.get("MAVEN_REPOSITORY") or Path.home() / ".m2/repository")
    folder.mkdir(parents=True)
    for entry in own.iterdir():
        if entry.name != "dev":
            (folder / entry.name).symlink_to(entry)
    (folder / "dev").mkdir()
    if (own / "dev").is_dir():
        for entry in (own / "dev").iterdir():
            if entry.name != "regauge":
                (folder / "dev" / entry.name).symlink_to(entry)
    for module in MODULES:
        _put(folder / "dev/regauge", ROOT / module)
    return folder


def artifact(module: Path) -> str:
    """Returns the name under which a module is published."""
    return str(ElementTree.parse(module / "pom.xml").getroot().findtext(f"{_POM}artifactId"))


def _put(group: Path, module: Path) -> None:
    pom = ElementTree.parse(module / "pom.xml").getroot()
    artifact = str(pom.findtext(f"{_POM}artifactId"))
    version = str(pom.findtext(f"{_POM}version") or pom.findtext(f"{_POM}parent/{_POM}version"))
    place = group / artifact / version
    place.mkdir(parents=True)
    shutil.copy(module / "pom.xml", place / f"{artifact}-{version}.pom")
    if pom.findtext(f"{_POM}packaging") != "pom":
        jar = module / "target" / f"{artifact}-{version}.jar"
        if not jar.is_file():
            raise NotBuilt(f"{jar} is not there: mvn -DskipTests package makes it")
        shutil.copy(jar, place / jar.name)


def maven(project: Path, repository: Path, *arguments: str) -> str:
    """Runs Maven offline in an outsider's project on such a repository; returns what it printed."""
    command = ["mvn", "-B", "-o", f"-Dmaven.repo.local={repository}", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-8000:]}{done.stderr}")
    return done.stdout
