"""Servers that the tests use for real: PostgreSQL and an S3, each started once and ended by process id."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import bus_programs
import pytest
from bus_support import make_topics
from regauge_engines.kafka_server import Kafka
from regauge_engines.nats_server import Nats
from regauge_engines.postgres import Postgres
from regauge_engines.processes import free_port

from support import PATIENCE, Home, Json


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty product home."""
    return Home(tmp_path / "home")


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[[str], Home]:
    """Makes product homes by product name."""
    return lambda product: Home(tmp_path / product, product)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of its own; yields the URL of its `postgres` database."""
    server = Postgres()
    try:
        server.start()
        yield server.url("postgres")
    finally:
        server.stop()


@pytest.fixture
def postgres(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """A new database; its URL."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name}".encode())
        connection.execute(f"create database {name}".encode())
    return postgres_server.rsplit("/", 1)[0] + "/" + name


@pytest.fixture(params=["iceberg", "duckdb", "postgres"])
def place(home: Home, request: pytest.FixtureRequest) -> tuple[Home, Json]:
    """A home, and the words that put an asset's table on a store: each kind of store in turn."""
    if request.param == "iceberg":
        return home, {}
    config: Json = {"path": "shop.duckdb"}
    if request.param == "postgres":
        home.env = {"WH": request.getfixturevalue("postgres").replace("postgresql://", "postgresql+psycopg2://")}
        config = {"dsn": {"env": "WH"}}
    home.plan["resources"] = {"wh": {"name": "wh", "type": request.param, "config": config}}
    return home, {"store": "wh", "storeKind": "resource"}


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A moto server with the bucket `lake`; its URL."""
    port = free_port()
    process = subprocess.Popen(
        [os.environ.get("MOTO_SERVER", Path(sys.executable).parent / "moto_server"), "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _await(lambda: bool(urllib.request.urlopen(f"{url}/moto-api/", timeout=5)), "moto")
        urllib.request.urlopen(urllib.request.Request(f"{url}/lake", method="PUT"))
        yield url
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with Kafka(tmp_path_factory.mktemp("kafka")) as server:
        yield server


@pytest.fixture(scope="session")
def nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nats]:
    with Nats(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
def topic(kafka: Kafka, request: pytest.FixtureRequest) -> str:
    """A topic of three partitions, and the one of its dead letters."""
    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name) + ".v1"
    make_topics(kafka, **{name: 3, "__dlq." + name: 1})
    return name


@pytest.fixture(params=["duckdb", "postgres"])
def effects(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the tables of the programs."""
    found = str(tmp_path / "effects.duckdb") if request.param == "duckdb" else request.getfixturevalue("postgres")
    bus_programs.tables(found)
    return str(found)


def _await(is_up: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if is_up():
                return
        except Exception as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what} did not start") from error
        time.sleep(0.1)
