"""The hook's function, called as the step calls it."""

from __future__ import annotations

import json
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from acme_bell import handler  # noqa: E402

EVENT = {"product": "shop", "asset_key": "orders", "check_name": "paid", "severity": "warn"}
RUNG: list[dict[str, str]] = []


class _Bell(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        RUNG.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class HandlerTest(unittest.TestCase):
    """When it rings."""

    def test_it_rings_for_what_failed(self) -> None:
        server = HTTPServer(("127.0.0.1", 0), _Bell)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        handler.BELL = f"http://127.0.0.1:{server.server_port}"
        handler.ring(EVENT | {"passed": True})
        handler.ring(EVENT | {"passed": False})
        server.shutdown()
        server.server_close()
        self.assertEqual([EVENT], RUNG)


if __name__ == "__main__":
    unittest.main()
