"""The packaged command line as a language server, driven by a client library that others wrote (pygls)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from regauge_engines.cli import command, regauge
from regauge_engines.venvs import LOCKS, environment

SESSION = Path(__file__).parent / "editor/editor_session.py"


def test_an_editor_types_asks_and_renames(tmp_path: Path) -> None:
    python = environment(LOCKS / "pygls.txt") / "bin/python"
    done = subprocess.run(
        [str(python), str(SESSION), str(tmp_path), *command()], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    assert done.stdout == "the session held\n"

    # What the editor saved is a product, with the old key, its table and its readers' name kept.
    regauge("check", str(tmp_path))
    product = (tmp_path / "product.yaml").read_text(encoding="utf-8")
    jobs = (tmp_path / "parts/jobs.yaml").read_text(encoding="utf-8")
    assert "- key: landing/purchases\n    was: [raw/orders]\n" in product
    assert "      - table: raw.orders\n        columns:" in product
    assert "inputs: [{asset: landing/purchases, as: orders}]" in product
    assert "- asset: landing/purchases\n        as: orders\n        mapping: all\n" in product
    assert jobs.count("landing/purchases") == 3 and jobs.count("landing_purchases") == 2
    assert "raw" not in jobs.replace("after_raw", "")


def test_the_server_goes_with_its_editor(tmp_path: Path) -> None:
    editor = subprocess.Popen(["sleep", "600"])
    params = {"processId": editor.pid, "rootUri": None, "capabilities": {}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params})
    server = subprocess.Popen([*command(), "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdin and server.stdout
    server.stdin.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    server.stdin.flush()
    assert server.stdout.readline().startswith(b"Content-Length:")
    editor.kill()
    editor.wait()
    assert server.wait(timeout=60) == 1
