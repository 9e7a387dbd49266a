"""Servers end with their owner, whatever happened to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from regauge_engines.processes import (
    PATIENCE,
    Server,
    ServerFailed,
    end_described,
    is_listening,
    start_time,
    wait_until,
)

LISTEN = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), None).serve_forever()"


def test_a_server_that_ends_by_itself_shows_its_log(tmp_path: Path) -> None:
    server = Server("broken", [sys.executable, "-c", "print('no luck'); raise SystemExit(3)"], tmp_path / "log")
    server.start()
    with pytest.raises(ServerFailed, match=r"broken ended with 3[\s\S]*no luck"):
        server.wait_until_ready(lambda: False)
    server.stop()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_servers_end_when_their_owner_is_killed(tmp_path: Path, end: signal.Signals) -> None:
    program = f"""
import sys, time
from pathlib import Path
from regauge_engines.processes import Server, free_port, is_listening
port = free_port()
server = Server("web", [sys.executable, "-c", {LISTEN!r}, str(port)], Path(sys.argv[1]))
server.start()
server.wait_until_ready(lambda: is_listening(port))
print(server.pid, port, flush=True)
time.sleep(3600)
"""
    owner = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pid, port = map(int, owner.stdout.readline().split())
    assert is_listening(port) and start_time(pid)
    os.kill(owner.pid, end)
    owner.wait(PATIENCE)
    wait_until(lambda: not start_time(pid), PATIENCE, "the server has ended")
    assert not is_listening(port)


def test_a_detached_server_is_ended_by_its_description_only_when_it_is_the_same(tmp_path: Path) -> None:
    server = Server("sleeper", ["sleep", "3600"], tmp_path / "log")
    server.start(detached=True)
    described = server.describe()
    end_described({**described, "started": int(described["started"]) + 1})
    assert server.is_running()
    end_described(described)
    wait_until(lambda: not server.is_running(), PATIENCE, "the sleeper has ended")
