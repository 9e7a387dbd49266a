"""Builds the runtime's wheel once and lays it and its lock among the resources of the ``templates`` jar.

Usage: ``python3 runtime_resources.py RUNTIME_FOLDER OUT_FOLDER``, called by Maven. Does nothing when OUT_FOLDER
is made from the same sources. It gets the wheel, ``wheel-name.txt``, ``partitions.py``, ``wall_times.py``, ``step.txt``,
``dlt.txt``, ``bus.txt``, ``glue.txt``, ``hive.txt``, ``trino.txt``, ``pod.txt``, ``dbt.txt``, those of dbt's adapters
(``dbt-trino.txt`` and the like), ``spark.txt`` and ``make-env.sh``.

The wheel's bytes depend on the sources only: its members are sorted, dated 1980 and stored, because what a compressor
makes depends on the machine's zlib.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from python_tools import tools_folder

STAMP = ".made-from"
LOCKS = (
    *("step.txt", "dlt.txt", "bus.txt", "glue.txt", "hive.txt", "trino.txt"),
    *("pod.txt", "dbt.txt", "dbt-trino.txt", "spark.txt"),
    *("dbt-bigquery.txt", "dbt-databricks.txt", "dbt-snowflake.txt"),
)


def sources(runtime: Path) -> list[Path]:
    """Return what the resources are made of, sorted."""
    package = [path for path in (runtime / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names = ("pyproject.toml", "README.md", "make-env.sh", *(f"locks/{lock}" for lock in LOCKS))
    others = [*(runtime / name for name in names), Path(__file__)]
    return sorted(package) + others


def key_of(runtime: Path) -> str:
    """Return the hash of all sources with their names."""
    digest = hashlib.sha256()
    for path in sources(runtime):
        digest.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return digest.hexdigest()


def build_wheel(runtime: Path, into: Path) -> Path:
    """Return the wheel of a clean copy of the runtime, so that nothing but its sources gets in."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "runtime"
        copy.mkdir()
        for path in sources(runtime)[:-1]:
            target = copy / path.relative_to(runtime)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            target.chmod(0o644)
        sys.path.insert(0, str(tools_folder()))
        os.environ["SOURCE_DATE_EPOCH"] = "315532800"
        with contextlib.chdir(copy):
            from flit_core import buildapi

            name = buildapi.build_wheel(scratch)
        return store(Path(scratch) / name, into / name)


def store(wheel: Path, target: Path) -> Path:
    """Write a wheel again with nothing in it that depends on the machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        # The record comes last, as the wheel format recommends.
        for name in sorted(old.namelist(), key=lambda name: (name.endswith(".dist-info/RECORD"), name)):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o100644 << 16
            new.writestr(member, old.read(name))
    target.write_bytes(packed.getvalue())
    return target


def main(runtime: Path, out: Path) -> None:
    """Make the resources, unless they are up to date."""
    key = key_of(runtime)
    stamp = out / STAMP
    if stamp.exists() and stamp.read_text() == key:
        return
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    wheel = build_wheel(runtime, out)
    (out / "wheel-name.txt").write_text(wheel.name)
    for module in ("partitions.py", "wall_times.py"):
        shutil.copyfile(runtime / "src" / "regauge_runtime" / module, out / module)
    for lock in LOCKS:
        shutil.copyfile(runtime / "locks" / lock, out / lock)
    shutil.copyfile(runtime / "make-env.sh", out / "make-env.sh")
    stamp.write_text(key)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
