"""Where a bus is and who asks; standard library only.

`config` is that of a resource of type kafka or nats in the product's file, its references resolved. It is in no
message and in no `repr`.

| kafka               | meaning                                                                                   |
|---------------------|-------------------------------------------------------------------------------------------|
| `bootstrap_servers` | where the brokers are: `host:port`, several with commas                                   |
| `user`, `password`  | a principal of the brokers, by SCRAM-SHA-512                                              |
| `tls`               | `tls` or `none`; by default `tls` where there is a user                                   |
| `ca_file`           | the certificates that are trusted, in place of the system's                               |

| nats                | meaning                                                                                   |
|---------------------|-------------------------------------------------------------------------------------------|
| `url`               | where the servers are: `nats://host:port` or `tls://host:port`, several with commas       |
| `user`, `password`  | a user of an account                                                                      |
| `token`             | in place of them                                                                          |
| `ca_file`           | as above                                                                                  |
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regauge_runtime.errors import Configuration

# How long a message may take until the brokers have it (S003-08).
DELIVERY_SECONDS = 30.0


@dataclass(frozen=True)
class DataBus:
    """The brokers of Kafka, and the principal by which this process speaks to them."""

    config: Mapping[str, Any] = field(repr=False)
    name: str = "data bus"

    def __post_init__(self) -> None:
        known = {"bootstrap_servers", "user", "password", "tls", "ca_file"}
        _check(self.name, self.config, known, "bootstrap_servers")
        if self.config.get("tls") not in (None, "tls", "none"):
            raise Configuration(f"{self.name}: tls is {self.config['tls']!r}, not tls or none")

    @classmethod
    def of_environment(cls, prefix: str = "KAFKA") -> DataBus:
        """Returns the bus that `KAFKA_BOOTSTRAP_SERVERS`, `KAFKA_USER`, `KAFKA_PASSWORD`, `KAFKA_TLS` name."""
        return cls(_of_environment(prefix, ("bootstrap_servers", "user", "password", "tls", "ca_file")))

    def client(self) -> dict[str, Any]:
        """Returns what each client of librdkafka is told: nothing is made by its asking, and errors are ours to say."""
        has_user = bool(self.config.get("user"))
        is_tls = self.config.get("tls", "tls" if has_user else "none") == "tls"
        told: dict[str, Any] = {
            "bootstrap.servers": str(self.config["bootstrap_servers"]),
            "security.protocol": {True: "sasl_", False: ""}[has_user] + ("ssl" if is_tls else "plaintext"),
            "allow.auto.create.topics": False,
            "log_level": 2,
        }
        if has_user:
            told |= {
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": str(self.config["user"]),
                "sasl.password": str(self.config["password"]),
            }
        return told | ({"ssl.ca.location": str(self.config["ca_file"])} if self.config.get("ca_file") else {})

    def producer(self, seconds: float = DELIVERY_SECONDS) -> dict[str, Any]:
        """Returns a producer's settings: all replicas have a message once, or it failed within `seconds`."""
        return self.client() | {
            "acks": "all",
            "enable.idempotence": True,
            "compression.type": "zstd",
            "delivery.timeout.ms": round(seconds * 1000),
            # What is not there now is not there: it is not waited for.
            "topic.metadata.propagation.max.ms": round(min(seconds / 2, 10) * 1000),
            "linger.ms": 5,
        }

    def consumer(
        self, group: str, longest_seconds: float, session_seconds: float, member: str | None
    ) -> dict[str, Any]:
        """Returns a consumer's settings: nothing is committed but what it commits."""
        named = {} if member is None else {"group.instance.id": member}
        return (
            self.client()
            | named
            | {
                "group.id": group,
                "enable.auto.commit": False,
                "enable.auto.offset.store": False,
                "isolation.level": "read_committed",
                "auto.offset.reset": "earliest",
                "partition.assignment.strategy": "cooperative-sticky",
                "max.poll.interval.ms": round(longest_seconds * 1000),
                "session.timeout.ms": round(min(session_seconds, longest_seconds) * 1000),
            }
        )


@dataclass(frozen=True)
class ControlBus:
    """The servers of NATS, and the user by which this process speaks to them."""

    config: Mapping[str, Any] = field(repr=False)
    name: str = "control bus"

    def __post_init__(self) -> None:
        _check(self.name, self.config, {"url", "user", "password", "token", "ca_file"}, "url")
        if self.config.get("user") and self.config.get("token"):
            raise Configuration(f"{self.name} has a user and a token")

    @classmethod
    def of_environment(cls, prefix: str = "NATS") -> ControlBus:
        """Returns the bus that `NATS_URL`, `NATS_USER`, `NATS_PASSWORD` or `NATS_TOKEN` name."""
        return cls(_of_environment(prefix, ("url", "user", "password", "token", "ca_file")))

    def client(self) -> dict[str, Any]:
        """Returns what a client of NATS is told."""
        told: dict[str, Any] = {"servers": [one.strip() for one in str(self.config["url"]).split(",")]}
        told |= {name: str(self.config[name]) for name in ("user", "password", "token") if self.config.get(name)}
        if self.config.get("ca_file"):
            told["tls"] = ssl.create_default_context(cafile=str(self.config["ca_file"]))
        return told


def _check(name: str, config: Mapping[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(set(config) - known)
    if unknown:
        raise Configuration(f"{name} has the setting {unknown[0]}, which is none of {', '.join(sorted(known))}")
    if not config.get(place):
        raise Configuration(f"{name} has no {place}")
    if bool(config.get("user")) != bool(config.get("password")):
        raise Configuration(f"{name} has a {'user' if config.get('user') else 'password'} alone")


def _of_environment(prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: os.environ.get(f"{prefix}_{name.upper()}", "") for name in names}
    return {name: value for name, value in found.items() if value}
