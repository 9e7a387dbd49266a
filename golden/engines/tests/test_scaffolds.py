"""`regauge plugin create` of every type and language: each project is built outside of the repository, and used.

Java by Maven from what is published, wheels by uv, and what needs no build by its own script.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from regauge_engines.cache import uv
from regauge_engines.cli import command, regauge
from regauge_engines.published import local_repository, maven

# Types that take code in Java alone.
CODE = ["orchestrator", "catalog", "semantic", "command"]
OTHERS = ["extension", "asset", "resource", "source", "compute", "quality", "transform", "service", "hook", "secret",
          "chart"]  # fmt: skip
TYPES = [*CODE, *OTHERS]


def created(language: str, types: list[str], folder: Path) -> list[Path]:
    """Makes a project of each type, `my-<type>`."""
    for kind in types:
        regauge("plugin", "create", f"my-{kind}", "--type", kind, "--lang", language, "--in", str(folder))
    return [folder / f"my-{kind}" for kind in types]


def loaded(folder: Path, plugins: Path) -> dict[str, str]:
    """Returns the states of the plugins of a folder, as a project that names it finds them."""
    project = folder / "project"
    project.mkdir()
    settings = f"plugins: {{from: [{json.dumps(str(plugins))}], limits: {{seconds: 120}}}}\n"
    (project / "regauge.yaml").write_text(settings, "utf-8")
    found = json.loads(regauge("plugin", "list", "--project", str(project), "--json"))["plugins"]
    return {plugin["name"]: plugin["status"] for plugin in found if plugin["name"].startswith("my-")}


@pytest.fixture(scope="module")
def java(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All projects in Java, built by one Maven; each is a project by itself."""
    folder = tmp_path_factory.mktemp("java")
    modules = "".join(f"<module>{project.name}</module>" for project in created("java", TYPES, folder))
    (folder / "pom.xml").write_text(ALL.replace("MODULES", modules), "utf-8")
    maven(folder, local_repository(folder / "repository"), "-q", "verify")
    return folder


@pytest.mark.parametrize("kind", TYPES)
def test_its_tests_pass_in_java(kind: str, java: Path) -> None:
    reports = list((java / f"my-{kind}/target/surefire-reports").glob("TEST-*.xml"))
    assert len(reports) == (2 if kind == "orchestrator" else 1)


def test_a_new_adapter_passes_the_first_level_of_the_kit(java: Path) -> None:
    (page,) = (java / "my-orchestrator/target/conformance").glob("*.md")
    text = page.read_text("utf-8")
    assert "everyBundleIsReadable` | passed" in text
    assert "failed" not in text


def test_jars_are_loaded(java: Path) -> None:
    jars = java / "jars"
    jars.mkdir()
    for kind in TYPES:
        (jar,) = (java / f"my-{kind}/target").glob("*.jar")
        jar.rename(jars / jar.name)
    assert loaded(java, jars) == {f"my-{kind}": "ok" for kind in TYPES}


def test_the_bundle_of_a_new_adapter_runs(java: Path, tmp_path: Path) -> None:
    (jar,) = java.rglob("my-orchestrator-0.1.0.jar")
    (tmp_path / "regauge.yaml").write_text(f"plugins: {{from: [{json.dumps(str(jar))}]}}\n", "utf-8")
    (tmp_path / "product.yaml").write_text(PRODUCT, "utf-8")
    regauge("generate", str(tmp_path), "--to", "my-orchestrator", "-o", str(tmp_path / "out"))
    bundle = tmp_path / "out/my-orchestrator"
    subprocess.run(["sh", str(bundle / "make-env.sh"), str(bundle)], check=True, capture_output=True)
    done = subprocess.run(["sh", str(bundle / "jobs/daily.sh")], check=True, capture_output=True, text=True)
    assert "clean/words" in done.stdout


@pytest.mark.parametrize("kind", OTHERS)
def test_its_own_script_passes_in_yaml(kind: str, tmp_path: Path) -> None:
    (project,) = created("yaml", [kind], tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "regauge").write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n', "utf-8")
    (programs / "regauge").chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", str(project / "test.sh")], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("fine\n")


def test_wheels_are_built_and_loaded(tmp_path: Path) -> None:
    for project in created("python", OTHERS, tmp_path):
        tests = [sys.executable, "-B", "-m", "unittest", "discover", "-s", "tests"]
        subprocess.run(tests, cwd=project, check=True, capture_output=True)
        build = [str(uv()), "build", "--quiet", "--wheel", "--out-dir", str(tmp_path / "wheels")]
        subprocess.run([*build, str(project)], check=True)
    assert loaded(tmp_path, tmp_path / "wheels") == {f"my-{kind}": "ok" for kind in OTHERS}


ALL = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>all</artifactId>
  <version>0.1.0</version>
  <packaging>pom</packaging>
  <modules>MODULES</modules>
</project>
"""

PRODUCT = """\
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: shop}
assets:
  - {key: raw/words, run: {sql: "select 'hello' as word"}}
  - {key: clean/words, inputs: [raw/words], run: {sql: "select upper(word) as word from raw.words"}}
jobs:
  - {name: daily, select: ["*"], triggers: [{cron: "0 6 * * *"}]}
"""
