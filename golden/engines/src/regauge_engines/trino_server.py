"""A Trino of one test: the real server with the connectors `memory` and `tpch`, from Maven once; ended with its owner.

Its plugins are files of the server's own folder, so that folder is unpacked once and kept; what one server writes lies
in the folder of its test.
"""

from __future__ import annotations

import json
import tarfile
import urllib.request
import zipfile
from pathlib import Path

from regauge_engines.cache import content_key, entry
from regauge_engines.maven_jars import JAVA, LIGHT, jars
from regauge_engines.owned_server import OwnedServer

PROJECT = Path(__file__).parent / "trino/pom.xml"
USER = "regauge"
# What of the installation is not in the pom: raise it when the steps below change.
_RECIPE = "1"
_CATALOGS = {"memory": {}, "tpch": {"tpch.splits-per-node": "1"}}


class Trino(OwnedServer):
    """The server on 127.0.0.1, which lets everybody in; `memory` takes tables, `tpch` has those of the benchmark."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        super().__init__("trino", folder, port)

    @property
    def address(self) -> str:
        """Its URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Starts it, empty, and returns its URL when it takes queries; ToolsNotBuilt where Maven cannot be asked."""
        home = _installed()
        for name, settings in _CATALOGS.items():
            _write(self._folder / f"etc/catalog/{name}.properties", {"connector.name": name, **settings})
        _write(self._folder / "etc/config.properties", self._settings(home))
        settings = {"config": self._folder / "etc/config.properties", "node.environment": "test"}
        words = [f"-D{name}={value}" for name, value in settings.items()]
        light = [*LIGHT, "-Xmx768m", "-Djdk.attach.allowAttachSelf=true"]
        opened = ["--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"]
        program = [JAVA, *light, *opened, *words, "-cp", f"{home}/lib/*", "io.trino.server.TrinoServer"]
        self._serve(program, is_ready=self._answers)
        return self.address

    def _answers(self) -> bool:
        with urllib.request.urlopen(f"{self.address}/v1/info", timeout=2) as answer:
            if b'"starting":false' not in answer.read():
                return False
        # It says so before it knows itself for a worker ("nodes is empty").
        asked = urllib.request.Request(
            f"{self.address}/v1/statement", b"select count(*) from tpch.tiny.nation", {"X-Trino-User": USER}
        )
        while True:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                told = json.load(answer)
            if "nextUri" not in told:
                return "error" not in told
            asked = urllib.request.Request(told["nextUri"])

    def _settings(self, home: Path) -> dict[str, object]:
        return {
            "coordinator": "true",
            "node-scheduler.include-coordinator": "true",
            "node.id": "one",
            "http-server.http.port": self.port,
            "discovery.uri": self.address,
            "catalog.config-dir": self._folder / "etc/catalog",
            "plugin.dir": home / "plugin",
            "query.max-memory-per-node": "200MB",
        }


def _installed() -> Path:
    """Returns the folder of the server, unpacked from what Maven has."""
    packed = jars("trino", PROJECT)

    def install(folder: Path) -> None:
        (server,) = packed.glob("trino-server-core-*.tar.gz")
        with tarfile.open(server) as files:
            files.extractall(folder, filter="data")
        (home,) = folder.glob("trino-server-core-*")
        for connector in packed.glob("*.zip"):
            with zipfile.ZipFile(connector) as files:
                files.extractall(home / "plugin")

    return next(entry("trino-server", content_key(_RECIPE, PROJECT), install).glob("trino-server-core-*"))


def _write(file: Path, settings: dict[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), "utf-8")
