"""A Kafka broker of one test (KRaft, in one process), its jars taken from Maven once; ended with its owner.

Topics are never made by a client's first word: as on every cluster that this project is for, they are declared.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.maven_jars import jars, java
from regauge_engines.owned_server import OwnedServer
from regauge_engines.processes import free_port

PROJECT = Path(__file__).parent / "buses/kafka/pom.xml"
ADMIN = "admin"
_CLUSTER = "cmVnYXVnZS10ZXN0cy0wMQ"


class Kafka(OwnedServer):
    """A broker on 127.0.0.1 at `address`; without `users` it takes everybody, and everything that they ask.

    With `users` (name → password) clients come by SCRAM-SHA-512 without TLS, and may do what ACLs allow them, which
    `admin` (its password stands in `users` too, or is its name) may write.
    """

    grace = 30.0

    def __init__(self, folder: Path, *, users: Mapping[str, str] | None = None, port: int = 0) -> None:
        super().__init__("kafka", folder, port)
        self._users = None if users is None else {ADMIN: ADMIN, **users}

    @property
    def address(self) -> str:
        """What clients call `bootstrap.servers`."""
        return f"127.0.0.1:{self.port}"

    def client(self, user: str = ADMIN) -> dict[str, str | int | float | bool]:
        """Returns what a client of librdkafka or of Java needs to come in as a user."""
        settings: dict[str, str | int | float | bool] = {"bootstrap.servers": self.address}
        if self._users is not None:
            settings |= {
                "security.protocol": "SASL_PLAINTEXT",
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": user,
                "sasl.password": self._users[user],
            }
        return settings

    def start(self) -> str:
        """Formats the folder, starts the broker and returns its address when it answers; after `stop`, goes on."""
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = self._folder / "server.properties"
        if not settings.exists():
            lines = [f"{name}={value}" for name, value in self._settings().items()]
            settings.write_text("\n".join(lines) + "\n", "utf-8")
            users = [part for user in (self._users or {}).items() for part in ("--add-scram", _scram(*user))]
            format_it = ["format", "--cluster-id", _CLUSTER, "--config", str(settings), *users]
            done = subprocess.run(_java("kafka.tools.StorageTool", *format_it), capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"the broker's folder: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        self._serve(_java("kafka.Kafka", str(settings)))
        return self.address

    def _settings(self) -> dict[str, str | int]:
        controller, inner = free_port(), free_port()
        is_closed = self._users is not None
        settings: dict[str, str | int] = {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "controller.listener.names": "CONTROLLER",
            "listeners": f"CLIENT://127.0.0.1:{self.port},INNER://127.0.0.1:{inner},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"CLIENT://127.0.0.1:{self.port},INNER://127.0.0.1:{inner}",
            "listener.security.protocol.map": (
                f"CLIENT:{'SASL_PLAINTEXT' if is_closed else 'PLAINTEXT'},INNER:PLAINTEXT,CONTROLLER:PLAINTEXT"
            ),
            "inter.broker.listener.name": "INNER",
            "log.dirs": str(self._folder / "data"),
            "auto.create.topics.enable": "false",
            # One broker is all there is, and a test does not wait for members that may still come.
            "offsets.topic.replication.factor": 1,
            "offsets.topic.num.partitions": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
            "transaction.state.log.num.partitions": 1,
            "share.coordinator.state.topic.replication.factor": 1,
            "share.coordinator.state.topic.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0,
        }
        if is_closed:
            login = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            settings |= {
                "sasl.enabled.mechanisms": "SCRAM-SHA-512",
                "listener.name.client.scram-sha-512.sasl.jaas.config": login,
                "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                # Nobody comes to the two inner doors but the broker itself.
                "super.users": f"User:{ADMIN};User:ANONYMOUS",
            }
        return settings


def _java(program: str, *words: str) -> list[str]:
    return java(jars("kafka", PROJECT), program, *words)


def _scram(name: str, password: str) -> str:
    return f"SCRAM-SHA-512=[name={name},password={password}]"
