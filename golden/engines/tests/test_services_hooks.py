"""`regauge services start` and `stop` tell the product's hooks, which may be against it; Docker is a stand-in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regauge_engines.cli import command
from regauge_engines.docker_program import DockerProgram
from regauge_engines.loopback import EventServer

PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: platform, domain: sales}
include: ["services/*.yaml"]
hooks:
  - name: told
    events: [service.pre_start, service.post_start, service.pre_stop, service.post_stop]
    action: {webhook: {url: {env: HOOK_URL}, headers: {X-Token: {secretRef: hook/token}}}}
  - name: gate
    events: [service.pre_start, service.pre_stop]
    tags: {tier: gold}
    failurePolicy: raise
    action: {command: [sh, -c, 'exit "${GATE:-0}"']}
"""
DB = """
apiVersion: regauge.dev/v1
kind: Service
metadata: {name: db, owner: "team:platform", labels: {tier: gold}}
plane: relational
image: postgres:17.2
user: "999:999"
ports: [{name: sql, container: 5432}]
"""
WEB = """
apiVersion: regauge.dev/v1
kind: Service
metadata: {name: web, owner: "team:platform"}
plane: control
image: nginx:1.27
user: "101:101"
default: true
dependsOn: [db]
"""
TOKEN = "of-the-services"


@pytest.fixture
def docker(tmp_path: Path) -> DockerProgram:
    return DockerProgram(tmp_path / "bin")


@pytest.fixture
def hooks() -> Iterator[EventServer]:
    with EventServer(0) as server:
        yield server


@pytest.fixture
def product(tmp_path: Path) -> Path:
    folder = tmp_path / "platform"
    (folder / "services").mkdir(parents=True)
    (folder / "product.yaml").write_text(PRODUCT, "utf-8")
    (folder / "services/db.yaml").write_text(DB, "utf-8")
    (folder / "services/web.yaml").write_text(WEB, "utf-8")
    return folder


def services(act: str, product: Path, docker: DockerProgram, hooks: EventServer, **more: str) -> tuple[int, str]:
    variables = os.environ | {"HOOK_URL": f"{hooks.url}/in", "REGAUGE_SECRET_HOOK_TOKEN": TOKEN} | more
    variables["PATH"] = f"{docker.folder}{os.pathsep}{os.environ['PATH']}"
    words = [*command(), "services", act, str(product)]
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def told(hooks: EventServer) -> list[tuple[str, str, str, str | None]]:
    return [(one["event_type"], one["service_name"], one["status"], one["container_name"]) for one in hooks.told]


def test_a_start_and_a_stop_are_told_of_each_service(product: Path, docker: DockerProgram, hooks: EventServer) -> None:
    code, said = services("start", product, docker, hooks)
    assert code == 0, said
    assert told(hooks) == [
        ("service.pre_start", "db", "starting", None),
        ("service.pre_start", "web", "starting", None),
        ("service.post_start", "db", "started", None),
        ("service.post_start", "web", "started", "shop-web-1"),
    ]
    assert {one["token"] for one in hooks.told} == {TOKEN}
    assert [one["tags"] for one in hooks.told[:2]] == [{"tier": "gold"}, {}]
    assert {one["project_root"] for one in hooks.told} == {str(product)}
    hooks.told.clear()
    code, said = services("stop", product, docker, hooks)
    assert code == 0 and "stopped web" in said, said
    assert told(hooks) == [
        ("service.pre_stop", "web", "stopping", "shop-web-1"),
        ("service.post_stop", "web", "stopped", "shop-web-1"),
    ]
    assert len(docker.asked()) == 2


def test_a_hook_that_is_against_it_is_obeyed_before_anything_is_done(
    product: Path, docker: DockerProgram, hooks: EventServer
) -> None:
    code, said = services("start", product, docker, hooks, GATE="70")
    assert code == 8 and "nothing was started: a hook is against it" in said, said
    assert "hook gate at service.pre_start: sh failed for good (exit 70) (service db)" in said
    assert docker.asked() == [] and {one["event_type"] for one in hooks.told} == {"service.pre_start"}


def test_what_did_not_start_is_told_too(product: Path, docker: DockerProgram, hooks: EventServer) -> None:
    docker.fail()
    code, said = services("start", product, docker, hooks)
    assert code == 4, said
    assert told(hooks)[-1] == ("service.post_start", "web", "failed", None)


def test_without_a_hook_nothing_is_prepared_for_one(product: Path, docker: DockerProgram, hooks: EventServer) -> None:
    text = (product / "product.yaml").read_text("utf-8")
    (product / "product.yaml").write_text(text[: text.index("hooks:")], "utf-8")
    code, said = services("start", product, docker, hooks)
    assert code == 0, said
    assert hooks.told == [] and not (product / ".regauge/home").exists()
