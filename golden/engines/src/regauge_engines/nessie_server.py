"""A Nessie of one test, its jar taken from Maven once: everything in memory, ended with its owner."""

from __future__ import annotations

from pathlib import Path

from regauge_engines.maven_jars import JAVA, LIGHT, jars
from regauge_engines.objectstore import ObjectStore
from regauge_engines.owned_server import OwnedServer
from regauge_engines.processes import free_port

PROJECT = Path(__file__).parent / "catalogs/nessie/pom.xml"
WAREHOUSE = "lake"


class Nessie(OwnedServer):
    """The server on 127.0.0.1, whose one warehouse `lake` lies in a bucket of `store`; it lets everybody in."""

    def __init__(self, folder: Path, store: ObjectStore, *, port: int = 0) -> None:
        super().__init__("nessie", folder, port)
        self._store = store

    @property
    def address(self) -> str:
        """Where it speaks Iceberg's REST protocol: what clients call `uri`."""
        return f"http://127.0.0.1:{self.port}/iceberg"

    def start(self) -> str:
        """Starts it, empty, and returns its address when it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (jar,) = jars("nessie", PROJECT).glob("*.jar")
        settings = [f"-D{name}={value}" for name, value in self._settings().items()]
        self._serve([JAVA, *LIGHT, *settings, "-jar", str(jar)])
        return self.address

    def _settings(self) -> dict[str, str | int]:
        objects = "nessie.catalog.service.s3.default-options"
        return {
            "quarkus.http.host": "127.0.0.1",
            "quarkus.http.port": self.port,
            "quarkus.management.host": "127.0.0.1",
            "quarkus.management.port": free_port(),
            "quarkus.otel.sdk.disabled": "true",
            "nessie.version.store.type": "IN_MEMORY",
            "nessie.catalog.default-warehouse": WAREHOUSE,
            f"nessie.catalog.warehouses.{WAREHOUSE}.location": self._store.bucket(WAREHOUSE),
            f"{objects}.endpoint": self._store.endpoint,
            f"{objects}.region": "us-east-1",
            f"{objects}.path-style-access": "true",
            # Clients have keys of their own.
            f"{objects}.request-signing-enabled": "false",
            f"{objects}.access-key": "urn:nessie-secret:quarkus:objects",
            "objects.name": "test",
            "objects.secret": "test",
        }
