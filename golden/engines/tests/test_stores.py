"""PostgreSQL and the object store start, hold what is put there, and leave nothing."""

from __future__ import annotations

from pathlib import Path

from regauge_engines.objectstore import ObjectStore
from regauge_engines.postgres import Postgres
from regauge_engines.processes import is_listening


def test_postgres_takes_statements_and_leaves_nothing() -> None:
    server = Postgres()
    server.start()
    try:
        url = server.database("shop", driver="psycopg2")
        assert url == f"postgresql+psycopg2://postgres:postgres@127.0.0.1:{server.port}/shop"
        server.execute("create table t as select 41 + 1 as n", "shop")
        assert server.execute("select n, 'x' from t", "shop") == "42\tx\n"
    finally:
        server.stop()
    assert not is_listening(server.port) and not server.folder.exists()


def test_the_object_store_keeps_objects(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    store.start()
    try:
        assert store.bucket("warehouse") == "s3://warehouse"
        store.write("warehouse", "a/b.txt", b"rows")
        assert store.keys("warehouse", "a/") == ["a/b.txt"]
        assert store.read("warehouse", "a/b.txt") == b"rows"
    finally:
        store.stop()
    assert not is_listening(store.port)
