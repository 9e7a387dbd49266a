"""The compose file of services is read by Compose's own loader as the service files mean it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, command
from regauge_engines.deploy.tools import Refused, compose_lint

SHOP = ROOT / "golden/services/shop/expected"
VARIABLES = {
    "CATALOG_MEMORY": "4g",
    "LAKE_URL": "https://lake.example.com",
    "REGAUGE_PRODUCT_ROOT": "/shop",
    "REGAUGE_SECRET_PG_PASSWORD": "a $ecret",
}


def test_texts_with_dollars_arrive_as_they_were_written() -> None:
    said = compose_lint(SHOP / "compose/compose/compose.yaml", VARIABLES)
    assert said[0] == "shop: catalog catalog-setup-grants catalog-setup-schema postgres trino"
    assert "catalog CATALOG_PATTERN=$(date) costs $5" in said
    assert "postgres POSTGRES_PASSWORD=a $ecret" in said
    (command,) = (line for line in said if line.startswith("catalog command"))
    assert command.endswith(r'"--greeting" "$HOME and $(date) and $$"]')


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_without_a_variable_nothing_starts(name: str) -> None:
    others = {other: value for other, value in VARIABLES.items() if other != name}
    with pytest.raises(Refused, match=f"{name}.*is not set"):
        compose_lint(SHOP / "compose/compose/compose.yaml", others)


def test_an_environment_has_its_values_in_the_file() -> None:
    needed = {name: VARIABLES[name] for name in ("REGAUGE_PRODUCT_ROOT", "REGAUGE_SECRET_PG_PASSWORD")}
    said = compose_lint(SHOP / "compose-prod/compose/compose.yaml", needed)
    assert "catalog CATALOG_LAKE=https://lake.example.com" in said


def test_what_is_not_compose_is_refused(tmp_path: Path) -> None:
    text = (SHOP / "compose/compose/compose.yaml").read_text("utf-8")
    file = tmp_path / "compose.yaml"
    file.write_text(text.replace("healthcheck:", "healthchecks:"), "utf-8")
    with pytest.raises(Refused, match="healthchecks"):
        compose_lint(file, VARIABLES)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("start", ["there is no Docker Compose on this machine", "nothing was started"]),
        ("stop", ["there is no Docker on this machine", "nothing was stopped"]),
        ("status", ["there is no Docker on this machine"]),
    ],
)
def test_without_docker_nothing_is_done(tmp_path: Path, act: str, said: list[str]) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in os.environ["PATH"].split(os.pathsep):
        for program in Path(folder).glob("*"):
            if "docker" not in program.name and not (programs / program.name).is_symlink():
                (programs / program.name).symlink_to(program)
    product = tmp_path / "platform"
    (product / "services").mkdir(parents=True)
    (product / "product.yaml").write_text(
        'apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: platform}\ninclude: ["services/*.yaml"]\n',
        "utf-8",
    )
    (product / "services/db.yaml").write_text(
        "apiVersion: regauge.dev/v1\nkind: Service\nmetadata: {name: db}\nplane: relational\nimage: postgres:17.2\n"
        "default: true\n",
        "utf-8",
    )
    words = [*command(), "services", act, str(product)]
    environment = {**os.environ, "PATH": str(programs)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    for words_of_it in said:
        assert words_of_it in done.stderr
    assert done.stdout == ""
