"""The source against a small server of its own."""

from __future__ import annotations

import json
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from acme_rest.source import RestApiSource  # noqa: E402


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        first = (int(query["page"][0]) - 1) * int(query["per_page"][0])
        rows = [{"n": n} for n in range(5)][first : first + int(query["per_page"][0])]
        body = json.dumps({"data": rows, "has_next": first + len(rows) < 5}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class SourceTest(unittest.TestCase):
    """What it reads, page by page."""

    def test_it_reads_all_pages(self) -> None:
        server = HTTPServer(("127.0.0.1", 0), _Pages)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = {"size_param": "per_page", "page_size": 2, "results_key": "data"}
        config = {"base_url": f"http://127.0.0.1:{server.server_port}", "endpoint": "/rows", "pagination": pages}
        source = RestApiSource()
        self.assertTrue(source.validate_config(config))
        self.assertTrue(source.test_connection(config))
        self.assertEqual([{"n": n} for n in range(5)], list(source.fetch_data(config)))
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    unittest.main()
