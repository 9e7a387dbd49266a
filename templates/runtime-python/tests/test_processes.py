"""Ends that come from outside: limits, signals, deaths of parents (semantics 17). All with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from regauge_runtime.result import result_in
from support import PATIENCE, Finished, Home, Json, command, python, sql

pytestmark = pytest.mark.slow

# What a small and busy machine may take besides; what is waited for takes an hour or for ever by itself.
LATENCY = 60.0

SWALLOWS = """
import time
def forever(context):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
def deaf(context):
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    open("deaf", "w").close()
    forever(context)
def spawn(context):
    import subprocess
    subprocess.Popen(["sleep", "3600"])
    open("pid", "w").write(str(__import__("os").getpid()))
    time.sleep(3600)
def leave_one(context):
    import subprocess
    open("pid", "w").write(str(subprocess.Popen(["sleep", "3600"]).pid))
def suicide(context):
    import os
    os.kill(os.getpid(), 9)
"""


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(what: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def members(group: int) -> list[int]:
    """Returns the living processes of a process group."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    rows = [line.split() for line in listed if line.strip()]
    return [int(row[0]) for row in rows if int(row[1]) == group and not row[2].startswith("Z")]


def limited(home: Home, asset: Json, is_running: Callable[[], bool]) -> tuple[Finished, float]:
    """Runs a step that never ends by itself; returns what its limit made of it, and the seconds past the limit.

    A machine under load may need longer to start than the limit is: then the limit is doubled.
    """
    for limit in (5, 10, 20, 40):
        asset["maxRuntimeSeconds"] = limit
        home.save()
        start, was_running = time.monotonic(), False
        line = home.command(asset["key"], "2024-01-01")
        with subprocess.Popen(line, env=home.environment(), stdout=subprocess.PIPE, text=True) as process:
            while process.poll() is None:
                was_running = was_running or is_running()
                time.sleep(0.05)
            took = time.monotonic() - start
            assert process.stdout is not None
            out = process.stdout.read()
        if was_running:
            return Finished(process.returncode, out, "", result_in(out)), took - limit
    raise AssertionError("the step never came to run")


def test_a_step_that_swallows_everything_ends_at_max_runtime(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    asset = home.asset("p/deaf", python("swallows:deaf"), waits=[5.0])
    done, late = limited(home, asset, (home.path / "code" / "deaf").exists)
    assert 9.5 <= late < 10 + LATENCY  # ten seconds of grace, then KILL
    assert (done.code, done.result["status"]) == (75, "killed")
    assert (done.result["error"]["category"], done.result["error"]["code"]) == ("TRANSIENT", "TIMEOUT")
    assert done.result["retry"] == {"again": True, "waitSeconds": 5.0}


def test_a_native_call_ends_at_max_runtime(home: Home, postgres: str) -> None:
    import psycopg

    home.plan["resources"] = {"wh": {"name": "wh", "type": "postgres", "config": {"dsn": postgres}}}
    asset = home.asset("p/sleeps", sql("select pg_sleep(3600)", engine="wh"))
    with psycopg.connect(postgres, autocommit=True) as connection:
        busy = "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'"

        def sleeps() -> bool:
            return connection.execute(busy).fetchone() != (0,)

        done, late = limited(home, asset, sleeps)
        assert -0.5 <= late < LATENCY
        assert (done.code, done.result["status"]) == (75, "killed")
        assert eventually(lambda: not sleeps())  # the server has noticed that nobody waits any more


def test_a_command_and_its_children_end_at_max_runtime(home: Home) -> None:
    asset = home.asset("p/shell", command("sh", "-c", "sleep 3600 & echo $! > pid; sleep 3600"), silent=True)
    marker = home.path / "code" / "pid"
    done, late = limited(home, asset, lambda: marker.exists() and marker.read_text() != "")
    assert (done.code, done.result["status"]) == (75, "killed") and late < LATENCY
    assert eventually(lambda: not alive(int(marker.read_text())))


def test_term_is_passed_on(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.asset("p/spawns", python("swallows:spawn"))
    parent = subprocess.Popen(
        home.command("p/spawns", "2024-01-01"), env=home.environment(), stdout=subprocess.PIPE, text=True
    )
    marker = home.path / "code" / "pid"
    assert eventually(lambda: marker.exists() and marker.read_text() != "")
    group = os.getpgid(int(marker.read_text()))
    parent.send_signal(signal.SIGTERM)
    out, _ = parent.communicate(timeout=PATIENCE)
    result = result_in(out)
    assert result is not None
    assert (parent.returncode, result["status"], result["error"]["code"]) == (75, "killed", "STOPPED")
    assert eventually(lambda: members(group) == [])


def test_the_child_dies_with_a_killed_parent(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.asset("p/spawns", python("swallows:spawn"))
    parent = subprocess.Popen(home.command("p/spawns", "2024-01-01"), env=home.environment(), stdout=subprocess.DEVNULL)
    marker = home.path / "code" / "pid"
    assert eventually(lambda: marker.exists() and marker.read_text() != "")
    group = os.getpgid(int(marker.read_text()))
    assert len(members(group)) >= 2
    parent.kill()
    parent.wait()
    assert eventually(lambda: members(group) == [])  # the child, and the sleep that it had started


STARTER = """
import os, subprocess, sys
subprocess.run([*sys.argv[1:], "--owner", str(os.getppid())])
"""


@pytest.mark.parametrize("who", ["starter", "owner"])
def test_the_step_ends_with_who_started_it_and_with_who_is_above(home: Home, who: str) -> None:
    """As in Airflow: a supervisor that can be killed, the task's process under it, and the step under that."""
    home.code("swallows", SWALLOWS)
    home.asset("p/spawns", python("swallows:spawn"))
    call = [sys.executable, "-c", STARTER, *home.command("p/spawns", "2024-01-01")]
    above = "import subprocess, sys; p = subprocess.Popen(sys.argv[1:]); print(p.pid, flush=True); p.wait()"
    owner = subprocess.Popen(
        [sys.executable, "-c", above, *call], env=home.environment(), stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    starter = int(owner.stdout.readline())
    marker = home.path / "code" / "pid"
    assert eventually(lambda: marker.exists() and marker.read_text() != "")
    group = os.getpgid(int(marker.read_text()))
    os.kill(owner.pid if who == "owner" else starter, signal.SIGKILL)
    assert eventually(lambda: members(group) == [])
    assert eventually(lambda: not alive(starter))
    owner.kill()
    owner.wait()
    owner.stdout.close()


def test_nohup_keeps_a_step_from_ending_with_its_owner(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.asset("p/spawns", python("swallows:spawn"))
    owner = subprocess.Popen(["sleep", "3600"])
    call = ["nohup", *home.command("p/spawns", "2024-01-01"), "--owner", str(owner.pid)]
    step = subprocess.Popen(call, env=home.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    marker = home.path / "code" / "pid"
    assert eventually(lambda: marker.exists() and marker.read_text() != "")
    owner.kill()
    owner.wait()
    time.sleep(1)
    assert step.poll() is None
    step.terminate()
    assert step.wait(PATIENCE) == 75


def test_the_worker_dies_with_a_killed_parent(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.env = {"REGAUGE_USER_PYTHON_SALES_SHOP": sys.executable}
    home.asset("p/spawns", python("swallows:spawn"))
    parent = subprocess.Popen(home.command("p/spawns", "2024-01-01"), env=home.environment(), stdout=subprocess.DEVNULL)
    marker = home.path / "code" / "pid"
    assert eventually(lambda: marker.exists() and marker.read_text() != "")
    worker = int(marker.read_text())
    parent.kill()
    parent.wait()
    assert eventually(lambda: not alive(worker))


def test_what_a_step_left_behind_is_ended(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.asset("p/leaves", python("swallows:leave_one"), silent=True)
    assert home.process("p/leaves", "2024-01-01").code == 0
    assert eventually(lambda: not alive(int((home.path / "code" / "pid").read_text())))


def test_a_child_that_was_killed_is_transient(home: Home) -> None:
    home.code("swallows", SWALLOWS)
    home.asset("p/suicide", python("swallows:suicide"), waits=[1.0])
    done = home.process("p/suicide", "2024-01-01")
    assert (done.code, done.result["status"], done.result["error"]["code"]) == (75, "killed", "KILLED")
    assert done.result["retry"]["again"]


def test_the_last_line_is_the_result_and_output_streams_through(home: Home) -> None:
    home.code("talks", "def talk(context):\n    print('one')\n    print('two', flush=True)\n    return [{'v': 1}]\n")
    home.asset("p/talks", python("talks:talk"))
    done = home.process("p/talks", "2024-01-01", more=("--outputs", str(home.path / "out")))
    lines = done.out.splitlines()
    assert lines[:2] == ["one", "two"] and lines[-1].startswith("REGAUGE_RESULT=") and len(lines) == 3
    assert (home.path / "out" / "status").read_text() == "success"
    assert done.result["durationSeconds"] > 0


def test_blocked_may_have_another_exit_code(home: Home) -> None:
    low = {"name": "low", "test": {"kind": "row_count", "min": 2}, "on_fail": "block"}
    home.asset("a/up", sql("select 1 as v"), checks=[low])
    home.asset("b/down", sql("select * from a.up"), reads={"a/up": "identity"})
    assert home.process("a/up", "2024-01-01").code == 21
    assert home.process("b/down", "2024-01-01").code == 20
    done = home.process("b/down", "2024-01-01", more=("--blocked-exit", "0"))
    assert (done.code, done.result["status"], done.result["exitCode"]) == (0, "blocked", 20)


def test_a_step_stays_for_the_rest_of_a_wait_that_its_engine_cannot_keep(home: Home) -> None:
    home.code(
        "waits", "from regauge_runtime.errors import Transient\ndef no(context): raise Transient('x', retry_after=3)\n"
    )
    home.asset("a/t", python("waits:no"), waits=[1.0])
    start = time.monotonic()
    done = home.process("a/t", "2024-01-01", more=("--engine-waits", "1.0"))
    assert (done.code, done.result["retry"]) == (75, {"again": True, "waitSeconds": 3.0})
    assert time.monotonic() - start > done.result["durationSeconds"] + 1.9


def test_wrong_calls_are_configuration(home: Home) -> None:
    home.asset("a/t", sql("select 1 as v"))
    assert home.process("a/nope", "2024-01-01").result["error"]["message"] == "the plan of shop has no asset a/nope"
    assert home.process("a/t").code == 78
    assert home.process("a/t", "2023-12-31").code == 78
    assert home.process("a/t", "2024-01-01", attempt=0).code == 78
    assert "3 rows" not in home.process("a/t", "2024-01-01").out


def test_a_tick_selects_the_partition(home: Home) -> None:
    home.asset("a/t", sql("select 1 as v"))
    done = home.process("a/t", more=("--tick", "2024-03-04T06:00:00Z"))
    assert (done.result["partition"], done.result["runKey"]) == ("2024-03-03", "shop/daily/2024-03-03/manual:1")


def test_the_supervisor_loads_nothing_heavy() -> None:
    loaded = "[name for name in sys.modules if name.split('.')[0] in sys.argv[1:]]"
    code = f"import sys; import regauge_runtime.supervisor; print({loaded})"
    heavy = ["pyarrow", "pyiceberg", "duckdb", "sqlalchemy", "psycopg", "asyncio", "typing_extensions", "ctypes"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
