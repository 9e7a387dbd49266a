"""The user's own environment: other pins than ours, with and without pyarrow. Made with uv, for real."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from support import Home, python, sql

pytestmark = pytest.mark.slow

CODE = """
import sqlalchemy
def versions(context, up):
    import importlib.util
    rows = up if isinstance(up, list) else up.to_pylist()
    return [{'sqlalchemy': sqlalchemy.__version__, 'arrow': importlib.util.find_spec('pyarrow') is not None,
             'pyiceberg': importlib.util.find_spec('pyiceberg') is not None, 'n': len(rows),
             'first': rows[0]['d'], 'at': rows[0]['at']}]
def framed(up: "pandas.DataFrame"):
    return up.assign(twice=up['v'] * 2)
def busy(context):
    from regauge_runtime.errors import Transient
    raise Transient('away', retry_after=12)
def told(context):
    from regauge_runtime import Result
    return Result(metadata={'python': __import__('sys').prefix}, data={'out': [{'v': 1}]})
def query(wh):
    engine = sqlalchemy.create_engine(wh.path)
    return [dict(row) for row in engine.execute('select 41 + 1 as v')]
def crash(context):
    import os
    os._exit(3)
"""


def environment(folder: Path, *packages: str) -> Path:
    subprocess.run(["uv", "venv", "-q", "--python", "3.11", folder], check=True)
    subprocess.run(["uv", "pip", "install", "-q", "--python", folder / "bin" / "python", *packages], check=True)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def old_alchemy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("old") / "venv", "sqlalchemy==1.4.54", "psycopg2-binary")


@pytest.fixture(scope="module")
def with_arrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(
        tmp_path_factory.mktemp("arrow") / "venv", "sqlalchemy==1.4.54", "pyarrow==17.0.0", "pandas==2.2.3", "numpy<2.3"
    )


def prepared(home: Home, interpreter: Path) -> Home:
    home.code("conflicting", CODE)
    home.env = {"REGAUGE_USER_PYTHON_SALES_SHOP": str(interpreter)}
    home.asset("u/up", sql("select unnest([1, 2]) as v, 1.25::decimal(4,2) as d, :partition_start as at"))
    assert home.step("u/up", "2024-01-01")["status"] == "success"
    return home


@pytest.mark.parametrize("arrow", [False, True])
def test_sqlalchemy_1_4_runs_beside_our_2(home: Home, request: pytest.FixtureRequest, arrow: bool) -> None:
    prepared(home, request.getfixturevalue("with_arrow" if arrow else "old_alchemy"))
    home.asset("f/out", python("conflicting:versions"), reads={"u/up": "identity"})
    result = home.step("f/out", "2024-01-01")
    assert result["status"] == "success", result
    row = home.rows("f.out")[0]
    assert (row["sqlalchemy"], row["arrow"], row["pyiceberg"], row["n"], str(row["first"])) == (
        "1.4.54",
        arrow,
        False,
        2,
        "1.25",
    )
    assert row["at"].isoformat() == "2024-01-01T00:00:00+00:00"


def test_frames_of_the_users_own_pandas(home: Home, with_arrow: Path) -> None:
    prepared(home, with_arrow).asset("f/out", python("conflicting:framed"), reads={"u/up": "identity"})
    assert home.step("f/out", "2024-01-01")["status"] == "success"
    assert sorted(row["twice"] for row in home.rows("f.out")) == [2, 4]


def test_failures_and_results_come_across(home: Home, old_alchemy: Path) -> None:
    prepared(home, old_alchemy)
    home.asset("f/busy", python("conflicting:busy"), waits=[1.0])
    busy = home.step("f/busy", "2024-01-01")
    assert (busy["exitCode"], busy["error"]["message"], busy["retry"]["waitSeconds"]) == (75, "away", 12.0)
    home.asset("f/crash", python("conflicting:crash"))
    assert home.step("f/crash", "2024-01-01")["exitCode"] == 75
    home.asset("f/out", python("conflicting:told"))
    told = home.step("f/out", "2024-01-01")
    assert told["metadata"]["python"] == str(old_alchemy.parent.parent) and told["rows"] == {"f.out": 1}


def test_resources_reach_the_users_own_drivers(home: Home, old_alchemy: Path, postgres: str) -> None:
    prepared(home, old_alchemy)
    home.plan["resources"] = {"wh": {"name": "wh", "type": "postgres", "config": {"dsn": postgres}}}
    home.asset("f/out", python("conflicting:query"), resources=["wh"])
    assert home.step("f/out", "2024-01-01")["status"] == "success"
    assert home.rows("f.out")[0]["v"] == 42


@pytest.mark.parametrize(("wanted", "is_made"), [(">=3.99\n", False), ("3.99\n", False), (">=3.11\n", True)])
def test_make_env_takes_the_products_range_of_pythons(home: Home, wanted: str, is_made: bool) -> None:
    package = Path(__file__).parent.parent
    for name in ("wheels/regauge_runtime-0-py3-none-any.whl", "locks/step.txt"):
        (home.path / name).parent.mkdir(exist_ok=True)
        (home.path / name).write_text("")
    (home.path / "locks" / "python.txt").write_text(wanted)
    line = ["sh", str(package / "make-env.sh"), str(home.path)]
    variables = {name: value for name, value in os.environ.items() if name != "REGAUGE_PYTHON"}
    made = subprocess.run(line, capture_output=True, text=True, env=variables | {"UV_PYTHON_DOWNLOADS": "never"})
    assert made.returncode != 0, "there is no such Python, or the wheel is none"
    assert (home.path / "venv" / "step" / "bin" / "python").exists() == is_made, made.stderr


def test_make_env_builds_both_environments(home: Home, tmp_path: Path) -> None:
    package = Path(__file__).parent.parent
    wheels = home.path / "wheels"
    subprocess.run(["uv", "build", "-q", "--wheel", "--out-dir", wheels, package], check=True)
    (home.path / "locks").mkdir()
    (home.path / "locks" / "step.txt").write_text((package / "locks" / "step.txt").read_text())
    (home.path / "locks" / "user.txt").write_text("sqlalchemy==1.4.54\n")
    made = subprocess.run(["sh", package / "make-env.sh", home.path], check=True, capture_output=True, text=True)
    assert made.stderr.splitlines() == ["made venv/step", "made venv/user"]
    again = subprocess.run(["sh", package / "make-env.sh", home.path], check=True, capture_output=True, text=True)
    assert again.stderr == ""
    home.code("conflicting", CODE)
    home.asset("f/out", python("conflicting:told"))
    line = [str(home.path / "venv" / "step" / "bin" / "python"), *home.command("f/out", "2024-01-01")[1:]]
    done = subprocess.run(line, env=home.environment(), capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.rsplit("REGAUGE_RESULT=", 1)[1])
    assert result["metadata"]["python"] == str(home.path / "venv" / "user")
