"""A Nessie of one test, its jar taken from Maven once: everything in memory, ended with its owner."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from regauge_engines.maven_jars import jars
from regauge_engines.objectstore import ObjectStore
from regauge_engines.processes import Server, free_port, is_listening

PROJECT = Path(__file__).parent / "catalogs/nessie/pom.xml"
WAREHOUSE = "lake"


class Nessie:
    """The server on 127.0.0.1, whose one warehouse `lake` lies in a bucket of `store`; it lets everybody in."""

    def __init__(self, folder: Path, store: ObjectStore, *, port: int = 0) -> None:
        self._folder = folder
        self._store = store
        self.port = port or free_port()
        self._server: Server | None = None

    @property
    def address(self) -> str:
        """Where it speaks Iceberg's REST protocol: what clients call `uri`."""
        return f"http://127.0.0.1:{self.port}/iceberg"

    def start(self) -> str:
        """Starts it, empty, and returns its address when it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (jar,) = jars("nessie", PROJECT).glob("*.jar")
        settings = [f"-D{name}={value}" for name, value in self._settings().items()]
        light = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"]
        program = [os.environ.get("REGAUGE_JAVA", "java"), *light, *settings, "-jar", str(jar)]
        self._server = Server("nessie", program, self._folder / "nessie.log")
        self._server.start(folder=self._folder)
        self._server.wait_until_ready(lambda: is_listening(self.port))
        return self.address

    def stop(self) -> None:
        """Ends it; what it knew is gone."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

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
