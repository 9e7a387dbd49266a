"""A Hive Metastore of one test: its own server, in memory (Derby), its jars from Maven; ended with its owner.

Hadoop's clients ask the JDK what it took away with 24, so the metastore runs on the `java` of the PATH (17 to 23), and
not on the one of the tool.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.maven_jars import LIGHT, jars
from regauge_engines.owned_server import OwnedServer

PROJECT = Path(__file__).parent / "catalogs/hive/pom.xml"
STARTER = Path(__file__).parent / "catalogs/hive/Start.java"
_DATABASE = "jdbc:derby:memory:metastore;create=true"
_PACKAGE = "org.apache.hadoop.hive.metastore"


class Metastore(OwnedServer):
    """The server on 127.0.0.1; its tables lie in the folder `warehouse` unless they say where."""

    def __init__(self, folder: Path) -> None:
        super().__init__("hive", folder)

    @property
    def address(self) -> str:
        """What clients call `uri`."""
        return f"thrift://127.0.0.1:{self.port}"

    @property
    def warehouse(self) -> str:
        """Where the tables lie, as a URI."""
        return f"file://{self._folder}/warehouse"

    def start(self) -> str:
        """Starts it, empty, and returns its address when it answers; ToolsNotBuilt where no JDK is old enough."""
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "metastore.warehouse.dir": self.warehouse,
            "metastore.schema.verification": "false",
            "datanucleus.schema.autoCreateAll": "true",
            "javax.jdo.option.ConnectionURL": _DATABASE,
            # What these usually are wants the rest of Hive.
            "metastore.expression.proxy": f"{_PACKAGE}.DefaultPartitionExpressionProxy",
            "metastore.task.threads.always": f"{_PACKAGE}.events.EventCleanerTask",
        }
        words = [word for name, value in settings.items() for word in ("--hiveconf", f"{name}={value}")]
        light = [*LIGHT, "-Dderby.stream.error.file=derby.log"]
        classes = f"{jars('hive', PROJECT)}/*"
        self._serve([_old_java(), *light, "-cp", classes, str(STARTER), _DATABASE, "-p", str(self.port), *words])
        return self.address


def _old_java() -> str:
    java = shutil.which("java")
    if java is None:
        raise ToolsNotBuilt("there is no `java` on PATH for a Hive Metastore")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or not 17 <= int(version[1]) <= 23:
        raise ToolsNotBuilt(f"a Hive Metastore runs on a JDK 17 to 23, and `java` is {told.splitlines()[:1]}")
    return java
