"""The script that makes a service's database on one machine, run by a real PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT
from regauge_engines.deploy.tools import Refused, compose_lint
from regauge_engines.postgres import Postgres, postgres_bin

COMPOSE = ROOT / "golden/services/databases/expected/compose/compose"
PASSWORD = "it's-$ecret"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres(max_connections=20)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _run(postgres: Postgres, script: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a script as the container of the compose file does, against a server of ours."""
    words = re.search(r"orders-db-init:.*?entrypoint:\n(.*?)\n    environment", _compose(), re.DOTALL)
    assert words is not None
    command = re.findall(r'- "(.*)"', words.group(1))
    assert command[0] == "psql"
    told = [str(postgres_bin() / "psql"), *command[1:]]
    told = [f"--file={script}" if each.startswith("--file=") else each for each in told]
    told = ["--host=127.0.0.1" if each.startswith("--host=") else each for each in told]
    environment = {**os.environ, "PGPORT": str(postgres.port), **variables}
    return subprocess.run(told, env=environment, capture_output=True, text=True, check=False)


def _compose() -> str:
    return (COMPOSE / "compose.yaml").read_text("utf-8")


def test_it_makes_the_owner_the_database_and_its_extensions_once(postgres: Postgres) -> None:
    script = COMPOSE / "databases/stock.sql"
    for password in ("first", PASSWORD):
        done = _run(postgres, script, DATABASE_PASSWORD=password)
        assert done.returncode == 0, done.stderr
    owner = "select pg_get_userbyid(datdba) from pg_database where datname = 'stock_levels'"
    assert postgres.execute(owner).split() == ["stock_levels"]
    extensions = "select extname from pg_extension order by extname"
    assert postgres.execute(extensions, "stock_levels").split() == ["plpgsql", "uuid-ossp"]
    role = "select rolsuper, rolcreatedb, rolcanlogin from pg_roles where rolname = 'stock_levels'"
    assert postgres.execute(role).split() == ["f", "f", "t"]
    assert "SCRAM-SHA-256" in postgres.execute("select rolpassword from pg_authid where rolname = 'stock_levels'")


def test_an_extension_that_the_image_lacks_ends_it(postgres: Postgres) -> None:
    """This machine's PostgreSQL has no pgvector: the start of the service waits for an end that is well."""
    available = postgres.execute("select name from pg_available_extensions where name = 'vector'")
    if available.strip():
        pytest.skip("this PostgreSQL has pgvector")
    done = _run(postgres, COMPOSE / "databases/orders.sql", DATABASE_PASSWORD=PASSWORD)
    assert done.returncode != 0
    assert '"vector" is not available' in done.stderr


def test_compose_takes_the_containers_and_needs_the_passwords() -> None:
    names = [
        f"REGAUGE_SECRET_{service}_DB_{user}_PASSWORD"
        for service in ("ORDERS", "STOCK")
        for user in ("APP", "SUPERUSER")
    ]
    variables = {name: name.lower() for name in names}
    said = compose_lint(COMPOSE / "compose.yaml", variables)
    url = "postgresql://orders:regauge_secret_orders_db_app_password@orders-db:5432/orders"
    assert f"orders DATABASE_URL={url}" in said
    for name in names:
        others = {other: value for other, value in variables.items() if other != name}
        with pytest.raises(Refused, match=f"{name}.*is not set"):
            compose_lint(COMPOSE / "compose.yaml", others)
