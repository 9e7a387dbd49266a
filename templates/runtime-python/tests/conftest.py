"""Servers that the tests use for real: PostgreSQL and an S3, each started once and ended by process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty product home."""
    return Home(tmp_path / "home")


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[[str], Home]:
    """Makes product homes by product name."""
    return lambda product: Home(tmp_path / product, product)


def free_port() -> int:
    """Returns a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of its own; yields the URL of its `postgres` database."""
    binaries = shutil.which("initdb")
    if binaries is None:
        pytest.skip("PostgreSQL's initdb is not on PATH")
    folder, port = Path(tempfile.mkdtemp(prefix="regauge-pg-")), free_port()
    as_user: dict[str, int] = {}
    if os.getuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = {"user": user.pw_uid, "group": user.pw_gid}
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder} | as_user
    data = folder / "data"
    server = Path(os.path.realpath(binaries))
    tools = server.parent if (server.parent / "postgres").exists() else Path("/usr/lib/postgresql/15/bin")
    subprocess.run([tools / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], **run)  # type: ignore[call-overload]
    options = [
        "-D",
        data,
        "-p",
        str(port),
        "-k",
        folder,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "fsync=off",
        "-c",
        "max_connections=200",
    ]
    process = subprocess.Popen(
        [tools / "postgres", *options], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user
    )  # type: ignore[call-overload]
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _await(lambda: _connects(url), "PostgreSQL")
        yield url
    finally:
        process.send_signal(signal.SIGINT)  # at once, whoever is still connected
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """A new database; its URL."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name}".encode())
        connection.execute(f"create database {name}".encode())
    return postgres_server.rsplit("/", 1)[0] + "/" + name


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


def _connects(url: str) -> bool:
    import psycopg

    with psycopg.connect(url, connect_timeout=2):
        return True


def _await(is_up: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            if is_up():
                return
        except Exception as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what} did not start") from error
        time.sleep(0.1)
