"""The pages that readers follow do what they say."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient, NewTopic
from nats import connect

from regauge_engines.cli import ROOT
from regauge_engines.deploy.tools import helm_program
from regauge_engines.kafka_server import Kafka
from regauge_engines.nats_server import Nats
from regauge_engines.published import MODULES, artifact, local_repository
from regauge_engines.venvs import environment
from regauge_engines.walkthrough import PageIsWrong, Reader, first_missing

OTHERS = [
    ROOT / "docs" / name
    for name in (
        "checks.md",
        "contracts.md",
        "dbt.md",
        "dynamic-partitions.md",
        "editors.md",
        "exports.md",
        "external.md",
        "alerts.md",
        "buses.md",
        "charts.md",
        "freshness.md",
        "hooks.md",
        "ingestion.md",
        "lineage.md",
        "maintenance.md",
        "packs.md",
        "schedules.md",
        "sensors.md",
        "services.md",
        "semantic.md",
        "spark.md",
        "tables.md",
        "secrets.md",
        "telemetry.md",
        "topics.md",
        "write-an-adapter.md",
    )
]
PAGES = [*sorted((ROOT / "docs/first-product").glob("*.md")), *OTHERS]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    commands = tmp_path / "commands"
    commands.mkdir()
    built = os.environ.get("REGAUGE_CLI") or str(ROOT / "regauge")
    words = " ".join(shlex.quote(word) for word in shlex.split(built))
    (commands / "regauge").write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    (commands / "regauge").chmod(0o755)
    folder = tmp_path / "home"
    folder.mkdir()
    return Reader(folder, commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_does_what_it_says(reader: Reader, page: Path, tmp_path: Path) -> None:
    if "\ndbt " in page.read_text("utf-8"):
        # Who comes with a dbt project has dbt.
        dbt = environment(ROOT / "templates/runtime-python/locks/dbt.txt") / "bin/dbt"
        (tmp_path / "commands/dbt").symlink_to(dbt)
    if "\nhelm " in page.read_text("utf-8"):
        # Who has a cluster has Helm.
        (tmp_path / "commands/helm").symlink_to(helm_program())
    if "mvn " in page.read_text("utf-8"):
        # Who writes an adapter has Maven, and what this build publishes.
        repository = local_repository(tmp_path / "repository")
        (tmp_path / "commands/mvn").write_text(
            f'#!/bin/sh\nexec {shutil.which("mvn")} -B -o -Dmaven.repo.local={repository} "$@"\n', "utf-8"
        )
        (tmp_path / "commands/mvn").chmod(0o755)
    with contextlib.ExitStack() as servers:
        if "KAFKA_BOOTSTRAP_SERVERS" in page.read_text("utf-8"):
            reader.environment |= buses(servers, tmp_path)
        assert reader.follow(page) >= 1


def buses(servers: contextlib.ExitStack, folder: Path) -> dict[str, str]:
    """Starts the two buses with what the page says that they have, and returns where they are."""
    kafka = servers.enter_context(Kafka(folder / "kafka"))
    nats = servers.enter_context(Nats(folder / "nats"))
    admin = AdminClient(kafka.client())
    for made in admin.create_topics(
        [NewTopic(name, 1, 1) for name in ("sales.paid.v1", "__dlq.sales.paid.v1")]
    ).values():
        made.result(30)
    asyncio.run(make_stream(nats.address))
    return {"KAFKA_BOOTSTRAP_SERVERS": kafka.address, "NATS_URL": nats.address}


async def make_stream(address: str) -> None:
    connection = await connect(address)
    await connection.jetstream().add_stream(name="SALES", subjects=["of.sales.>"])
    await connection.close()


def test_the_page_for_authors_of_adapters_names_what_is_published() -> None:
    page = (ROOT / "docs/write-an-adapter.md").read_text("utf-8")
    named = re.findall(r"^\| `(regauge-[a-z-]+)` \|", page, re.MULTILINE)
    assert sorted(named) == sorted(artifact(ROOT / module) for module in MODULES)


def test_a_page_that_promises_another_output_is_found(reader: Reader, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```sh\necho one\necho two\n```\n\n```text\ntwo\none\n```\n", encoding="utf-8")
    with pytest.raises(PageIsWrong, match=r"page\.md:6"):
        reader.follow(page)


def test_a_page_whose_command_ends_otherwise_is_found(reader: Reader, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```sh exit=1\ntrue\n```\n", encoding="utf-8")
    with pytest.raises(PageIsWrong, match="ended with 0, not 1"):
        reader.follow(page)


def test_times_may_differ_and_words_may_not() -> None:
    assert first_missing("success  a  1.5 s  3 rows", "success  a          22.7 s  3 rows in t") is None
    assert first_missing("success  a  1.5 s  3 rows", "success  a          22.7 s  4 rows in t") is not None
