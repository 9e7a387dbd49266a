"""A bundle's own Dockerfile gives the root that its pods see."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from regauge_engines.argo.dockerfile import DockerfileRefused, read_dockerfile, substitute
from regauge_engines.argo.image import Image, ImageNotBuilt, build_image
from regauge_engines.argo.isolation import Isolated, account
from regauge_engines.argo.rootfs import NoSuchBase

DOCKERFILE = """\
# A bundle's: an environment from a lock, the code, a user of its own.
FROM python:3.11-slim AS tools
RUN mkdir /made && echo "of a stage" > /made/note

FROM python:3.11-slim
ARG GREETING=hello
RUN useradd --uid 1234 --create-home steps
WORKDIR /opt/regauge/shop
COPY locks locks
COPY make-env.sh plan.json ./
COPY --chown=steps code/ code/
COPY --from=tools /made /opt/made
RUN sh make-env.sh "$PWD" \\
    # a comment between the lines
    && echo "$GREETING" > greeting
ENV HOME_OF_SHOP=/opt/regauge/shop \\
    PATH=/opt/regauge/shop/venv/bin:$PATH
USER steps
ENTRYPOINT ["python", "-c"]
CMD ["print('no program')"]
"""
MAKE_ENV = """\
set -eu
python3 -m venv "$1/venv"
"$1/venv/bin/pip" install --quiet -r "$1/locks/step.txt"
"""


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundle"
    for name, text in {
        "Dockerfile": DOCKERFILE,
        ".dockerignore": "# not for the image\nvenv\n**/*.pyc\n",
        "make-env.sh": MAKE_ENV,
        "plan.json": "{}",
        "locks/step.txt": "idna==3.10\n",
        "code/shop/__init__.py": "",
        "code/shop/rows.py": "ROWS = 3\n",
        "code/shop/rows.pyc": "stale",
        "venv/left-over": "of a local run",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_the_image_holds_what_the_dockerfile_says(bundle: Path) -> None:
    image = build_image(bundle)
    home = image.root / "opt/regauge/shop"
    assert (home / "greeting").read_text() == "hello\n"
    assert (image.root / "opt/made/note").read_text() == "of a stage\n" and not (image.root / "made").exists()
    assert sorted(path.name for path in (home / "code/shop").iterdir()) == ["__init__.py", "rows.py"]
    assert (home / "code/shop/rows.py").stat().st_uid == 1234 and (home / "plan.json").stat().st_uid == 0
    assert not (home / "venv/left-over").exists()
    assert (image.workdir, image.user, image.entrypoint) == ("/opt/regauge/shop", "steps", ["python", "-c"])
    assert account(image.root, image.user) == (1234, 1234)
    assert list((image.root / "root").glob(".cache/*")) == [], "the cache of downloads is no part of the image"
    assert list((image.root / "etc").glob("pip.conf")) == [] or (image.root / "etc/pip.conf").read_text() == ""
    program = "import idna, os, sys; sys.path.append('code'); import shop.rows as r; print(r.ROWS, os.getuid())"
    assert _run(image, bundle, program) == "3 1234\n"


def test_an_image_is_built_again_only_when_what_it_copies_changes(bundle: Path) -> None:
    first = build_image(bundle)
    (bundle / "README.md").write_text("not copied")
    (bundle / "code/shop/rows.pyc").write_text("ignored")
    assert build_image(bundle) == first
    (bundle / "code/shop/rows.py").write_text("ROWS = 4\n")
    assert build_image(bundle).root != first.root


def test_what_runs_in_an_image_leaves_nothing_in_it(bundle: Path) -> None:
    image = build_image(bundle)
    assert _run(image, bundle, "open('/home/steps/mark', 'w'); print('written')") == "written\n"
    assert not (image.root / "home/steps/mark").exists()


def test_a_failing_run_names_its_line_and_shows_its_output(bundle: Path) -> None:
    (bundle / "Dockerfile").write_text("FROM python:3.11-slim\nRUN echo before && false\n")
    with pytest.raises(ImageNotBuilt, match=r"Dockerfile:2: RUN echo before && false ended with 1:\nbefore"):
        build_image(bundle)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FROM alpine:3\n", "alpine:3: here only python:"),
        ("FROM python:3.9-slim\n", "python:3.9-slim: here only python:"),
    ],
)
def test_an_unknown_base_is_refused(bundle: Path, text: str, message: str) -> None:
    (bundle / "Dockerfile").write_text(text)
    with pytest.raises(NoSuchBase, match=message):
        build_image(bundle)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FROM python:3.11-slim\nADD a b\n", "Dockerfile:2: ADD a b: this instruction"),
        ("FROM python:3.11-slim\n\nCOPY nothing /x\n", "Dockerfile:3: COPY nothing /x: there is no 'nothing'"),
        ("FROM python:3.11-slim\nCOPY --from=elsewhere a b\n", "Dockerfile:2: .*no such stage"),
        ("FROM python:3.11-slim\nRUN <<EOF\n", "Dockerfile:2: .*here-documents"),
        ("RUN true\n", "Dockerfile:1: it does not begin with FROM"),
        ("FROM python:3.11-slim\nRUN true \\\n", "Dockerfile:2: the last line goes on"),
    ],
)
def test_a_dockerfile_that_is_not_understood_is_refused(bundle: Path, text: str, message: str) -> None:
    (bundle / "Dockerfile").write_text(text)
    with pytest.raises(DockerfileRefused, match=message):
        build_image(bundle)


def test_instructions_are_read_with_their_flags_and_lines(bundle: Path) -> None:
    instructions = read_dockerfile(bundle / "Dockerfile")
    copy = next(instruction for instruction in instructions if "chown" in instruction.flags)
    assert (copy.line, copy.name, copy.flags, copy.text) == (11, "COPY", {"chown": "steps"}, "code/ code/")
    assert substitute(r"$A-${B}-${C:-c}-\$D-$E", {"A": "a", "B": "b"}) == "a-b-c-$D-"


def _run(image: Image, scratch: Path, program: str) -> str:
    uid, gid = account(image.root, image.user)
    isolated = Isolated(image.root, [*image.entrypoint, program], image.env, "test", image.workdir, uid=uid, gid=gid)
    folder = scratch / f"container-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    done = subprocess.run(isolated.command(folder), capture_output=True, text=True, env={})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
