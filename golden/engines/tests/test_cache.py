"""The cache builds once, and starts over what was interrupted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regauge_engines.cache import content_key, engines_folder, entry
from regauge_engines.processes import PATIENCE


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGAUGE_CACHE", str(tmp_path / "cache"))


def test_an_entry_is_built_once_and_an_interrupted_one_again() -> None:
    built: list[str] = []

    def interrupted(folder: Path) -> None:
        (folder / "half").touch()
        raise KeyboardInterrupt

    def build(folder: Path) -> None:
        built.append(folder.name)
        (folder / "whole").touch()

    with pytest.raises(KeyboardInterrupt):
        entry("thing", "key", interrupted)
    folder = entry("thing", "key", build)
    assert entry("thing", "key", build) == folder == engines_folder() / "thing/key"
    assert built == ["key"]
    assert (folder / "whole").exists() and not (folder / "half").exists()


def test_two_processes_do_not_build_at_once(tmp_path: Path) -> None:
    program = (
        "import sys, time, pathlib; from regauge_engines.cache import entry\n"
        "def build(folder):\n"
        "    time.sleep(0.5); log = open(sys.argv[1], 'a'); print('built', file=log)\n"
        "entry('slow', 'k', build)"
    )
    log = tmp_path / "log"
    both = [subprocess.Popen([sys.executable, "-c", program, str(log)]) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    assert log.read_text() == "built\n"


def test_the_key_follows_names_and_contents_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = content_key("x", tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = content_key("x", tmp_path)
    (tmp_path / "b").write_text("2")
    assert len({first, renamed, content_key("x", tmp_path), content_key("y", tmp_path)}) == 4
